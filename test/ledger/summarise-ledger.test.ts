import { expect, test } from 'vitest';
import type { LedgerEntry, LedgerEvent } from '../../src/artifacts/ledger-entry.ts';
import { summariseLedger, type RunSummary } from '../../src/ledger/summarise-ledger.ts';
import { disclosed, refused, started } from './ledger-fixture.ts';

const summarise = (...events: LedgerEvent[]): readonly RunSummary[] =>
  summariseLedger(
    events.map((event, i): LedgerEntry => {
      const tid = `2026-01-15T12:0${i}:00.000Z`;
      return { ...event, versjon: 1, nr: i + 1, tid, forrige: '0'.repeat(64), signatur: 'AA==' };
    }),
  );

const run = { run: 'one', saksnummer: '2026/17' };
const found = { type: 'reconciled', ...run, package: 'p', manifest: 'b'.repeat(64) } as const;

test('a delivered run shows what went to whom and when', () => {
  expect(
    summarise(
      started('one'),
      disclosed('intent', 'one'),
      disclosed('delivered', 'one'),
      { type: 'received', ...run, date: '2026-01-20' },
      { type: 'deleted', ...run, date: '2030-12-30' },
    ),
  ).toEqual([
    {
      ...run,
      started: '2026-01-15T12:00:00.000Z',
      at: '2026-01-15T12:02:00.000Z',
      outcome: 'delivered',
      codes: [],
      package: '2026_17_one',
      manifest: 'b'.repeat(64),
      databruker: 'Universitetet i Oslo',
      mottakere: ['age1recipient'],
      persons: 300,
      slettes: '2030-12-31',
      gyldigTil: null,
      received: '2026-01-20',
      deleted: '2030-12-30',
      keyFiles: [],
      breach: null,
    },
  ]);
});

test('a key file stands until the party that was given it has deleted it, whatever others delete', () => {
  const handed = (part: string): LedgerEvent => ({
    type: 'key-handed-over',
    saksnummer: '2026/17',
    of: 'one',
    part,
    file: 'c'.repeat(64),
    mottakere: ['age1party'],
    persons: 300,
  });
  const deleted = (part: string) => ({ type: 'deleted', ...run, date: '2030-12-30', part }) as const;
  const delivered = [started('one'), disclosed('delivered', 'one'), handed('A'), handed('B'), handed('A')];
  expect(summarise(...delivered)).toMatchObject([{ keyFiles: ['A', 'B'] }]);
  const later = [deleted('A'), { type: 'deleted', ...run, date: '2030-12-31' } as const];
  expect(summarise(...delivered, ...later)).toMatchObject([{ keyFiles: ['B'], deleted: '2030-12-31' }]);
});

test('runs stand in the order they began, each with its own outcome', () => {
  const summaries = summarise(started('b'), started('a'), refused('a'), disclosed('intent', 'b'));
  expect(summaries.map((s) => [s.run, s.outcome, s.codes])).toEqual([
    ['b', 'intent', []],
    ['a', 'refused', ['risk.too-high']],
  ]);
});

test('a refusal before the decision could be read is a run without a case', () => {
  expect(summarise({ ...refused('one'), saksnummer: null } as LedgerEvent)).toMatchObject([
    { run: 'one', saksnummer: null, outcome: 'refused' },
  ]);
});

test('a run that died between intent and delivery is what a later start found', () => {
  const died = [started('one'), disclosed('intent', 'one')];
  expect(summarise(...died, { ...found, found: 'delivered' })).toMatchObject([
    { outcome: 'delivered', persons: 300 },
  ]);
  expect(summarise(...died, { ...found, found: 'nothing' })).toMatchObject([{ outcome: 'abandoned' }]);
  expect(summarise(started('one'), { type: 'abandoned', ...run, reason: 'died' })).toMatchObject([
    { outcome: 'abandoned', persons: null },
  ]);
});

test('approval leaves a run waiting until it is delivered', () => {
  const manifest = 'b'.repeat(64);
  const waiting: LedgerEvent = { type: 'awaiting-approval', ...run, package: 'p', manifest };
  const approved: LedgerEvent = { type: 'approved', ...run, manifest, by: 'kollega' };
  expect(summarise(started('one'), waiting, approved)).toMatchObject([
    { outcome: 'awaiting-approval', package: 'p' },
  ]);
});

test('entries that are of no run are in no row', () => {
  expect(summarise({ type: 'torn-line', bytes: 3, keptAs: 'oversikt.avkuttet-1' })).toEqual([]);
});
