import type { Feasibility } from '../../artifacts/feasibility.ts';
import type { LedgerEntry } from '../../artifacts/ledger-entry.ts';
import type { Vedtak } from '../../vedtak/schema.ts';

type Delivered = Extract<LedgerEntry, { type: 'delivered' }>;

/** Deliveries on record from the tables of a draft, and how many went to the same databruker; counts of deliveries, not of persons. */
export function countEarlier(
  vedtak: Vedtak,
  entries: readonly LedgerEntry[],
): NonNullable<Feasibility['earlier']> {
  const delivered = entries.filter((entry): entry is Delivered => entry.type === 'delivered');
  return vedtak.registre.map(({ register, tabell }) => {
    const table = `${register}.${tabell}`;
    const of = delivered.filter((entry) => entry.registre.some((r) => r.tabell === table));
    return {
      table,
      deliveries: of.length,
      cases: new Set(of.map((entry) => entry.saksnummer)).size,
      toSameDatabruker: of.filter((entry) => entry.databruker === vedtak.databruker.virksomhet).length,
    };
  });
}
