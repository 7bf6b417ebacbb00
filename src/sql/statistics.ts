import type { PlanStatistics } from '../artifacts/plan.ts';
import { COUNT_COLUMN, HIDDEN_MARK, MARK_COLUMN } from '../artifacts/statistics.ts';
import { copyToCsv, copyToParquet, rowsOfJson, type CopyFormat } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { LOEPENUMMER, stage, tableName } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

type CountOrder = PlanStatistics['tables'][number];

const PERSON_CELLS = 'person_celle';
const counts = (order: CountOrder): string => identifier(`antall ${order.name}`);
const told = (order: CountOrder): string => identifier(`tabell ${order.name}`);
const at = (order: CountOrder, step: string): string => `statistikk.${order.name}.${step}`;

/**
 * The combinations of all dimensions that each person of the staged rows has, and how often: what every table of counts of
 * the register table is made from. `_en`: it is her only one; `_enslig`: it is her only row as well.
 */
export function emitPersonCells(t: TableSql): Statement {
  const dimensions = t.columns.map((c) => identifier(c.name)).join(', ');
  const cells = `SELECT ${LOEPENUMMER}, ${dimensions}, count(*) AS _rader FROM ${stage(t.table)} GROUP BY ALL`;
  const person = `OVER (PARTITION BY ${LOEPENUMMER})`;
  return statement(
    `${tableName(t.table)}.person-cells`,
    () =>
      `CREATE OR REPLACE TABLE ${PERSON_CELLS} AS SELECT *, count(*) ${person} = 1 AS _en, ` +
      `sum(_rader) ${person} = 1 AS _enslig FROM (${cells})`,
  );
}

export const emitDropPersonCells = (t: TableSql): Statement =>
  statement(`${tableName(t.table)}.person-cells.drop`, () => `DROP TABLE ${PERSON_CELLS}`);

/** Empty table for the counts of one table of the decision. */
export function emitCountsTable(order: CountOrder): Statement {
  const dimensions = order.dimensions.map((name) => `${identifier(name)} VARCHAR`).join(', ');
  const figures = ['_personer', '_rader', '_ene', '_enslige'].map((name) => `${name} BIGINT`).join(', ');
  return statement(
    at(order, 'table'),
    () => `CREATE OR REPLACE TABLE ${counts(order)} (${dimensions}, _sett UINTEGER, ${figures})`,
  );
}

/** Counts the staged rows of one pass, with every sum over dimensions where they are told; persons lie in one pass each. */
export function emitCount(t: TableSql, order: CountOrder): Statement {
  const names = order.dimensions.map(identifier).join(', ');
  const texts = order.dimensions.map((name) => `CAST(${deliverOf(t, name)} AS VARCHAR)`).join(', ');
  const figures =
    `count(DISTINCT ${LOEPENUMMER}) AS _personer, coalesce(sum(_rader), 0) AS _rader, ` +
    `count(*) FILTER (_en) AS _ene, count(*) FILTER (_enslig) AS _enslige`;
  const groups = order.totals ? `CUBE (${names})` : names;
  return statement(
    at(order, 'count'),
    () =>
      `INSERT INTO ${counts(order)} SELECT ${texts}, _sett, _personer, _rader, _ene, _enslige FROM ` +
      `(SELECT ${names}, GROUPING(${names}) AS _sett, ${figures} FROM ${PERSON_CELLS} GROUP BY ${groups})`,
  );
}

function deliverOf(t: TableSql, name: string): string {
  const column = t.columns.find((c) => c.name === name);
  if (column === undefined) throw new Error('a dimension that is not a delivered column');
  return column.deliver;
}

/** How many groups were counted, of several passes together. */
export const emitGroupCount = (order: CountOrder): Statement =>
  statement(
    at(order, 'groups'),
    () =>
      `SELECT count(*) AS n FROM (SELECT DISTINCT ${order.dimensions.map(identifier).join(', ')}, _sett FROM ${counts(order)})`,
  );

/**
 * The counts: `d0`, `d1`, … the texts of the dimensions, `sett` which of them are summed over. Always in one order, since
 * what is left out for others depends on which is come to first, and a delivery is made again byte for byte.
 */
export function emitCounted(order: CountOrder): Statement {
  const dimensions = order.dimensions.map((name, i) => `${identifier(name)} AS d${i}`).join(', ');
  const sums = (['personer', 'rader', 'ene', 'enslige'] as const)
    .map((name) => `CAST(sum(_${name}) AS DOUBLE) AS ${name}`)
    .join(', ');
  return statement(
    at(order, 'counted'),
    () => `SELECT ${dimensions}, _sett AS sett, ${sums} FROM ${counts(order)} GROUP BY ALL ORDER BY ALL`,
  );
}

/** Forgets the counts: from here on only what is told is there. */
export const emitDropCounts = (order: CountOrder): Statement =>
  statement(at(order, 'drop'), () => `DROP TABLE ${counts(order)}`);

/** Empty table for the lines of a table as it is delivered. */
export const emitToldTable = (order: CountOrder): Statement =>
  statement(
    at(order, 'told.table'),
    () =>
      `CREATE OR REPLACE TABLE ${told(order)} (_nr BIGINT, ` +
      `${order.dimensions.map((name) => `${identifier(name)} VARCHAR`).join(', ')}, ${COUNT_COLUMN} BIGINT)`,
  );

/** Adds lines, as a JSON array of objects with `nr`, `d0`, `d1`, … and `antall`. */
export function emitTold(order: CountOrder, json: string): Statement {
  const dimensions = order.dimensions.map((_, i) => [`d${i}`, 'VARCHAR'] as const);
  const types = { nr: 'BIGINT', ...Object.fromEntries(dimensions), [COUNT_COLUMN]: 'BIGINT' };
  const columns = Object.keys(types).join(', ');
  return statement(
    at(order, 'told'),
    (add) => `INSERT INTO ${told(order)} SELECT ${columns} FROM (${rowsOfJson(add(json), types)})`,
  );
}

/** The lines in their order, with the mark of those that are not told. */
export function emitToldRows(order: CountOrder): Statement {
  const dimensions = order.dimensions.map(identifier).join(', ');
  const mark = `CASE WHEN ${COUNT_COLUMN} IS NULL THEN ${literal(HIDDEN_MARK)} ELSE '' END AS ${MARK_COLUMN}`;
  return statement(
    at(order, 'part'),
    () => `SELECT ${dimensions}, ${COUNT_COLUMN}, ${mark} FROM ${told(order)} ORDER BY _nr`,
  );
}

/** Writes the file of a table; Arrow is written from `emitToldRows`. */
export function emitToldPart(order: CountOrder, target: string, format: CopyFormat): Statement {
  const { id, sql } = emitToldRows(order);
  const texts = [...order.dimensions, MARK_COLUMN];
  return statement(id, () =>
    format.type === 'parquet'
      ? copyToParquet(sql, literal(target))
      : copyToCsv(sql, literal(target), { separator: format.separator, texts }),
  );
}

export const emitDropTold = (order: CountOrder): Statement =>
  statement(at(order, 'told.drop'), () => `DROP TABLE ${told(order)}`);
