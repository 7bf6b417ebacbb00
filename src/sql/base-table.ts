import { rowsOfJson } from './dialect.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** A table or view, and which of its columns tell what. */
export interface BaseColumns {
  /** The table as SQL: a quoted name. */
  readonly relation: string;
  readonly quasi: readonly string[];
  readonly sensitive: readonly string[];
  /** Identifies persons, who are counted once for each key; `null` counts rows. */
  readonly person: string | null;
  /** True for the rows that are delivered, the others being the population they come from; `null` where all are. */
  readonly member: string | null;
}

/** The packs that codes of the quasi-identifiers are joined to: places and strides. */
export interface PackColumns {
  readonly attributes: readonly number[];
  readonly strides: readonly number[];
}

/** A value as text; a missing one is a category of its own, the empty text. */
export const asText = (column: string): string => `coalesce(CAST(${column} AS VARCHAR), '')`;

const UNIT = 'n';
const POPULATION = 'folk';

const unitCounts = ({ member }: BaseColumns): string =>
  member === null
    ? `count(*) AS ${UNIT}, 0 AS ${POPULATION}`
    : `count(*) FILTER (${identifier(member)}) AS ${UNIT}, count(*) AS ${POPULATION}`;

/** The rows to count: one per person and key where persons are named. */
function unitsOf({ relation, quasi, person, member }: BaseColumns, more: readonly string[]): string {
  const columns = [...quasi, ...more].map((name, i) => `${identifier(name)} AS q${i}`);
  const membership = member === null ? [] : [identifier(member)];
  if (person === null) return `SELECT ${[...columns, ...membership].join(', ')} FROM ${relation}`;
  return `SELECT DISTINCT ${[identifier(person), ...columns, ...membership].join(', ')} FROM ${relation}`;
}

const places = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `q${i}`);

/** Scans the table once: a row for each combination of quasi-identifiers, as they are stored. */
export const emitBaseRows = (columns: BaseColumns): Statement =>
  statement(
    'base.rows',
    () =>
      `CREATE OR REPLACE TEMP TABLE grunnlag AS SELECT ${places(columns.quasi.length).join(', ')}, ${unitCounts(columns)} ` +
      `FROM (${unitsOf(columns, [])}) GROUP BY ALL`,
  );

/** The same with the values of one sensitive column. */
export const emitSensitiveRows = (columns: BaseColumns, name: string): Statement =>
  statement(
    'base.sensitive',
    () =>
      `CREATE OR REPLACE TEMP TABLE fordeling AS SELECT ${places(columns.quasi.length + 1).join(', ')}, ${unitCounts(columns)} ` +
      `FROM (${unitsOf(columns, [name])}) GROUP BY ALL`,
  );

/** The codes of the values at one place, as text. */
export const emitCodes = (place: number, labels: readonly string[]): Statement =>
  statement(
    `base.codes-${place}`,
    (add) =>
      `CREATE OR REPLACE TEMP TABLE koder_${place} AS ` +
      rowsOfJson(add(JSON.stringify(labels.map((verdi, kode) => ({ verdi, kode })))), {
        verdi: 'VARCHAR',
        kode: 'UINTEGER',
      }),
  );

/** How many distinct values of a place have no code. */
export const emitUncoded = (place: number): Statement =>
  statement(
    `base.uncoded-${place}`,
    () =>
      `SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT DISTINCT ${asText(`q${place}`)} AS verdi FROM grunnlag) ` +
      `ANTI JOIN koder_${place} USING (verdi)`,
  );

/** The distinct values of the sensitive column that was counted last. */
export const emitSensitiveValues = (place: number): Statement =>
  statement(
    'base.values',
    () => `SELECT DISTINCT ${asText(`q${place}`)} AS verdi FROM fordeling WHERE ${UNIT} > 0`,
  );

/** The values of one column of a table or view, as text. */
export const emitDistinctTexts = ({ relation }: BaseColumns, name: string): Statement =>
  statement(
    'base.distinct',
    () => `SELECT DISTINCT ${asText(identifier(name))} AS verdi FROM ${relation} ORDER BY verdi`,
  );

const codeJoins = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => ` JOIN koder_${i} AS k${i} ON k${i}.verdi = ${asText(`q${i}`)}`,
  ).join('');

/** The numbers of the packs, as columns `p0`, `p1`, … of what is joined to the codes. */
export const packSums = (packs: readonly PackColumns[]): readonly string[] =>
  packs.map(({ attributes, strides }, i) => {
    const digits = attributes.map((place, a) => `k${place}.kode * ${strides[a] ?? 1}::UINTEGER`);
    return `CAST(${digits.join(' + ')} AS UINTEGER) AS p${i}`;
  });

/** The combinations by the numbers of their packs; one comes twice where a missing and an empty value differ only so. */
export const emitBaseCodes = (packs: readonly PackColumns[], quasi: number): Statement =>
  statement(
    'base.packs',
    () =>
      `CREATE OR REPLACE TEMP TABLE grunnlag_koder AS SELECT ${packSums(packs).join(', ')}, ` +
      `CAST(${UNIT} AS UINTEGER) AS ${UNIT}, CAST(${POPULATION} AS UINTEGER) AS ${POPULATION} ` +
      `FROM grunnlag${codeJoins(quasi)}`,
  );

/** The combinations with the values of the sensitive column, whose codes lie at the place after the quasi-identifiers. */
export const emitSensitiveCodes = (packs: readonly PackColumns[], quasi: number): Statement =>
  statement(
    'base.sensitive-packs',
    () =>
      `CREATE OR REPLACE TEMP TABLE fordeling_koder AS SELECT ${packSums(packs).join(', ')}, k${quasi}.kode AS verdi, ` +
      `CAST(sum(${UNIT}) AS UINTEGER) AS ${UNIT} FROM fordeling${codeJoins(quasi + 1)} WHERE ${UNIT} > 0 GROUP BY ALL`,
  );

export const emitRowCount = (of: 'base' | 'sensitive'): Statement =>
  statement(
    `base.${of}-count`,
    () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${of === 'base' ? 'grunnlag_koder' : 'fordeling_koder'}`,
  );

const packNames = (packs: number): readonly string[] => Array.from({ length: packs }, (_, i) => `p${i}`);

/** Packs, units and population of each combination, in that order. */
export const emitBase = (packs: number): Statement =>
  statement('base.read', () => {
    const order = [...packNames(packs), UNIT, POPULATION].join(', ');
    return `SELECT ${order} FROM grunnlag_koder ORDER BY ${order}`;
  });

/** Packs, value and units of each combination and sensitive value, in that order. */
export const emitSensitive = (packs: number): Statement =>
  statement('base.sensitive-read', () => {
    const order = [...packNames(packs), 'verdi'].join(', ');
    return `SELECT ${order}, ${UNIT} FROM fordeling_koder ORDER BY ${order}`;
  });

export const emitDropBase = (quasi: number): readonly Statement[] =>
  [
    'grunnlag',
    'grunnlag_koder',
    'fordeling',
    'fordeling_koder',
    ...places(quasi + 1).map((q) => q.replace('q', 'koder_')),
  ].map((name) => statement(`base.drop-${name}`, () => `DROP TABLE IF EXISTS ${name}`));
