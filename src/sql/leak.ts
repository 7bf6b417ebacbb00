import { identifier } from './identifier.ts';
import type { ColumnSql } from './column-sql.ts';
import { codesVariable, KEY, stage, tableName } from './names.ts';
import { statement, type Statement } from './statement.ts';
import type { TableSql } from './stage.ts';

/** What may part the digits of a number: white space, also the unbreakable one; a full stop or a hyphen. */
const SPACE = '[[:space:]\\x{A0}]';
const PARTING = '[[:space:]\\x{A0}.-]';

/** Eleven digits anywhere in a text, run together or parted before the last five, that make a valid identifier. */
const holdsIdentifier = (text: string): string =>
  `(regexp_matches(${text}, '[0-9]{6}${PARTING}?[0-9]{5}') AND len(list_filter(range(1, length(${text}) - 9), ` +
  `lambda i: is_identifier(substr(${text}, i, 11)) OR ` +
  `is_identifier(regexp_replace(substr(${text}, i, 12), '^([0-9]{6})${PARTING}([0-9]{5})$', '\\1\\2')))) > 0)`;

const holdsEmail = (text: string): string =>
  `regexp_matches(${text}, '[^[:space:]@]@[^[:space:]@.]+\\.[^[:space:]@.]')`;

/**
 * Norwegian telephone numbers (Nkom's numbering plan): eight digits, the first 2 to 9, run together or in the usual
 * groups of two or of three, two and three; behind +47 or 0047 in any groups.
 */
const holdsPhone = (text: string): string =>
  `regexp_matches(${text}, '(^|[^0-9A-Za-z])(${PHONES.join('|')})([^0-9A-Za-z]|$)')`;

const PHONES = [
  '[2-9][0-9]{7}',
  `[2-9][0-9](${SPACE}[0-9]{2}){3}`,
  `[2-9][0-9]{2}${SPACE}[0-9]{2}${SPACE}[0-9]{3}`,
  `(\\+|00)47(${PARTING}?[0-9]){8}`,
];

/**
 * Delivered values of the staged rows that hold a national identifier, an e-mail address or a telephone number, or that
 * equal an identifier of the population: one result row for each column (`kolonne`, its place) that has values to look
 * through. Texts of a list are looked through once each, other columns once per row. Null when no column can hold any.
 * `staged`: the table whose staged rows are delivered, where they are joined ones.
 */
export function emitLeakScan(t: TableSql, staged: TableSql = t): Statement | null {
  const texts = valuesIn(t, (c) => textsOf(t, c, staged));
  const rows = valuesIn(t, (c) => (c.texts === null ? valuesOf(c, staged) : null));
  if (texts === null && rows === null) return null;
  return statement(`${tableName(t.table)}.leak`, () => {
    const of =
      rows === null ? [] : [counted(`(${rows})`, `SELECT identifikator FROM ${KEY} WHERE EXISTS (${rows})`)];
    if (texts === null) return of.join('');
    return `WITH tekster AS MATERIALIZED (${texts}) ${[counted('tekster', KEYED_TEXTS), ...of].join(' UNION ALL ')}`;
  });
}

/** Texts are few and identifiers many, so the texts are what a table is made of, and identifiers are looked up in it. */
const KEYED_TEXTS = `SELECT identifikator FROM ${KEY} SEMI JOIN tekster ON v = identifikator`;

function valuesIn(t: TableSql, from: (c: ColumnSql) => string | null): string | null {
  const values = t.columns.flatMap((c, place) => {
    const query = from(c);
    return query === null ? [] : [`SELECT ${place} AS kolonne, ${query}`];
  });
  return values.length === 0 ? null : values.join(' UNION ALL ');
}

const numeric = new Set(['INTEGER', 'BIGINT', 'DOUBLE']);

/** Texts of a column, each once; null for a column of other values. */
function textsOf(t: TableSql, c: ColumnSql, staged: TableSql): string | null {
  if (c.texts === null) return null;
  return c.texts.kind === 'plan'
    ? `CAST(${c.deliver} AS VARCHAR) AS v, false AS tall FROM ${stage(staged.table)} GROUP BY ${identifier(c.name)}`
    : `CAST(unnest(getvariable(${codesVariable(t.table, c.name)})) AS VARCHAR) AS v, false AS tall`;
}

/** Values of a column as text (`v`), and whether they are numbers; null for a column that can hold no text or identifier. */
function valuesOf(c: ColumnSql, staged: TableSql): string | null {
  const held = identifier(c.name);
  const from = `FROM ${stage(staged.table)}`;
  if (c.carrier === 'VARCHAR') return `${held} AS v, false AS tall ${from}`;
  return numeric.has(c.carrier) ? digitsOf(held, from) : null;
}

/**
 * A whole number that could be an identifier, also one that has lost a leading zero. Where no number is so large, which
 * DuckDB knows of a column without reading it, nothing is looked through.
 */
const digitsOf = (held: string, from: string): string =>
  `CASE WHEN ${held} = floor(${held}) THEN lpad(CAST(CAST(${held} AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall ` +
  `${from} WHERE ${held} BETWEEN 100000000 AND 99999999999`;

const count = (test: string, name: string): string => `CAST(count(*) FILTER (${test}) AS DOUBLE) AS ${name}`;
const COUNTS = [
  count(`CASE WHEN tall THEN is_identifier(v) ELSE ${holdsIdentifier('v')} END`, 'identifiers'),
  count(holdsEmail('v'), 'emails'),
  count(holdsPhone('v'), 'phones'),
];

/** What is found in values, column by column; `identifiers`: a query for the identifiers of the population. */
const counted = (values: string, identifiers: string): string =>
  `SELECT kolonne, ${[...COUNTS, count(`v IN (${identifiers})`, 'keyed')].join(', ')} FROM ${values} GROUP BY kolonne`;
