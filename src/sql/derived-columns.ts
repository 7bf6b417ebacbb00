import type { PlanTable } from '../artifacts/plan.ts';
import { identifier } from './identifier.ts';
import { LOEPENUMMER } from './names.ts';

/**
 * Derived løpenumre. Inside a run every person and value bears a number that was drawn, as small as any; what is delivered
 * in its place is 128 bits from a table of them, looked up when a part is written.
 */
export const DERIVED = 'avledet';

/** A derived number as it is delivered: 32 hexadecimal digits in small letters. */
export const derivedText = (code: string): string => `replace(CAST(${code} AS VARCHAR), '-', '')`;

/** Columns of a table that are delivered as derived numbers, the løpenummer of the person first. */
export const derivedColumns = ({ columns }: PlanTable): readonly string[] => [
  LOEPENUMMER,
  ...columns.flatMap(({ name, transform }) => (transform.type === 'series' ? [name] : [])),
];

/** Name of the code of a column while a part is written; no delivered column begins so. */
export const codeOf = (column: string): string => identifier(`_kode ${column}`);

/** Columns of the rows of a stage in a range of numbers, with the code beside each number that has one. */
export function withCodes(
  stage: string,
  held: readonly string[],
  { derived, where }: { readonly derived: readonly string[]; readonly where: string },
): string {
  const codes = derived.map((column, i) => `a${i}.kode AS ${codeOf(column)}`);
  const joins = derived.map((column, i) => {
    const codesOf = column === LOEPENUMMER ? `(FROM ${DERIVED} WHERE ${where})` : DERIVED;
    return `LEFT JOIN ${codesOf} AS a${i} ON a${i}.${LOEPENUMMER} = s.${identifier(column)}`;
  });
  const columns = held.map((column) => `s.${column}`);
  return `SELECT ${[...columns, ...codes].join(', ')} FROM (FROM ${stage} WHERE ${where}) AS s ${joins.join(' ')}`;
}
