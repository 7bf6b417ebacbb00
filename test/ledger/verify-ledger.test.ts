import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger, type LedgerSettings } from '../../src/ledger/ledger.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { verifyLedger, type LedgerText } from '../../src/ledger/verify-ledger.ts';
import { disclosed, makeSettings, newSeal, refused, started } from './ledger-fixture.ts';

let settings: LedgerSettings;
let text: LedgerText;
let lines: readonly string[];
beforeAll(async () => {
  settings = await makeSettings();
  const ledger = await openLedger(settings);
  for (const run of ['one', 'two', 'six']) {
    await ledger.append(started(run));
    await ledger.append(disclosed('intent', run));
    await ledger.append(run === 'two' ? refused(run) : disclosed('delivered', run));
  }
  text = await readLedger(settings.dir, settings.files);
  lines = text.entries.trimEnd().split('\n');
});
afterAll(() => rm(settings.dir, { recursive: true }));

const check = (changed: readonly string[], head = text.head): (readonly [string, number | undefined])[] =>
  verifyLedger({ entries: changed.map((line) => `${line}\n`).join(''), head }, settings.seal).problems.map(
    (p) => [p.code, p.line] as const,
  );

describe('verification', () => {
  test('finds nothing in a ledger as it was written', () => {
    expect(lines).toHaveLength(9);
    expect(check(lines)).toEqual([]);
  });

  test('finds nothing in a ledger that has not begun', () => {
    expect(verifyLedger({ entries: '', head: undefined }, settings.seal)).toEqual({
      entries: [],
      problems: [],
      tornBytes: 0,
    });
  });

  test('names the line of an altered entry, and the break after it', () => {
    const altered = lines.map((line, i) => (i === 4 ? line.replace('"persons":300', '"persons":299') : line));
    expect(check(altered)).toEqual([
      ['ledger.altered', 5],
      ['ledger.chain', 6],
    ]);
  });

  test('names the line where an entry was removed', () => {
    expect(check(lines.toSpliced(3, 1))).toContainEqual(['ledger.chain', 4]);
    expect(check(lines.slice(1))).toContainEqual(['ledger.chain', 1]);
  });

  test('names the lines of entries that changed places', () => {
    const [a = '', b = ''] = lines.slice(2, 4);
    expect(check(lines.toSpliced(2, 2, b, a))).toEqual([
      ['ledger.chain', 3],
      ['ledger.chain', 4],
      ['ledger.chain', 5],
    ]);
  });

  test('names the line of an entry put in twice', () => {
    expect(check(lines.toSpliced(5, 0, lines[4] ?? ''))).toContainEqual(['ledger.chain', 6]);
  });

  test('names the entries that someone else signed', async () => {
    const other = { ...(await makeSettings()), seal: newSeal() };
    const forger = await openLedger(other);
    for (let i = 0; i < 2; i++) await forger.append(started('one'));
    const forged = await readLedger(other.dir, other.files);
    expect(verifyLedger(forged, settings.seal).problems.map((p) => [p.code, p.line])).toEqual([
      ['ledger.altered', 1],
      ['ledger.altered', 2],
      ['ledger.head', undefined],
    ]);
    await rm(other.dir, { recursive: true });
  });

  test('misses entries that were removed from the end, or all of them', () => {
    for (const left of [0, 1, 8])
      expect(check(lines.slice(0, left))).toEqual([['ledger.truncated', undefined]]);
  });

  test('misses the head, and a head that was altered', () => {
    const gone = verifyLedger({ entries: text.entries, head: undefined }, settings.seal);
    expect(gone.problems.map((p) => p.code)).toEqual(['ledger.head']);
    expect(check(lines.slice(0, 8), text.head?.replace('"nr":9', '"nr":8'))).toEqual([
      ['ledger.head', undefined],
    ]);
  });

  test('takes no line that says the same in other bytes', () => {
    const spaced = lines.map((line, i) => (i === 2 ? line.replace('{', '{ ') : line));
    expect(check(spaced)).toContainEqual(['ledger.malformed', 3]);
    const twice = lines.map((line, i) => (i === 2 ? line.replace('{', '{"nr":7,') : line));
    expect(check(twice)).toContainEqual(['ledger.malformed', 3]);
  });

  test('finds any change of any byte', () => {
    const bytes = Buffer.from(text.entries);
    const place = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(place, ([at, flip]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const { problems, tornBytes } = verifyLedger(
          { entries: changed.toString('latin1'), head: text.head },
          settings.seal,
        );
        expect(problems.length + tornBytes).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('reads what is in the files', async () => {
    expect(await readFile(join(settings.dir, 'oversikt.jsonl'), 'utf8')).toBe(text.entries);
  });
});
