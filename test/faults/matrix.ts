import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { Running } from '../cli/compiled-program.ts';
import { openSites, type Call, type Site } from './site.ts';

/** Random moments at which a run is killed: few here, a hundred by hand. */
export const KILLS = process.env['TILRETTE_FAULTS'] === undefined ? 6 : 100;
/** Of the steps after which a run is killed: each third here, each by hand. */
export const EVERY = process.env['TILRETTE_FAULTS'] === undefined ? 3 : 1;
export const SEED = Number(process.env['TILRETTE_SEED'] ?? '1');

const demo = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
export const hook = fileURLToPath(new URL('clock-hook.mjs', import.meta.url));
export const open = await openSites(demo);

interface Row {
  readonly fault: string;
  readonly times: number;
  readonly ended: string;
}
export const table: Row[] = [];

afterAll(() => {
  const lines = table.map((r) => `| ${r.fault} | ${r.times} | ${r.ended} |`);
  const head = [
    '| fault | times | ended with; then nothing lost or half, no plaintext, the next run right |',
    '|---|---:|---|',
  ];
  process.stdout.write(`\n${[...head, ...lines].join('\n')}\n`);
});

interface Delivered {
  readonly site: Site;
  /** What every later delivery must equal. */
  readonly right: string;
  /** Packages so far. */
  readonly before: number;
}

const site = open();
let first: string | undefined;

/** The site, where all is right, with at least one delivery. */
export async function delivered(): Promise<Delivered> {
  if (first === undefined) {
    expect((await site.batch()).status).toBe(0);
    first = await site.newest();
  }
  return { site, right: first, before: site.packages().length };
}

/** Nothing is wrong now, and when all is mended the next run makes the same delivery again. */
export async function expectRight(site: Site, right: string): Promise<void> {
  expect(await site.faults()).toEqual([]);
  const before = site.packages().length;
  site.freshExtracts();
  site.pipeline();
  const next = await site.batch();
  expect(next.result.pipelines).toMatchObject([{ outcome: 'delivered' }]);
  expect(site.packages()).toHaveLength(before + 1);
  expect(await site.newest()).toBe(right);
  expect(await site.faults()).toEqual([]);
}

/** One fault that keeps a run from delivering: what the batch ends with, and that the next run is right. */
export async function expectRefused(
  fault: string,
  codes: readonly string[],
  spoil: (site: Site) => Call | undefined,
): Promise<void> {
  const { site, right, before } = await delivered();
  const call = spoil(site);
  const told = await site.batch(call);
  const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
  expect(codes).toEqual(expect.arrayContaining(found));
  expect(found).not.toEqual([]);
  expect(told.status).not.toBe(0);
  expect(site.packages()).toHaveLength(before);
  table.push({ fault, times: 1, ended: `${told.status}: ${[...new Set(found)].join(', ')}` });
  await expectRight(site, right);
}

export const stepsOf = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/^ {2}(\S.*?) \d+\.\d s/gm)].map(([, step]) => step ?? '');

export async function kill(run: Running): Promise<'killed' | 'ended'> {
  run.child.kill('SIGKILL');
  return (await run.ended).signal === 'SIGKILL' ? 'killed' : 'ended';
}

export const countOf = (all: readonly string[]): string =>
  [...new Set(all)].map((one) => `${one} ${all.filter((x) => x === one).length}`).join(', ');
