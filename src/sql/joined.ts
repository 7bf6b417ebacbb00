import { JOINED_FILE } from '../artifacts/joined.ts';
import type { PlanTable } from '../artifacts/plan.ts';
import type { ColumnSql } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { LOEPENUMMER, stage, tableName } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** The tables of a delivery as one, which is judged, looked through and written like any; its rows are joined when staged. */
export function joinedTable(tables: readonly TableSql[]): TableSql {
  const [first] = tables;
  if (first === undefined) throw new Error('nothing to join');
  const table: PlanTable = {
    ...JOINED_FILE,
    identifier: first.table.identifier,
    conditions: [],
    columns: tables.flatMap((t) => t.table.columns),
    invalidIdentifier: first.table.invalidIdentifier,
  };
  return {
    table,
    columns: tables.flatMap((t) => t.columns.map(onlyOfRows)),
    flags: [],
    numberType: first.numberType,
    derived: [...new Set(tables.flatMap((t) => t.derived))],
  };
}

/** What stands for any value alike stands for none where the person has no row in the table. */
const onlyOfRows = (column: ColumnSql): ColumnSql =>
  column.carrier === 'BOOLEAN'
    ? { ...column, deliver: `CASE WHEN ${identifier(column.name)} THEN ${column.deliver} END` }
    : column;

const at = (step: string): string => `${tableName(JOINED_FILE)}.${step}`;

/** Persons with several staged rows of a table that is joined by its one row a person. */
export const emitSeveralRows = (t: TableSql): Statement =>
  statement(
    `${tableName(t.table)}.several`,
    () =>
      `SELECT count(*) AS n FROM (SELECT ${LOEPENUMMER} FROM ${stage(t.table)} GROUP BY ALL HAVING count(*) > 1)`,
  );

/** Gives back what a table took that is joined by now: its rows are in the joined ones. */
export const emitDropJoinedPart = (t: TableSql): Statement =>
  statement(`${tableName(t.table)}.joined.drop`, () => `DROP TABLE ${stage(t.table)}`);

/** Whether a joined row has a row of the i-th table. */
const present = (i: number): string => identifier(`_rad${i}`);

/**
 * Joins the staged rows of all tables: every person with a row in any of them, and beside each other her rows of each.
 * Where at most one table has several rows a person, no row is there twice.
 */
export const emitJoin = (joined: TableSql, tables: readonly TableSql[]): Statement =>
  emitJoinOf(
    stage(joined.table),
    tables.map((t) => ({ columns: t.columns.map(({ name }) => name), rows: stage(t.table) })),
  );

/** As `emitJoin`, of these columns of what a relation or a query in parentheses gives for each table. */
export function emitJoinOf(
  into: string,
  parts: readonly { readonly columns: readonly string[]; readonly rows: string }[],
): Statement {
  const columns = parts.flatMap((part, i) => [
    ...part.columns.map((name) => `t${i}.${identifier(name)}`),
    `t${i}.${LOEPENUMMER} IS NOT NULL AS ${present(i)}`,
  ]);
  const persons = parts.map(({ rows }) => `SELECT ${LOEPENUMMER} FROM ${rows}`).join(' UNION ');
  const joins = parts.map(
    ({ rows }, i) => `LEFT JOIN ${rows} AS t${i} ON t${i}.${LOEPENUMMER} = p.${LOEPENUMMER}`,
  );
  return statement(
    at('join'),
    () =>
      `CREATE OR REPLACE TABLE ${into} AS ` +
      `SELECT p.${LOEPENUMMER}, ${columns.join(', ')} FROM (${persons}) AS p ${joins.join(' ')}`,
  );
}

/** Rows and persons of the i-th table that are in the joined rows; `several`: whether it can have several rows a person. */
export function emitComponentCounts(joined: TableSql, i: number, several: boolean): Statement {
  const here = `FILTER (${present(i)})`;
  const persons = `count(DISTINCT ${LOEPENUMMER}) ${here}`;
  return statement(
    at(`counts-${i}`),
    () =>
      `SELECT CAST(${several ? `count(*) ${here}` : persons} AS DOUBLE) AS rows, CAST(${persons} AS DOUBLE) AS persons ` +
      `FROM ${stage(joined.table)}`,
  );
}
