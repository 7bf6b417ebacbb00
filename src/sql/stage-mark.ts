import { identifier } from './identifier.ts';
import { codesVariable, LOEPENUMMER, stage, tableName } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/**
 * One row (`rows`, `sum`, `texts`) that tells staged rows from any others, whatever their order: the sum of a 63-bit hash of
 * each row, and a SHA-256 of the texts that its numbers stand for, which the tables of `lists` have. To be read when it is
 * known which texts are used. The hash of rows is DuckDB's own, which finds accidents, not forgeries.
 */
export function emitStageMark(t: TableSql, lists: readonly TableSql[]): Statement {
  const held = [LOEPENUMMER, ...t.columns.map((c) => identifier(c.name))].join(', ');
  const used = lists.flatMap((list) =>
    list.columns.flatMap((c) =>
      c.texts === null || c.texts.kind === 'plan'
        ? []
        : [`CAST(getvariable(${codesVariable(list.table, c.name)}) AS VARCHAR)`],
    ),
  );
  const texts = used.length === 0 ? `''` : `sha256(concat_ws(chr(31), ${used.join(', ')}))`;
  return statement(
    `${tableName(t.table)}.mark`,
    () =>
      `SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(${held}) >> 1 AS BIGINT)) AS VARCHAR) AS sum, ` +
      `${texts} AS texts FROM ${stage(t.table)}`,
  );
}
