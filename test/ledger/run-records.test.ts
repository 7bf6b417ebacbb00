import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/artifacts/ledger-entry.ts';
import { pruneRunRecords } from '../../src/steps/run-record.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';

const root = temporaryFolder();

/** Entries by run, their fields as far as the outcome of a run depends on them. */
const runs: Readonly<Record<string, readonly object[]>> = {
  ute: [{ type: 'run-started' }, { type: 'delivered' }],
  mottatt: [{ type: 'run-started' }, { type: 'delivered' }, { type: 'received', date: '2026-01-02' }],
  kobling: [
    { type: 'run-started' },
    { type: 'delivered' },
    { type: 'deleted', part: 'SSB', date: '2026-01-02' },
  ],
  slettet: [{ type: 'run-started' }, { type: 'delivered' }, { type: 'deleted', date: '2026-01-02' }],
  avvist: [{ type: 'run-started' }, { type: 'refused', codes: [] }],
  doed: [{ type: 'run-started' }, { type: 'intent' }, { type: 'reconciled', found: 'nothing' }],
  funnet: [{ type: 'run-started' }, { type: 'intent' }, { type: 'reconciled', found: 'delivered' }],
  forlatt: [{ type: 'run-started' }, { type: 'awaiting-approval' }, { type: 'abandoned' }],
  venter: [{ type: 'run-started' }, { type: 'awaiting-approval' }],
  paagaar: [{ type: 'run-started' }],
  paaVei: [{ type: 'run-started' }, { type: 'intent' }],
};

const entries = Object.entries(runs).flatMap(([run, all]) =>
  all.map(
    (entry) => ({ run, saksnummer: 'sak', tid: '2026-01-01T00:00:00Z', ...entry }) as unknown as LedgerEntry,
  ),
);

test('what was kept of runs is thrown away when they came to nothing or their data are deleted, and else is kept', async () => {
  const dir = mkdtempSync(join(root, 's-'));
  const folder = join(dir, 'kjoeringer');
  mkdirSync(folder);
  for (const name of [...Object.keys(runs), 'ukjent']) writeFileSync(join(folder, `${name}.json`), '{}');
  await pruneRunRecords(dir, entries);
  const left = readdirSync(folder).map((name) => name.replace('.json', ''));
  expect(left.sort()).toEqual(
    ['ute', 'mottatt', 'kobling', 'funnet', 'venter', 'paagaar', 'paaVei', 'ukjent'].sort(),
  );
});

test('a state folder in which nothing was kept yet is left as it is', async () => {
  const dir = mkdtempSync(join(root, 's-'));
  await pruneRunRecords(dir, entries);
  expect(readdirSync(dir)).toEqual([]);
});
