import type { BirthCohort } from './birth-cohorts.ts';
import type { Places } from './places.ts';
import { SLOTS, type SlotRange } from './weighted-codes.ts';

/** Slots that a draw of a place picks from. */
const PLACE_SLOTS = 65_536;

/** Cohorts as rows of `kohort (aar, foer, personer, kandidater)`. */
export function cohortTable(cohorts: readonly BirthCohort[]): string {
  const rows = cohorts.map((c) => `(${c.year}, ${c.before}, ${c.persons}, ${c.candidates})`);
  return `CREATE TABLE kohort AS SELECT * FROM (VALUES ${rows.join(', ')}) v(aar, foer, personer, kandidater)`;
}

/** The code of each place and year as `stedsaar (noekkel, kommunenummer, helseforetak)`; see `placeYearKey`. */
export function placeYearTable({ years }: Places): string {
  const rows = years.map(
    (y) => `(${placeYearKey(String(y.place), String(y.year))}, '${y.code}', '${y.trust}')`,
  );
  return `CREATE TABLE stedsaar AS SELECT * FROM (VALUES ${rows.join(', ')}) v(noekkel, kommunenummer, helseforetak)`;
}

/** SQL of the key of `stedsaar`. */
export const placeYearKey = (place: string, year: string): string => `(${place} * 100 + ${year} - 1970)`;

/** Slots in proportion to the inhabitants as `stedsplass (plass, sted)`. */
export function placeSlotTable({ weights }: Places): string {
  const total = weights.reduce((a, b) => a + b, 0);
  let before = 0;
  const rows = weights.map((weight, place) => {
    const from = Math.round((before / total) * PLACE_SLOTS);
    before += weight;
    return `(${place}, ${from}, ${Math.round((before / total) * PLACE_SLOTS)})`;
  });
  return `CREATE TABLE stedsplass AS SELECT unnest(range(fra, til)) AS plass, sted
    FROM (VALUES ${rows.join(', ')}) v(sted, fra, til)`;
}

/** SQL of a slot of `stedsplass` from a draw. */
export const placeSlot = (drawn: string): string => `(${drawn} % ${PLACE_SLOTS})::BIGINT`;

/** Codes by stratum and slot as `<name> (noekkel, kode)`; see `codeKey`. */
export function codeSlotTable(name: string, ranges: readonly SlotRange[]): string {
  const rows = ranges.map((r) => `(${r.stratum * SLOTS + r.from}, ${r.stratum * SLOTS + r.to}, '${r.code}')`);
  return `CREATE TABLE ${name} AS SELECT unnest(range(fra, til)) AS noekkel, kode
    FROM (VALUES ${rows.join(', ')}) v(fra, til, kode)`;
}

/** SQL of the key of a code slot from a stratum and a draw. */
export const codeKey = (stratum: string, drawn: string): string =>
  `(${stratum} * ${SLOTS} + (${drawn} % ${SLOTS})::INTEGER)::BIGINT`;

/** SQL of the stratum of `weighted-codes.ts` from the columns of a person `p` and a date. */
export const stratumOf = (date: string): string =>
  `(CASE WHEN p.kjoenn = '1' THEN 0 ELSE 4 END + CASE WHEN ${date} - p.foedselsdato < 6575 THEN 0
    WHEN ${date} - p.foedselsdato < 18263 THEN 1 WHEN ${date} - p.foedselsdato < 25568 THEN 2 ELSE 3 END)`;
