import type { Plan, PlanColumn, PlanTable, PlanTransform } from '../artifacts/plan.ts';
import { plain, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { emitConditions } from './condition.ts';
import { codeOf, derivedText } from './derived-columns.ts';
import { identifierCheck } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { KEY, LOEPENUMMER, source } from './names.ts';
import { OFFSETS } from './offsets.ts';
import { statement, type Statement } from './statement.ts';

type SeriesTransform = Extract<PlanTransform, { type: 'series' }>;

/** One series of løpenumre for what is not the person of the row, and the columns that it is delivered in. */
export interface Series {
  readonly name: string;
  readonly kind: SeriesTransform['kind'];
  readonly width: number;
  readonly columns: readonly { readonly table: PlanTable; readonly source: string }[];
}

/** The series of a plan by name; the plan holds all columns of one to the same kind and width. */
export function listSeries(plan: Plan): readonly Series[] {
  const all = plan.tables.flatMap((table) => table.columns.flatMap((column) => seriesOf(table, column)));
  return [...new Set(all.map((s) => s.name))].flatMap((name) => {
    const same = all.filter((s) => s.name === name);
    return same.slice(0, 1).map((first) => ({ ...first, columns: same.flatMap((s) => s.columns) }));
  });
}

function seriesOf(table: PlanTable, { transform, source: from }: PlanColumn): Series[] {
  if (transform.type !== 'series') return [];
  const { series, kind, width } = transform;
  return [{ name: series, kind, width, columns: [{ table, source: from }] }];
}

const isMain = (s: Pick<Series, 'name'>): boolean => s.name === LOEPENUMMER;
const values = (name: string): string => identifier(`verdier ${name}`);
const owners = (name: string): string => identifier(`eiere ${name}`);
const numbers = (name: string): string => identifier(`serie ${name}`);

/** The numbers of a series by value (`kilde`, `nummer`). */
export const numbersOfSeries = numbers;

/** The number of a value in its series, held unsigned: drawn by the program, it is nothing that a leak scan could find. */
export function emitSeriesColumn(c: ColumnContext, t: SeriesTransform): ColumnSql {
  const alias = identifier(`serie ${c.column.name}`);
  const invalid = `(${c.raw} IS NOT NULL AND ${alias}.kilde IS NULL)`;
  const short = t.width <= 9;
  const number = `CAST(${c.held} AS ${short ? 'INTEGER' : 'BIGINT'})`;
  return {
    ...plain({ ...c, invalid }, short ? 'UINTEGER' : 'UBIGINT', `${alias}.nummer`),
    deliver: t.derived === true ? derivedText(codeOf(c.column.name)) : number,
    joins: [`LEFT JOIN ${numbers(t.series)} AS ${alias} ON ${alias}.kilde = CAST(${c.raw} AS VARCHAR)`],
  };
}

export const emitSeriesTable = (s: Series): Statement =>
  statement(`series.${s.name}.table`, () => `CREATE TABLE ${values(s.name)} (verdi VARCHAR)`);

/** Adds the values of one column, in rows in scope of persons in the key, that the source view shows now. */
export const emitSeriesValues = (s: Series, table: PlanTable, column: string): Statement =>
  statement(
    `series.${s.name}.values`,
    (add) =>
      `INSERT INTO ${values(s.name)} SELECT DISTINCT CAST(e.${identifier(column)} AS VARCHAR) FROM ${source(table)} AS e ` +
      `SEMI JOIN ${KEY} AS k ON e.${identifier(table.identifier)} = k.identifikator ` +
      `WHERE e.${identifier(column)} IS NOT NULL AND ${emitConditions(table.conditions, add)}`,
  );

/**
 * Whose each value is: of several identifiers of a person the person, and who objects is marked. A value that should be
 * a national identifier and is none is left out, and so does not fit.
 */
export function emitSeriesOwners(s: Series, isReserved: boolean): Statement {
  const distinct = `SELECT DISTINCT verdi FROM ${values(s.name)}`;
  const sound =
    s.kind === 'person' ? `SELECT verdi FROM (${identifierCheck(distinct, 'verdi')}) WHERE gyldig` : distinct;
  const objects = isReserved ? 'coalesce(i.person, v.verdi) IN (SELECT person FROM reservert)' : 'false';
  return statement(
    `series.${s.name}.owners`,
    () =>
      `CREATE TABLE ${owners(s.name)} AS SELECT v.verdi AS kilde, coalesce(i.person, v.verdi) AS eier, ${objects} AS reservert ` +
      `FROM (${sound}) AS v LEFT JOIN identitet AS i ON i.identifikator = v.verdi`,
  );
}

/** Numbers that owners have, and owners who need one. */
export const emitSeriesKnown = (s: Series): readonly Statement[] => [
  statement(
    `series.${s.name}.known`,
    () =>
      `CREATE OR REPLACE TABLE kjent_serie AS SELECT coalesce(i.person, l.identifikator) AS eier, min(l.loepenummer) AS nummer ` +
      `FROM (${storedNumbers(s)}) AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1`,
  ),
  statement(
    `series.${s.name}.wanting`,
    () =>
      `CREATE OR REPLACE TABLE uten_serie AS SELECT DISTINCT eier FROM ${owners(s.name)} ANTI JOIN kjent_serie USING (eier) WHERE NOT reservert`,
  ),
  statement('series.drawn.table', () => 'CREATE OR REPLACE TABLE trukket_serie (nummer BIGINT)'),
];

const storedNumbers = (s: Series): string =>
  isMain(s)
    ? `SELECT identifikator, loepenummer FROM lager UNION SELECT identifikator, loepenummer FROM ${KEY}`
    : `SELECT identifikator, loepenummer FROM lager_serier WHERE serie = ${literal(s.name)}`;

export const emitSeriesWanted = (): Statement =>
  statement('series.wanted', () => `SELECT count(*) AS n FROM uten_serie`);

/** Numbers of so many digits in use in any series, or handed over, which none that is drawn may be. */
export const emitUsedNumbers = (width: number, handedOver: boolean): Statement =>
  statement(
    'series.used',
    (add) =>
      `SELECT loepenummer FROM (SELECT loepenummer FROM lager UNION SELECT loepenummer FROM ${KEY} ` +
      `UNION SELECT loepenummer FROM lager_serier WHERE serie <> ${literal(OFFSETS)} ` +
      `UNION SELECT loepenummer FROM nye_serier${handedOver ? ' UNION SELECT loepenummer FROM utdelt' : ''}) WHERE loepenummer BETWEEN ${add(10n ** BigInt(width - 1))} AND ${add(10n ** BigInt(width) - 1n)}`,
  );

/** The numbers of a series by value, and those of them that the key store does not hold yet. */
export const emitSeriesNumbers = (s: Series): readonly Statement[] => [
  statement(
    `series.${s.name}.numbers`,
    () =>
      `CREATE TABLE ${numbers(s.name)} AS SELECT o.kilde, CASE WHEN NOT o.reservert THEN n.nummer END AS nummer ` +
      `FROM ${owners(s.name)} AS o LEFT JOIN (SELECT eier, nummer FROM kjent_serie UNION ALL ` +
      `SELECT u.eier, t.nummer FROM uten_serie AS u POSITIONAL JOIN trukket_serie AS t) AS n USING (eier)`,
  ),
  statement(
    `series.${s.name}.new`,
    () =>
      `INSERT INTO nye_serier SELECT kilde, nummer, ${isMain(s) ? 'NULL' : literal(s.name)} FROM ${numbers(s.name)} ` +
      `ANTI JOIN (${storedNumbers(s)}) AS l ON l.identifikator = kilde WHERE nummer IS NOT NULL`,
  ),
  ...[values(s.name), owners(s.name), 'kjent_serie', 'uten_serie', 'trukket_serie'].map((table) =>
    statement(`series.drop.${table}`, () => `DROP TABLE ${table}`),
  ),
];

export const emitNewSeries = (): Statement =>
  statement('series.new', () => `SELECT count(*) AS n FROM nye_serier`);
