import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import { readVerified } from '../cli/place.ts';
import type { Running } from '../cli/compiled-program.ts';
import { drawn } from './drawn.ts';
import { openSites, type Call, type Site } from './site.ts';

/** Random moments at which a run is killed: few here, a hundred by hand. */
const KILLS = process.env['TILRETTE_FAULTS'] === undefined ? 6 : 100;
/** Of the steps after which a run is killed: each third here, each by hand. */
const EVERY = process.env['TILRETTE_FAULTS'] === undefined ? 3 : 1;
const SEED = Number(process.env['TILRETTE_SEED'] ?? '1');

const demo = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
const hook = fileURLToPath(new URL('clock-hook.mjs', import.meta.url));
const open = await openSites(demo);

interface Row {
  readonly fault: string;
  readonly times: number;
  readonly ended: string;
}
const table: Row[] = [];

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
async function delivered(): Promise<Delivered> {
  if (first === undefined) {
    expect((await site.batch()).status).toBe(0);
    first = await site.newest();
  }
  return { site, right: first, before: site.packages().length };
}

/** Nothing is wrong now, and when all is mended the next run makes the same delivery again. */
async function expectRight(site: Site, right: string): Promise<void> {
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
async function expectRefused(
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

const stepsOf = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/^ {2}(\S.*?) \d+\.\d s/gm)].map(([, step]) => step ?? '');

async function kill(run: Running): Promise<'killed' | 'ended'> {
  run.child.kill('SIGKILL');
  return (await run.ended).signal === 'SIGKILL' ? 'killed' : 'ended';
}

const countOf = (all: readonly string[]): string =>
  [...new Set(all)].map((one) => `${one} ${all.filter((x) => x === one).length}`).join(', ');

describe('a run that is killed', () => {
  test('at every step leaves all right', async () => {
    const { site, right, before } = await delivered();
    const all = stepsOf((await site.startPrepare().ended).stderr);
    const steps = all.filter((_, i) => EVERY === 1 || i % EVERY === SEED % EVERY);
    const ends: string[] = [];
    for (const step of steps) {
      const run = site.startPrepare();
      await run.says(`  ${step} `).catch(() => undefined);
      ends.push(await kill(run));
      expect(await site.faults()).toEqual([]);
    }
    table.push({
      fault: EVERY === 1 ? 'SIGKILL after every step' : `SIGKILL after every ${EVERY}rd step`,
      times: steps.length,
      ended: countOf(ends),
    });
    await expectRight(site, right);
  });

  test(`at ${KILLS} random moments leaves all right`, async () => {
    const { site, right, before } = await delivered();
    const random = drawn(SEED);
    const ends: string[] = [];
    for (let i = 0; i < KILLS; i += 1) {
      const run = site.startPrepare();
      await sleep(random() * 1600);
      ends.push(await kill(run));
      expect(await site.faults()).toEqual([]);
    }
    table.push({ fault: `SIGKILL at random moments (seed ${SEED})`, times: KILLS, ended: countOf(ends) });
    await expectRight(site, right);
    const runs = await readVerified(site.place.state);
    const made = runs.filter(
      (e) => e.type === 'delivered' || (e.type === 'reconciled' && e.found === 'delivered'),
    );
    expect(made.map((e) => ('package' in e ? e.package : ''))).toHaveLength(site.packages().length);
  }, 600_000);

  test('with its batch, which left it going, is one delivery and not two', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    site.pipeline({ vedFeil: { forsoek: 10, ventSekunder: 1, hoeystSekunder: 1 } });
    const first = site.startBatch();
    await first.says('population');
    await kill(first);
    const next = await site.startBatch().ended;
    expect(next.status).toBe(0);
    expect(site.packages()).toHaveLength(before + 1);
    table.push({
      fault: 'SIGKILL of batch alone, its run goes on',
      times: 1,
      ended: 'delivered once, found in the record',
    });
    await expectRight(site, right);
  });

  test('by SIGTERM to its batch ends cleanly, and the night is still owed', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    const run = site.startBatch();
    await run.says('population');
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ status: 130 });
    expect(site.packages()).toHaveLength(before);
    expect(await site.startBatch().ended).toMatchObject({ status: 0 });
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'SIGTERM of batch', times: 1, ended: '130, then delivered' });
    await expectRight(site, right);
  });
});

const limited = (limit: string): Call => ({ before: ['bash', '-c', `ulimit ${limit}; exec "$@"`, '-'] });
const episodes = (site: Site): string => join(site.place.uttrekk, 'npr.episode.parquet');

describe('a machine that fails', () => {
  test.each([
    ['no file above 64 kB (as on a full disk)', '-f 64', ['package.write-failed', 'ledger.no-room']],
    ['address space too small', '-v 2000000', ['schedule.child-died', 'run.out-of-memory', 'run.database']],
  ])('%s', async (fault, limit, codes) => {
    await expectRefused(fault, codes, () => limited(limit));
  });

  test('memory budget below the least', () =>
    expectRefused('memory budget below the least', ['usage.option'], (site) => {
      site.pipeline({ minne: '100MB' });
      return undefined;
    }));

  test.each([
    ['disk of the output full', 'size=100k', ['package.write-failed']],
    ['output read-only', 'ro', ['package.write-failed']],
  ])('%s', async (fault, options, codes) => {
    if (!mayMount()) {
      table.push({ fault, times: 0, ended: 'not tried: this process may not mount' });
      return;
    }
    const { site, right, before } = await delivered();
    const disk = join(site.place.folder, 'disk');
    mkdirSync(disk, { recursive: true });
    mount(['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
    try {
      site.pipeline({ ut: join(disk, 'ut') });
      const told = await site.batch();
      const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
      expect(found).toEqual(codes);
      table.push({ fault, times: 1, ended: `${told.status}: ${found.join(', ')}` });
      expect(site.packages()).toHaveLength(before);
    } finally {
      execFileSync(umountTool, [disk]);
    }
    await expectRight(site, right);
  });

  test('clock set back a day', async () => {
    const { site, right, before } = await delivered();
    const back = { node: ['--import', hook], env: { SHIFT_MS: '-86400000' } };
    const ended = await site.startBatch(back).ended;
    expect(ended).toMatchObject({ status: 13 });
    expect(ended.stdout).toContain('schedule.clock-back');
    expect(site.packages()).toHaveLength(before);
    table.push({ fault: 'clock set back a day', times: 1, ended: '13: schedule.clock-back' });
    await expectRight(site, right);
  });
});

// Named apart from the calls: these are tools of the system, not packages of the project.
const mountTool = 'mount';
const umountTool = 'umount';
const mount = (words: readonly string[]): void => {
  execFileSync(mountTool, words, { stdio: 'ignore' });
};

function mayMount(): boolean {
  const { place } = open();
  try {
    mount(['-t', 'tmpfs', 'tmpfs', place.tmp]);
  } catch {
    return false;
  }
  execFileSync(umountTool, [place.tmp]);
  return true;
}

/** Writes an extract again as a query over itself gives it. */
async function rewrite(file: string, select: string): Promise<void> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(`COPY (${select} FROM read_parquet('${file}')) TO '${file}.ny' (FORMAT parquet)`);
  connection.closeSync();
  database.closeSync();
  renameSync(`${file}.ny`, file);
}

describe('an extract that is not what it was', () => {
  test.each([
    [
      'extract corrupt',
      ['run.database', 'extract.corrupt'],
      (file: string) => {
        spoilMiddle(file);
      },
    ],
    [
      'extract truncated',
      ['extract.corrupt'],
      (file: string) => {
        truncateSync(file, statSync(file).size / 2);
      },
    ],
    [
      'extract of 0 bytes',
      ['extract.empty-file'],
      (file: string) => {
        truncateSync(file, 0);
      },
    ],
    [
      'extract missing',
      ['extract.missing'],
      (file: string) => {
        rmSync(file);
      },
    ],
  ])('%s', (fault, codes, spoil) =>
    expectRefused(fault, codes, (site) => {
      spoil(episodes(site));
      return undefined;
    }),
  );

  test.each([
    ['extract without rows', ['run.extract-empty'], 'SELECT * FROM (SELECT *', ') WHERE false'],
    ['column lost', ['plan.column-missing'], 'SELECT * EXCLUDE (hoveddiagnose)', ''],
    ['type of a column changed', ['plan.column-type'], 'SELECT * REPLACE (1.5 AS inndato)', ''],
  ])('%s', async (fault, _codes, select, rest) => {
    const { site, right, before } = await delivered();
    const file = episodes(site);
    await rewrite(file, rest === '' ? select : 'SELECT * REPLACE (foedselsnummer AS foedselsnummer)');
    if (rest !== '') await rewriteEmpty(file);
    const told = await site.batch();
    const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
    expect(told.status).toBeOneOf([11, 13]);
    expect(site.packages()).toHaveLength(before);
    table.push({ fault, times: 1, ended: `${told.status}: ${[...new Set(found)].join(', ')}` });
    await expectRight(site, right);
  });

  test('extract that vanishes or changes while it is read', async () => {
    const { site, right, before } = await delivered();
    for (const change of [
      rmSync,
      (file: string) => {
        appendFileSync(file, 'x');
      },
    ]) {
      site.freshExtracts();
      const run = site.startPrepare();
      await run.says('npr.episode: minimise');
      change(join(site.place.uttrekk, 'lmr.utlevering.parquet'));
      const ended = await run.ended;
      expect(ended.status).toBe(13);
      const { problems } = JSON.parse(ended.stdout) as { problems: { code: string }[] };
      table.push({
        fault: change === rmSync ? 'extract vanishes while it is read' : 'extract grows while it is read',
        times: 1,
        ended: `13: ${problems.map((p) => p.code).join(', ')}`,
      });
      expect(site.packages()).toHaveLength(before);
      expect(await site.faults()).toEqual([]);
    }
    await expectRight(site, right);
  });

  test('extract that is late is waited for', async () => {
    const { site, right, before } = await delivered();
    const file = episodes(site);
    const old = new Date(Date.now() - 48 * 3_600_000);
    utimesSync(file, old, old);
    site.pipeline({
      uttrekk: { mappe: site.place.uttrekk, venterPaa: ['npr.episode.parquet'], hoeystAlderTimer: 12 },
      vedFeil: { forsoek: 20, ventSekunder: 1, hoeystSekunder: 1 },
    });
    rmSync(join(site.place.state, 'pipelines.json'));
    const run = site.startBatch();
    await run.says('schedule.extract-late');
    cpSync(file, `${file}.ny`);
    renameSync(`${file}.ny`, file);
    expect(await run.ended).toMatchObject({ status: 0 });
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'extract late', times: 1, ended: 'waited for, then delivered' });
    await expectRight(site, right);
  });
});

async function rewriteEmpty(file: string): Promise<void> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(
    `COPY (SELECT * FROM read_parquet('${file}') WHERE false) TO '${file}.ny' (FORMAT parquet)`,
  );
  connection.closeSync();
  database.closeSync();
  renameSync(`${file}.ny`, file);
}

/** Other bytes in the second quarter of a file: pages, not the footer. */
function spoilMiddle(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(Math.floor(size / 4), 0xa5), 0, Math.floor(size / 4), Math.floor(size / 4));
  closeSync(handle);
}

describe('two at once', () => {
  test('batches run the pipeline once', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    const both = await Promise.all([site.startBatch().ended, site.startBatch().ended]);
    expect(both.map((b) => b.status)).toEqual([0, 0]);
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'two batches at once', times: 1, ended: '0 and 0, delivered once' });
    await expectRight(site, right);
  });

  test('runs into one output: one delivers, the other says who does', async () => {
    const { site, right, before } = await delivered();
    const both = await Promise.all([site.startPrepare().ended, site.startPrepare().ended]);
    expect(both.map((b) => b.status).sort()).toEqual([0, 13]);
    expect(both.map((b) => b.stdout).join('')).toContain('run.output-busy');
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'two runs into one output', times: 1, ended: '0 and 13: run.output-busy' });
    await expectRight(site, right);
  });
});

describe('a ledger cut mid-line', () => {
  const ledger = (site: Site): string => join(site.place.state, 'oversikt.jsonl');

  test('in an entry that was being written is mended, and the piece is kept', async () => {
    const { site, right, before } = await delivered();
    appendFileSync(ledger(site), readFileSync(ledger(site), 'utf8').slice(0, 100));
    expect(await site.batch()).toMatchObject({ status: 0 });
    const entries = await readVerified(site.place.state);
    expect(entries.filter((e) => e.type === 'torn-line')).toHaveLength(1);
    table.push({
      fault: 'ledger cut mid-line, entry not yet promised',
      times: 1,
      ended: '0: torn line kept aside',
    });
    await expectRight(site, right);
  });

  test('in an entry that was promised stops everything until it is restored', async () => {
    const { site, right, before } = await delivered();
    const whole = readFileSync(ledger(site));
    truncateSync(ledger(site), whole.length - 40);
    const told = await site.batch();
    const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
    expect(told.status).toBe(16);
    expect(site.packages()).toHaveLength(before);
    table.push({ fault: 'ledger cut mid-line, entry promised', times: 1, ended: `16: ${found.join(', ')}` });
    writeFileSync(ledger(site), whole);
    await expectRight(site, right);
  });
});
