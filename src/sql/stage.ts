import type { Plan, PlanTable } from '../artifacts/plan.ts';
import type { ColumnSql } from './column-sql.ts';
import { emitConditions } from './condition.ts';
import { codeOf, derivedColumns, derivedText, withCodes } from './derived-columns.ts';
import { compressStages, copyToCsv, copyToParquet, identifierCheck, type CopyFormat } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { KEY, LOEPENUMMER, source, stage, tableName, tally } from './names.ts';
import { statement, type Statement } from './statement.ts';
import { emitDropTexts } from './texts.ts';
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
  /** Columns delivered as derived numbers, the løpenummer among them; none where numbers are delivered as they are. */
  readonly derived: readonly string[];
}

/** A hidden column of flags: bit i is set where the i-th of its delivered columns does not fit. */
interface FlagWord {
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
    derived: plan.number.derived === undefined ? [] : derivedColumns(table),
  };
}

/** INTEGER holds nine digits. */
export const numberType = (plan: Plan): 'INTEGER' | 'BIGINT' =>
  plan.number.width <= 9 ? 'INTEGER' : 'BIGINT';

const at = (t: TableSql, step: string): string => `${tableName(t.table)}.${step}`;
const joinKey = (t: TableSql): string => `e.${identifier(t.table.identifier)} = k.identifikator`;

/** Counts the rows in scope: all, and those of persons in the key. */
export const emitTally = (t: TableSql): Statement =>
  statement(
    at(t, 'tally'),
    (add) =>
      `INSERT INTO ${tally(t.table)} SELECT count(k.loepenummer), count(*) ` +
      `FROM ${source(t.table)} AS e LEFT JOIN ${KEY} AS k ON ${joinKey(t)} WHERE ${emitConditions(t.table.conditions, add)}`,
  );

export const emitTallyTable = (t: TableSql): Statement =>
  statement(
    at(t, 'tally.table'),
    () => `CREATE OR REPLACE TABLE ${tally(t.table)} (treff BIGINT, rader BIGINT)`,
  );

export const emitTallied = (t: TableSql): Statement =>
  statement(
    at(t, 'tallied'),
    () =>
      `SELECT CAST(sum(treff) AS DOUBLE) AS matched, CAST(sum(rader) AS DOUBLE) AS total FROM ${tally(t.table)}`,
  );

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

/**
 * Joins the rows in scope with a range of the key and minimises them; the only statement that reads what is delivered. With
 * `strays`, rows whose identifier is neither in the key nor valid come too, without a løpenummer.
 */
export function emitStage(t: TableSql, range: NumberRange, strays: boolean): Statement {
  const inner = t.columns.flatMap((c) => c.inner.map(({ name, sql }) => `${sql} AS ${name}`));
  const joins = t.columns.flatMap((c) => c.joins);
  const values = t.columns.map((c) => c.value);
  return statement(
    at(t, 'stage'),
    (add) =>
      `INSERT INTO ${stage(t.table)} SELECT ${[LOEPENUMMER, ...values, ...flagWords(t)].join(', ')} ` +
      `FROM (SELECT ${['k.loepenummer', ...inner].join(', ')} ` +
      `FROM ${source(t.table)} AS e ${strays ? 'LEFT JOIN' : 'JOIN'} ${KEY} AS k ON ${joinKey(t)} ${joins.join(' ')} ` +
      `WHERE ${emitConditions(t.table.conditions, add)} AND (k.loepenummer BETWEEN ${add(range.first)} AND ${add(range.last)}` +
      `${strays ? ` OR (k.loepenummer IS NULL AND NOT is_known(e.${identifier(t.table.identifier)}))` : ''}))`,
  );
}

const UNKNOWN = `${LOEPENUMMER} IS NULL`;

/** Rows of the stage whose person cannot be known. */
export const emitStagedStrays = (t: TableSql): Statement =>
  statement(
    at(t, 'strays.staged'),
    () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${stage(t.table)} WHERE ${UNKNOWN}`,
  );

export const emitRemoveStrays = (t: TableSql): Statement =>
  statement(at(t, 'strays.remove'), () => `DELETE FROM ${stage(t.table)} WHERE ${UNKNOWN}`);

/** Rows of a sample that are looked at to tell whether most rows are of persons in the key. */
const SAMPLE_ROWS = 50_000;

/** Share of the first rows, in scope or not, whose identifier the key does not know. */
export const emitStrayShare = (t: TableSql): Statement =>
  statement(
    at(t, 'strays.share'),
    () =>
      `SELECT CAST(count(*) FILTER (k.${UNKNOWN}) AS DOUBLE) / greatest(count(*), 1) AS n ` +
      `FROM (FROM ${source(t.table)} LIMIT ${SAMPLE_ROWS}) AS e LEFT JOIN ${KEY} AS k ON ${joinKey(t)}`,
  );

/** Compresses the rows staged so far. */
export const emitCompress = (t: TableSql): Statement => statement(at(t, 'compress'), compressStages);

/** Empty table for identifiers in scope that the key does not know, and the rows of each. */
export const emitStrayTable = (t: TableSql): Statement =>
  statement(
    at(t, 'strays.table'),
    () => `CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT)`,
  );

export const emitStrays = (t: TableSql): Statement =>
  statement(
    at(t, 'strays'),
    (add) =>
      `INSERT INTO fremmede SELECT e.${identifier(t.table.identifier)}, count(*) FROM ${source(t.table)} AS e ` +
      `ANTI JOIN ${KEY} AS k ON ${joinKey(t)} WHERE ${emitConditions(t.table.conditions, add)} GROUP BY ALL`,
  );

/** Rows of strays whose identifier is missing or malformed: whose person cannot be known. */
export const emitMalformedStrays = (t: TableSql): Statement =>
  statement(
    at(t, 'strays.malformed'),
    () =>
      `SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM ` +
      `(${identifierCheck('SELECT * FROM fremmede', 'identifikator')}) WHERE NOT gyldig`,
  );

/** Gives back the memory that a delivered table took. */
export const emitDropTable = (t: TableSql): readonly Statement[] => [
  statement(at(t, 'drop'), () => `DROP TABLE ${stage(t.table)}`),
  ...emitDropTexts(t),
];

/** Bits are set only where one is: nearly every row fits. */
function flagWords(t: TableSql): string[] {
  return t.flags.map(({ type }, word) => {
    const columns = t.columns.slice(word * FLAG_BITS, (word + 1) * FLAG_BITS);
    const tests = columns.flatMap(({ invalid }, i) =>
      invalid === null ? [] : [{ invalid, bit: 2n ** BigInt(i) }],
    );
    if (tests.length === 0) return `0::${type}`;
    const bits = tests.map(({ invalid, bit }) => `CAST(${invalid} AS ${type}) * ${bit}::${type}`);
    return `CASE WHEN ${tests.map(({ invalid }) => invalid).join(' OR ')} THEN ${bits.join(' | ')} ELSE 0::${type} END`;
  });
}

/** Rows of the stage in which each column does not fit, one result column per delivered column. */
export function emitInvalidCounts(t: TableSql): Statement {
  const counts = t.columns.map(
    (c, i) => `CAST(count(*) FILTER (${flagged(t, i)}) AS DOUBLE) AS ${identifier(c.name)}`,
  );
  const some = t.flags.map(({ name }) => `${name} <> 0`).join(' OR ');
  return statement(
    at(t, 'invalid'),
    () => `SELECT ${counts.join(', ')} FROM ${stage(t.table)} WHERE ${some}`,
  );
}

const flagged = (t: TableSql, column: number): string =>
  `_ugyldig${Math.floor(column / FLAG_BITS)} & ${2n ** BigInt(column % FLAG_BITS)} <> 0`;

/** Takes out the rows in which a column with the policy `utelat` does not fit; null when no column has it. */
export function emitLeaveOut(t: TableSql): Statement | null {
  const names = t.table.columns.flatMap((c) => (c.invalid.action === 'utelat' ? [c.name] : []));
  return names.length === 0 ? null : emitLeaveOutUnfit(t, names);
}

/** Takes out the rows in which one of these columns does not fit. */
export const emitLeaveOutUnfit = (t: TableSql, names: readonly string[]): Statement =>
  statement(at(t, 'leave-out'), () => `DELETE FROM ${stage(t.table)} WHERE ${unfit(t, names)}`);

/** Holds for a row in which one of these columns does not fit; never where there is none. */
export const unfit = (t: TableSql, names: readonly string[]): string =>
  t.table.columns.flatMap((c, i) => (names.includes(c.name) ? [flagged(t, i)] : [])).join(' OR ') || 'false';

export const emitStageRows = (t: TableSql): Statement =>
  statement(at(t, 'rows'), () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${stage(t.table)}`);

/**
 * Writes one part: a range of numbers in a total order, so that equal rows give equal bytes whatever the register's order.
 */
export function emitPart(t: TableSql, range: NumberRange, target: string, format: CopyFormat): Statement {
  const rows = partRows(t, range);
  return statement(at(t, 'part'), () =>
    format.type === 'parquet'
      ? copyToParquet(rows, literal(target))
      : copyToCsv(rows, literal(target), { separator: format.separator, texts: deliveredTexts(t) }),
  );
}

/** The rows of one part, in the same order, for a format that DuckDB does not write. */
export const emitPartRows = (t: TableSql, range: NumberRange): Statement =>
  statement(at(t, 'part'), () => partRows(t, range));

/** How many staged rows lie in a range. */
export const emitPartRowCount = (t: TableSql, range: NumberRange): Statement =>
  statement(
    at(t, 'part.rows'),
    () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${stage(t.table)} WHERE ${inRange(range)}`,
  );

const inRange = ({ first, last }: NumberRange): string => `${LOEPENUMMER} BETWEEN ${first} AND ${last}`;

/** What is sorted is what is staged and no more; texts are picked behind the sort. */
function partRows(t: TableSql, range: NumberRange): string {
  const held = [LOEPENUMMER, ...t.columns.map((c) => identifier(c.name))];
  const delivered = t.columns.map((c) => `${c.deliver} AS ${identifier(c.name)}`);
  if (t.derived.length > 0) {
    const number = `${derivedText(codeOf(LOEPENUMMER))} AS ${LOEPENUMMER}`;
    const rows = withCodes(stage(t.table), held, { derived: t.derived, where: inRange(range) });
    return `SELECT ${[number, ...delivered].join(', ')} FROM (${rows} ORDER BY ${held.join(', ')})`;
  }
  return (
    `SELECT ${[LOEPENUMMER, ...delivered].join(', ')} FROM (SELECT ${held.join(', ')} FROM ${stage(t.table)} ` +
    `WHERE ${inRange(range)} ORDER BY ALL)`
  );
}

/** Types of the delivered columns by name, in their order; a text is VARCHAR, whatever carries it. */
export const deliveredTypes = (t: TableSql): ReadonlyMap<string, string> =>
  new Map([
    ['loepenummer', t.derived.length > 0 ? 'VARCHAR' : t.numberType],
    ...t.columns.map((c) => [c.name, t.derived.includes(c.name) ? 'VARCHAR' : deliveredType(c)] as const),
  ]);

/** BOOLEAN carries nothing but masks and empty columns. */
const deliveredType = ({ texts, carrier }: ColumnSql): string =>
  texts !== null || carrier === 'BOOLEAN' ? 'VARCHAR' : carrier;

const deliveredTexts = (t: TableSql): string[] =>
  [...deliveredTypes(t)].filter(([, type]) => type === 'VARCHAR').map(([name]) => name);
