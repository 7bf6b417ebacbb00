import { identifier, literal, pathLiteral } from './identifier.ts';
import { STAGES } from './names.ts';

/** Everything that only DuckDB says in its own way. A second engine is a second file of these names. */

/**
 * A weighted sum of the digits of a half, mod 11: digit k from the end is `n // 10^k - 10 * (n // 10^(k+1))` and -10 is 1,
 * so one division for each digit is enough. `weights` are those of the half's digits, in their order.
 */
const weightedHalf = (half: 'h' | 'l', weights: readonly number[]): string =>
  weights
    .toReversed()
    .flatMap((weight, k, all) => {
      const factor = (weight + (all[k - 1] ?? 0)) % 11;
      return factor === 0 ? [] : [`${factor} * (${half} // ${10 ** k})`];
    })
    .join(' + ');

/** Congruent, mod 11, to the weighted sum of the digits of an identifier: of its first six `h` and its last five `l`. */
const weighted = (weights: readonly number[]): string =>
  `${weightedHalf('h', weights.slice(0, 6))} + ${weightedHalf('l', weights.slice(6))}`;

/** Weights of the two control digits, the digit itself last (mod 11; Skatteetaten's description of the number). */
const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0];
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** The day on which first control digits with remainder 1-3 come into use. */
const WIDER_CONTROL_DIGIT = '2032-01-01';

/**
 * Defines `is_identifier(text)`: true for a fødselsnummer, D-nummer (day +40), H-nummer or synthetic number (month +40,
 * +80), FH-nummer (first digit 8 or 9, no date) with right control digits; false for anything else, also NULL. Costs
 * microseconds a text, since the halves are computed again for every digit: `identifierCheck` is the one for columns.
 * And `is_known(text)`, whether a person can be known by the text: the same, or, where the extracts know persons by
 * something else, whether it has this form (an anchored regular expression).
 */
export function identifierMacros(today: string, form: string | null = null): readonly string[] {
  const remainder = today < WIDER_CONTROL_DIGIT ? '= 0' : '<= 3';
  const day = '(h // 10000) % 40';
  const month = '((h // 100) % 100) % 40';
  const date =
    `(${day} BETWEEN 1 AND 31 AND ${month} BETWEEN 1 AND 12 AND ${day} <= ` +
    `CASE ${month} WHEN 2 THEN 28 + CAST(h % 4 = 0 AS INTEGER) WHEN 4 THEN 30 WHEN 6 THEN 30 WHEN 9 THEN 30 WHEN 11 THEN 30 ELSE 31 END)`;
  return [
    `CREATE MACRO has_control_digits(h, l) AS coalesce((${weighted(FIRST)}) % 11 ${remainder} AND (${weighted(SECOND)}) % 11 = 0 ` +
      `AND (h >= 800000 OR ${date}), false)`,
    `CREATE MACRO is_identifier(t) AS coalesce(regexp_full_match(t, '[0-9]{11}'), false) ` +
      `AND has_control_digits(TRY_CAST(left(t, 6) AS INTEGER), TRY_CAST(right(t, 5) AS INTEGER))`,
    ...(form === null
      ? [
          `CREATE MACRO is_known_by(t, h, l) AS has_control_digits(h, l)`,
          `CREATE MACRO is_known(t) AS is_identifier(t)`,
        ]
      : [
          `CREATE MACRO is_known_by(t, h, l) AS coalesce(${matches('t', form)}, false)`,
          `CREATE MACRO is_known(t) AS coalesce(${matches('t', form)}, false)`,
        ]),
  ];
}

/** The rows of a query with `gyldig` added: whether its column is an identifier, the halves of which are computed once. */
export function identifierCheck(query: string, column: string): string {
  const half = (side: 'left' | 'right', digits: number): string =>
    `TRY_CAST(CASE WHEN regexp_full_match(${column}, '[0-9]{11}') THEN ${side}(${column}, ${digits}) END AS INTEGER)`;
  return (
    `SELECT * EXCLUDE (_h, _l), is_known_by(${column}, _h, _l) AS gyldig FROM ` +
    `(SELECT *, ${half('left', 6)} AS _h, ${half('right', 5)} AS _l FROM (${query}))`
  );
}

/** Makes the database that rows are staged in; it lives in memory and is compressed there. */
export const attachStages = (): string => `ATTACH ':memory:' AS ${STAGES} (COMPRESS)`;

/** Compresses what was staged since the last time. */
export const compressStages = (): string => `CHECKPOINT ${STAGES}`;

/** View `name` over the rows from `first` up to and with `last` of one Parquet file, counted from 0; others are not read. */
export function parquetSliceView(
  name: string,
  file: string,
  { first, last }: { readonly first: number; readonly last: number },
  asText: string | null,
): string {
  const rows = `read_parquet(${pathLiteral(file)}, hive_partitioning = false, file_row_number = true)`;
  return (
    `CREATE OR REPLACE VIEW ${identifier(name)} AS SELECT * EXCLUDE (file_row_number)${replaced(asText)} FROM ${rows} ` +
    `WHERE file_row_number BETWEEN ${first} AND ${last}`
  );
}

/**
 * View `name` over Parquet files; the only way SQL meets a file that is read. Names of folders are no columns: one called
 * `kjoenn=1` would take the place of a column of the file. `asText`: a column that is read as text, whatever its type.
 */
export function parquetView(name: string, files: readonly string[], asText: string | null = null): string {
  const list = files.map(pathLiteral).join(', ');
  return `CREATE OR REPLACE VIEW ${identifier(name)} AS SELECT *${replaced(asText)} FROM read_parquet([${list}], hive_partitioning = false)`;
}

/** A column as text, whatever its type. */
const replaced = (column: string | null): string =>
  column === null ? '' : ` REPLACE (CAST(${identifier(column)} AS VARCHAR) AS ${identifier(column)})`;

/** A CSV file whose header has been read: DuckDB is to guess nothing, or a crooked line could merge or skip columns. */
export interface CsvSource {
  readonly file: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Whether a value holds a line break: such a file is read by one thread. */
  readonly breaks: boolean;
}

/** View `name` over a CSV file with a header; every column as text. */
export function csvView(name: string, { file, columns, delimiter, breaks }: CsvSource): string {
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ');
  const dialect = `auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', strict_mode = true`;
  return (
    `CREATE OR REPLACE VIEW ${identifier(name)} AS ` +
    `SELECT * FROM read_csv(${pathLiteral(file)}, ${dialect}, hive_partitioning = false, parallel = ${breaks ? 'false' : 'true'}, columns = {${types}})`
  );
}

/** Writes the rows of a query as Parquet to the file or named pipe given as parameter. */
export function copyToParquet(query: string, target: string): string {
  return `COPY (${query}) TO ${target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`;
}

/** Format a part is written in by DuckDB; Arrow is written from the rows of `emitPartRows`. */
export type CopyFormat =
  { readonly type: 'parquet' } | { readonly type: 'csv'; readonly separator: ';' | ',' };

/** What a spreadsheet reads as the start of a formula (OWASP, "CSV Injection"), and the sign that is put before it. */
const FORMULA = String.raw`^[-=+@'\t\r\n\x{FF0B}\x{FF0D}\x{FF1D}\x{FF20}]`;

/** A text that no spreadsheet reads as a formula. */
const withoutFormula = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, ${literal(FORMULA)}) THEN '''' || ${text} ELSE ${text} END`;

/**
 * Writes the rows of a query as CSV (RFC 4180, UTF-8, a header, lines ended by LF) to the file or named pipe given as
 * parameter. Dates are ISO 8601, a missing value is an empty field and an empty text is `""`. A text (a column of `texts`)
 * that a spreadsheet would read as a formula gets a `'` in front, and so does one that begins with `'`: taking one `'`
 * away gives the text back. Numbers and dates stay as they are.
 */
export function copyToCsv(
  query: string,
  target: string,
  options: { readonly separator: string; readonly texts: readonly string[] },
): string {
  const safe = options.texts.map((text) => {
    const name = identifier(text);
    return `${withoutFormula(`CAST(${name} AS VARCHAR)`)} AS ${name}`;
  });
  const rows = safe.length === 0 ? query : `SELECT * REPLACE (${safe.join(', ')}) FROM (${query})`;
  return (
    `COPY (${rows}) TO ${target} (FORMAT csv, HEADER true, DELIMITER ${literal(options.separator)}, QUOTE '"', ` +
    `ESCAPE '"', NULLSTR '', DATEFORMAT '%Y-%m-%d', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S')`
  );
}

/** Rows of a JSON array of objects, given as one parameter. */
export function rowsOfJson(parameter: string, types: Readonly<Record<string, string>>): string {
  const fields = Object.entries(types).map(([name, type]) => `"${name}": "${type}"`);
  return `SELECT unnest(from_json(${parameter}, '[{${fields.join(', ')}}]'), recursive := true)`;
}

/** A list of texts as an enumeration: written to Parquet as text, and in half the time. */
export function enumeratedList(texts: readonly string[]): string {
  const list = texts.map(literal).join(', ');
  return `CAST([${list}] AS ENUM (${[...new Set(texts)].map(literal).join(', ')})[])`;
}

const asDate = (date: string): string => `(year(${date}) * 10000 + month(${date}) * 100 + day(${date}))`;

/** Completed years from one date to another, negative when it is earlier; a birthday counts from the day itself, 29 February from 1 March. */
export const completedYears = (from: string, to: string): string =>
  `CAST(floor((${asDate(to)} - ${asDate(from)}) / 10000) AS INTEGER)`;

/**
 * The date of birth that a fødselsnummer, D-nummer, H-nummer or synthetic number holds (Skatteetaten's description of the
 * number: the century follows from digits 7 to 9), NULL for an FH-nummer and where no century fits.
 */
export function birthOfIdentifier(text: string): string {
  const part = (from: number, length: number): string =>
    `TRY_CAST(substr(${text}, ${from}, ${length}) AS INTEGER)`;
  const [day, month] = [`(${part(1, 2)} % 40)`, `(${part(3, 2)} % 40)`];
  const [year, individual] = [part(5, 2), part(7, 3)];
  const century =
    `CASE WHEN ${text} >= '8' THEN NULL WHEN ${individual} < 500 THEN 1900 WHEN ${year} < 40 THEN 2000 ` +
    `WHEN ${individual} < 750 AND ${year} >= 54 THEN 1800 WHEN ${individual} >= 900 THEN 1900 END`;
  return `TRY_CAST(format('{:04d}-{:02d}-{:02d}', ${century} + ${year}, ${month}, ${day}) AS DATE)`;
}

/** A number from a text and a seed, by which rows are put in an order that says nothing of either. */
export const shuffled = (text: string, seed: string): string => `md5_number(${seed} || ${text})`;

/** First day of the month, quarter or year. */
export const truncateDate = (date: string, to: 'month' | 'quarter' | 'year'): string =>
  `CAST(date_trunc('${to}', ${date}) AS DATE)`;

/**
 * The date that a text holds, NULL where it holds none. With `month` also `1987-03`, with `year` also `1987`, each as its
 * first day.
 */
export function dateOfText(text: string, least: 'day' | 'month' | 'year'): string {
  const whole = `WHEN ${matches(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}')} THEN ${text}`;
  const month = `WHEN ${matches(text, '[0-9]{4}-[0-9]{2}')} THEN ${text} || '-01'`;
  const year = `WHEN ${matches(text, '[0-9]{4}')} THEN ${text} || '-01-01'`;
  const forms = { day: [whole], month: [whole, month], year: [whole, month, year] };
  return `TRY_CAST(CASE ${forms[least].join(' ')} END AS DATE)`;
}

/** A timestamp moved by whole days: its time of day, and so every interval, stays as it is. */
export const moveDays = (time: string, days: string): string =>
  `CAST(${time} AS TIMESTAMP) + to_days(CAST(${days} AS INTEGER))`;

/** Text that matches an anchored regular expression (RE2). */
export const matches = (text: string, pattern: string): string =>
  `regexp_full_match(${text}, ${literal(pattern)})`;
