import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partFile } from '../../src/package/package-layout.ts';
import { openStaging } from '../../src/package/staging.ts';
import { everyPartAnew } from '../../src/steps/finished-parts.ts';
import { readTargetFormat } from '../../src/steps/target-format.ts';
import { vedtakSchema } from '../../src/vedtak/schema.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { decisionOn, episodes, listed, persons, registersOf, row } from '../oracle/named-case.ts';
import { deliverCut, readParts } from '../oracle/run-in-passes.ts';
import { inCase, layOut, openWorkshop, orRefusal, planOf, runPrepare } from '../oracle/workshop.ts';
import type { Workshop } from '../oracle/workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

const LONG_NAME = `B${'x'.repeat(31)}`;
const ROWS_EACH = 40;
const people = persons(40);
const decision = decisionOn([
  episodes([listed('hoveddiagnose'), listed('bidiagnoser', undefined, { som: LONG_NAME })]),
]);
const registers = registersOf({
  'npr.episode': people.flatMap((person, p) =>
    Array.from({ length: ROWS_EACH }, (_, i) =>
      row(person, {
        hoveddiagnose: ['C50', 'F20', 'I21'][(p * 7 + i) % 3] ?? '',
        bidiagnoser: `I${String(10 + ((p * 31 + i * 17) % 80))}`,
      }),
    ),
  ),
});

/** Delivers the case with parts of at most so many bytes, in memory enough for all of it. */
const cut = (partBytes: number) =>
  inCase(shop, decision, registers, async (of) => {
    await layOut(of, 'one file');
    const first = await runPrepare(of, 'one file');
    const planned = await planOf(of, 'one file');
    const staging = await openStaging(await mkdtemp(join(of.folder, 'deler-')), 'pakke');
    const tables = await orRefusal(() =>
      deliverCut(of, planned, staging, { memoryBytes: 2 ** 28, partBytes, finished: everyPartAnew }),
    );
    const written = await readdir(join(staging.folder, 'data'));
    if ('codes' in tables) return { refused: tables.codes, first, written, parts: [], bytes: [], read: [] };
    const parts = tables.flatMap((t) => t.parts);
    const files = parts.map((part) => join(staging.folder, partFile(part.name)));
    const bytes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    return { refused: null, first, written, parts, bytes, read: await readParts(of, staging, tables) };
  });

describe('parts', () => {
  it('are cut so that none is larger than the receiving room takes, and together hold every row once', async () => {
    const whole = await cut(Infinity);
    expect(whole.parts).toHaveLength(1);
    const limit = Math.floor((whole.bytes[0] ?? 0) * 0.6);
    const { parts, bytes, read, written } = await cut(limit);
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(limit);
    expect(bytes).toEqual(parts.map((part) => part.sealed.bytes));
    expect(written.sort()).toEqual(parts.map(({ name }) => partFile(name).replace('data/', '')));
    const rows = read.flatMap((part) => part.rows.map(({ number, cells }) => [number, ...cells].join()));
    expect(rows).toHaveLength(people.length * ROWS_EACH);
    const inEach = read.flatMap((part) => [...new Set(part.rows.map((r) => r.number))]);
    expect(new Set(inEach).size).toBe(people.length);
    expect(inEach).toHaveLength(people.length);
    expect(read.every((part) => part.rows.length > 0)).toBe(true);
  });

  it('are numbered from 0000, with names and columns of A-z, 0-9 and _ that have at most 32 characters', async () => {
    const { parts, read } = await cut(2_000);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ name }) => partFile(name))).toEqual(
      parts.map((_, i) => `data/npr_episode_${String(i).padStart(4, '0')}.parquet.age`),
    );
    const stems = parts.map(({ name }) => partFile(name).replace(/^data\/|\..*$/g, ''));
    const columns = read.flatMap((part) => part.columns);
    expect(columns).toContain(LONG_NAME);
    for (const name of [...stems, ...columns]) expect(name).toMatch(/^[A-Za-z0-9_]{1,32}$/);
  });

  it('of one person are never parted: a room that takes less is told so, and no part is left', async () => {
    expect(await cut(300)).toMatchObject({ refused: ['run.part-too-large'], written: [] });
  });
});

describe('the size of a part', () => {
  const utlevering = (changes: Readonly<Record<string, unknown>>) =>
    vedtakSchema.parse(demoDecision(changes)).utlevering;

  it('is below the 5 GiB that TSD takes in a request where the decision says nothing, and else what it says, in MiB', () => {
    expect(readTargetFormat(utlevering({})).partBytes).toBe(5000 * 2 ** 20);
    expect(readTargetFormat(utlevering({})).partBytes).toBeLessThanOrEqual(5 * 2 ** 30);
    expect(readTargetFormat(utlevering({ 'utlevering.delstoerrelse': 250 })).partBytes).toBe(250 * 2 ** 20);
    const atMost = utlevering({ 'utlevering.delstoerrelse': 5120 });
    expect(readTargetFormat(atMost).partBytes).toBe(5 * 2 ** 30);
  });
});
