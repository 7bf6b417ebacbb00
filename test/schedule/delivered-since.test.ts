import { describe, expect, test } from 'vitest';
import { composeEntry } from '../../src/ledger/entry-line.ts';
import { emptyHead } from '../../src/ledger/head.ts';
import type { LedgerEntry, LedgerEvent } from '../../src/artifacts/ledger-entry.ts';
import { deliveredSince } from '../../src/schedule/delivered-since.ts';
import { disclosed, newSeal, noon, started } from '../ledger/ledger-fixture.ts';

const seal = newSeal();
const [ours, theirs] = ['a'.repeat(64), 'c'.repeat(64)];
const entryOf = (event: LedgerEvent): LedgerEntry => composeEntry(event, emptyHead, noon, seal);

/** What the record holds of a delivery that got its name. */
const delivery = (run: string, vedtak: string): readonly LedgerEntry[] => [
  entryOf({ ...started(run), vedtak } as LedgerEvent),
  entryOf({ ...disclosed('intent', run), package: `/ut/${run}` } as LedgerEvent),
];
const asked = { vedtak: ours, ut: '/ut', since: noon };
const isThere = (): boolean => true;

describe('what a killed batch has delivered', () => {
  test('is the delivery of the same decision into the same folder since then', () => {
    expect(deliveredSince(delivery('r1', ours), asked, isThere)).toEqual({ run: 'r1', package: '/ut/r1' });
    const later = { ...asked, since: new Date(noon.getTime() + 1) };
    expect(deliveredSince(delivery('r1', ours), later, isThere)).toBeUndefined();
    expect(deliveredSince(delivery('r1', ours), { ...asked, ut: '/ut2' }, isThere)).toBeUndefined();
  });

  test('is never that of another pipeline that delivers into the same folder', () => {
    expect(deliveredSince(delivery('r1', theirs), asked, isThere)).toBeUndefined();
    const both = [...delivery('r1', ours), ...delivery('r2', theirs)];
    expect(deliveredSince(both, asked, isThere)).toEqual({ run: 'r1', package: '/ut/r1' });
  });

  test('counts only where the package has its name', () => {
    expect(deliveredSince(delivery('r1', ours), asked, () => false)).toBeUndefined();
  });
});
