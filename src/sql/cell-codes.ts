import { asText } from './base-columns.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** A number for each value of the named columns, 0 where it is missing, a row per row in one order. */
export const emitCellCodes = (relation: string, columns: readonly string[]): Statement =>
  statement('cells.codes', () => {
    const codes = columns.map((name, i) => {
      const text = asText(identifier(name));
      return `CAST(CASE WHEN ${text} = '' THEN 0 ELSE dense_rank() OVER (ORDER BY ${text}) END AS UINTEGER) AS c${i}`;
    });
    return `SELECT ${codes.join(', ')} FROM ${relation} ORDER BY ALL`;
  });

export const emitCellRows = (relation: string): Statement =>
  statement('cells.rows', () => `SELECT count(*) AS n FROM ${relation}`);
