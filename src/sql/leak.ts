import { identifier } from './identifier.ts';
import { codesVariable, KEY, stage } from './names.ts';
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

const inKey = (text: string): string => `${text} IN (SELECT identifikator FROM ${KEY})`;

/**
 * Delivered values of the staged rows that hold a national identifier, an e-mail address or a telephone number, or that
 * equal an identifier of the population. Texts of a list are looked through once each, other columns once per row.
 */
export function emitLeakScan(t: TableSql): readonly Statement[] {
  const from = `FROM ${stage(t.table)}`;
  return t.columns.flatMap((c) => {
    const held = identifier(c.name);
    if (c.texts?.kind === 'plan')
      return [
        scan(t, c.name, `SELECT CAST(${c.deliver} AS VARCHAR) AS v ${from} GROUP BY ${held}`, textCounts),
      ];
    if (c.texts !== null)
      return [
        scan(
          t,
          c.name,
          `SELECT CAST(unnest(getvariable(${codesVariable(t.table, c.name)})) AS VARCHAR) AS v`,
          textCounts,
        ),
      ];
    if (c.carrier === 'VARCHAR') return [scan(t, c.name, `SELECT ${held} AS v ${from}`, textCounts)];
    return numeric.has(c.carrier) ? [scan(t, c.name, digitsOf(held, from), numberCounts)] : [];
  });
}

const numeric = new Set(['INTEGER', 'BIGINT', 'DOUBLE']);

/** A whole number that could be an identifier, also one that has lost a leading zero. */
const digitsOf = (held: string, from: string): string =>
  `SELECT lpad(CAST(CAST(${held} AS BIGINT) AS VARCHAR), 11, '0') AS v ${from} ` +
  `WHERE ${held} BETWEEN 100000000 AND 99999999999 AND ${held} = floor(${held})`;

const count = (test: string, name: string): string => `CAST(count(*) FILTER (${test}) AS DOUBLE) AS ${name}`;
const textCounts = [
  count(holdsIdentifier('v'), 'identifiers'),
  count(holdsEmail('v'), 'emails'),
  count(holdsPhone('v'), 'phones'),
  count(inKey('v'), 'keyed'),
];
const numberCounts = [
  count('is_identifier(v)', 'identifiers'),
  '0 AS emails',
  '0 AS phones',
  count(inKey('v'), 'keyed'),
];

const scan = (t: TableSql, column: string, values: string, counts: readonly string[]): Statement =>
  statement(
    `${t.table.register}.${t.table.tabell}.${column}.leak`,
    () => `SELECT ${counts.join(', ')} FROM (${values})`,
  );
