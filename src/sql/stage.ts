import type { Plan, PlanTable } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import type { ColumnSql } from './column-sql.ts';
import { emitConditions } from './condition.ts';
import { copyToParquet } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { domain, enumeration, KEY, LOEPENUMMER, source, stage, tableName, tally } from './names.ts';
import { statement, type Statement } from './statement.ts';
import { emitColumn } from './transform.ts';

/** Numbers from the first up to and with the last. */
export interface NumberRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** Everything the statements of one delivered table are made from. */
export interface TableSql {
  readonly table: PlanTable;
  readonly columns: readonly ColumnSql[];
  readonly flags: readonly FlagWord[];
  /** Type of the løpenummer, the smallest that holds its digits. */
  readonly numberType: 'INTEGER' | 'BIGINT';
}

/** A hidden column of flags: bit i is set where the i-th of its delivered columns does not fit. */
export interface FlagWord {
  readonly name: string;
  readonly type: 'UTINYINT' | 'UINTEGER' | 'UBIGINT';
}

const FLAG_BITS = 62;

function flagWord(index: number, columns: number): FlagWord {
  const bits = Math.min(columns - index * FLAG_BITS, FLAG_BITS);
  return { name: `_ugyldig${index}`, type: bits <= 8 ? 'UTINYINT' : bits <= 32 ? 'UINTEGER' : 'UBIGINT' };
}

/** SQL of one delivered table. `today` is the day of the run, ISO. */
export function compileTable(plan: Plan, table: PlanTable, today: string): TableSql {
  const columns = table.columns.map((column) => emitColumn(table, column, today));
  const words = Math.ceil(columns.length / FLAG_BITS);
  return {
    table,
    columns,
    flags: Array.from({ length: words }, (_, i) => flagWord(i, columns.length)),
    numberType: numberType(plan),
  };
}

/** INTEGER holds nine digits. */
export const numberType = (plan: Plan): 'INTEGER' | 'BIGINT' =>
  plan.number.width <= 9 ? 'INTEGER' : 'BIGINT';

const at = (t: TableSql, step: string): string => `${tableName(t.table)}.${step}`;
const joinKey = (t: TableSql): string => `e.${identifier(t.table.identifier)} = k.identifikator`;

/** Empty table for the rows in scope: of persons in the key, malformed, and all. */
export const emitTallyTable = (t: TableSql): Statement =>
  statement(
    at(t, 'tally.table'),
    () => `CREATE TABLE ${tally(t.table)} (treff BIGINT, misdannet BIGINT, rader BIGINT)`,
  );

/** Counts the rows in scope; an identifier is held against its control digits only where the key does not know it. */
export const emitTally = (t: TableSql): Statement =>
  statement(
    at(t, 'tally'),
    (add) =>
      `INSERT INTO ${tally(t.table)} SELECT count(k.loepenummer), ` +
      `count(CASE WHEN k.loepenummer IS NULL AND NOT is_identifier(e.${identifier(t.table.identifier)}) THEN 1 END), count(*) ` +
      `FROM ${source(t.table)} AS e LEFT JOIN ${KEY} AS k ON ${joinKey(t)} WHERE ${emitConditions(t.table.conditions, add)}`,
  );

export const emitTallied = (t: TableSql): Statement =>
  statement(
    at(t, 'tallied'),
    () =>
      `SELECT CAST(sum(treff) AS DOUBLE) AS matched, CAST(sum(misdannet) AS DOUBLE) AS malformed, CAST(sum(rader) AS DOUBLE) AS total ` +
      `FROM ${tally(t.table)}`,
  );

/** Tables that gather the texts of the enumerations, for columns whose texts are only known from the extract. */
export const emitDomainTables = (t: TableSql): readonly Statement[] =>
  fromSource(t).map((c) =>
    statement(
      at(t, `${c.name}.domain.table`),
      () => `CREATE TABLE ${domain(t.table, c.name)} (verdi VARCHAR)`,
    ),
  );

/** Gathers the texts that occur in the files the source view shows now. */
export const emitDomains = (t: TableSql): readonly Statement[] =>
  fromSource(t).map((c) =>
    statement(
      at(t, `${c.name}.domain`),
      () =>
        `INSERT INTO ${domain(t.table, c.name)} SELECT DISTINCT ${c.enumeration.text} FROM ${source(t.table)} AS e${c.enumeration.where}`,
    ),
  );

/** Makes the enumerations, their values in the order of the text. */
export const emitEnumerations = (t: TableSql): readonly Statement[] =>
  t.columns.flatMap((c) => {
    if (c.enumeration === null) return [];
    const query = enumerationQuery(t, c.name, c.enumeration);
    return [
      statement(
        at(t, `${c.name}.enumeration`),
        () => `CREATE TYPE ${enumeration(t.table, c.name)} AS ENUM (${query})`,
      ),
    ];
  });

type Enumerated = ColumnSql & {
  readonly enumeration: { readonly kind: 'source'; readonly text: string; readonly where: string };
};

const fromSource = (t: TableSql): readonly Enumerated[] =>
  t.columns.filter((c): c is Enumerated => c.enumeration?.kind === 'source');

function enumerationQuery(t: TableSql, column: string, from: NonNullable<ColumnSql['enumeration']>): string {
  switch (from.kind) {
    case 'source':
      return `SELECT DISTINCT verdi FROM ${domain(t.table, column)} WHERE verdi IS NOT NULL ORDER BY verdi`;
    case 'list':
      return `SELECT DISTINCT gruppe FROM (${from.query}) ORDER BY gruppe`;
    default:
      return unreachable(from);
  }
}

/** Empty table for the rows as they will be delivered. */
export function emitStageTable(t: TableSql): Statement {
  const columns = t.columns.map((c) => `${identifier(c.name)} ${c.carrier}`);
  const flags = t.flags.map((flag) => `${identifier(flag.name)} ${flag.type}`);
  return statement(
    at(t, 'stage.table'),
    () =>
      `CREATE OR REPLACE TABLE ${stage(t.table)} (${LOEPENUMMER} ${t.numberType}, ${[...columns, ...flags].join(', ')})`,
  );
}

/** Joins the rows in scope with a range of the key and minimises them; the only statement that reads what is delivered. */
export function emitStage(t: TableSql, range: NumberRange): Statement {
  const joins = t.columns.flatMap((c) => c.joins);
  const values = t.columns.map((c) => c.value);
  return statement(
    at(t, 'stage'),
    (add) =>
      `INSERT INTO ${stage(t.table)} SELECT k.loepenummer, ${[...values, ...flagWords(t)].join(', ')} ` +
      `FROM ${source(t.table)} AS e JOIN ${KEY} AS k ON ${joinKey(t)} ${joins.join(' ')} ` +
      `WHERE ${emitConditions(t.table.conditions, add)} AND k.loepenummer BETWEEN ${add(range.first)} AND ${add(range.last)}`,
  );
}

function flagWords(t: TableSql): string[] {
  return t.flags.map(({ type }, word) => {
    const bits = t.columns.slice(word * FLAG_BITS, (word + 1) * FLAG_BITS).flatMap((c, i) => {
      return c.invalid === null
        ? []
        : [`CASE WHEN ${c.invalid} THEN ${2n ** BigInt(i)}::${type} ELSE 0::${type} END`];
    });
    return bits.length === 0 ? `0::${type}` : bits.join(' | ');
  });
}

/** Rows of the stage in which each column does not fit, one result column per delivered column. */
export function emitInvalidCounts(t: TableSql): Statement {
  const counts = t.columns.map(
    (c, i) => `CAST(count(*) FILTER (${flagged(t, i)}) AS DOUBLE) AS ${identifier(c.name)}`,
  );
  return statement(at(t, 'invalid'), () => `SELECT ${counts.join(', ')} FROM ${stage(t.table)}`);
}

const flagged = (t: TableSql, column: number): string =>
  `_ugyldig${Math.floor(column / FLAG_BITS)} & ${2n ** BigInt(column % FLAG_BITS)} <> 0`;

/** Takes out the rows in which a column with the policy `utelat` does not fit; null when no column has it. */
export function emitLeaveOut(t: TableSql): Statement | null {
  const tests = t.table.columns.flatMap((c, i) => (c.invalid.action === 'utelat' ? [flagged(t, i)] : []));
  if (tests.length === 0) return null;
  return statement(at(t, 'leave-out'), () => `DELETE FROM ${stage(t.table)} WHERE ${tests.join(' OR ')}`);
}

export const emitStageCount = (t: TableSql): Statement =>
  statement(
    at(t, 'count'),
    () =>
      `SELECT CAST(count(*) AS DOUBLE) AS "rows", CAST(count(DISTINCT loepenummer) AS DOUBLE) AS persons FROM ${stage(t.table)}`,
  );

/** Writes one part: a range of numbers in a total order, so that equal rows give equal bytes whatever the register's order. */
export function emitPart(t: TableSql, range: NumberRange, target: string): Statement {
  const delivered = t.columns.map((c) => `${c.deliver} AS ${identifier(c.name)}`);
  const order = t.columns.map((c) => `${stage(t.table)}.${identifier(c.name)}`);
  return statement(at(t, 'part'), () =>
    copyToParquet(
      `SELECT ${[LOEPENUMMER, ...delivered].join(', ')} FROM ${stage(t.table)} ` +
        `WHERE ${LOEPENUMMER} BETWEEN ${range.first} AND ${range.last} ORDER BY ${[LOEPENUMMER, ...order].join(', ')}`,
      literal(target),
    ),
  );
}
