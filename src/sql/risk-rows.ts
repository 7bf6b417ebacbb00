import { identifier, literal } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** Names of columns in a file, by what they are to a measure of risk. */
export interface RiskColumns {
  readonly kvasi: readonly string[];
  readonly sensitiv: readonly string[];
  readonly hendelse: readonly string[];
  /** Null where every row is a person of its own. */
  readonly person: string | null;
  /** How many persons of the population each row stands for. */
  readonly vekt: string | null;
  readonly husholdning: string | null;
}

/** Which rows are left out of every measure. */
export interface LeftOut {
  /** Text that every quasi-identifier of a suppressed row holds; null where suppressed rows are a class like others. */
  readonly undertrykt: string | null;
  /** Whether rows with a missing quasi-identifier are left out. */
  readonly missing: boolean;
}

/** View over a file as it is, and view over the rows that are measured, with the names q0…, s0…, e0…, person, vekt, husholdning. */
export const RISK_FILE = 'risiko fil';
export const RISK_POPULATION_FILE = 'risiko populasjonsfil';
export const RISK_ROWS = 'risiko_rader';

/** Names of the columns of `count` quasi-identifiers. */
export const quasiNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `q${i}`);

/** Quasi-identifiers are equal where their values are, or where both are missing. */
export const sameKey = (a: string, b: string, names: readonly string[]): string =>
  names.length === 0 ? 'true' : names.map((q) => `${a}.${q} IS NOT DISTINCT FROM ${b}.${q}`).join(' AND ');

const suppressed = (c: RiskColumns, text: string | null): string =>
  text === null
    ? 'false'
    : c.kvasi
        .map((q) => `CAST(${identifier(q)} AS VARCHAR) IS NOT DISTINCT FROM ${literal(text)}`)
        .join(' AND ');

const missing = (c: RiskColumns): string => c.kvasi.map((q) => `${identifier(q)} IS NULL`).join(' OR ');
const blank = (c: RiskColumns): string => c.kvasi.map((q) => `${identifier(q)} IS NULL`).join(' AND ');

/** A decimal, since its sums do not depend on the order of the rows. */
const weight = (column: string): string => `TRY_CAST(${identifier(column)} AS DECIMAL(28,9))`;

/** View over the rows that are measured. Statements of a view take no parameters, so the mark of suppression is a literal. */
export function emitRiskRows(c: RiskColumns, out: LeftOut): Statement {
  const many = (columns: readonly string[], letter: string): string[] =>
    columns.map((column, i) => `${identifier(column)} AS ${letter}${i}`);
  const columns = [
    ...many(c.kvasi, 'q'),
    ...many(c.sensitiv, 's'),
    ...many(c.hendelse, 'e'),
    ...(c.person === null ? [] : [`${identifier(c.person)} AS person`]),
    `${c.vekt === null ? 'CAST(1 AS DECIMAL(28,9))' : weight(c.vekt)} AS vekt`,
    ...(c.husholdning === null ? [] : [`${identifier(c.husholdning)} AS husholdning`]),
  ];
  const kept = [
    ...(out.undertrykt === null ? [] : [`NOT (${suppressed(c, out.undertrykt)})`]),
    ...(out.missing ? [`NOT (${missing(c)})`] : []),
  ];
  const where = kept.length === 0 ? '' : ` WHERE ${kept.join(' AND ')}`;
  return statement(
    'risk.rows',
    () =>
      `CREATE OR REPLACE VIEW ${RISK_ROWS} AS SELECT ${columns.join(', ')} FROM ${identifier(RISK_FILE)}${where}`,
  );
}

/**
 * Rows of the file, those left out by reason, those without any quasi-identifier, and those that cannot be counted (no
 * person, no weight of at least 1).
 */
export function emitRowCounts(c: RiskColumns, out: LeftOut): Statement {
  const marked = suppressed(c, out.undertrykt);
  const gap = out.missing ? missing(c) : 'false';
  const kept = `NOT (${marked}) AND NOT (${gap})`;
  const unweighted = c.vekt === null ? 'false' : `coalesce(${weight(c.vekt)}, 0) < 1`;
  const nobody = c.person === null ? 'false' : `${identifier(c.person)} IS NULL`;
  const filters = {
    suppressed: marked,
    missing: `NOT (${marked}) AND (${gap})`,
    blank: `${kept} AND ${blank(c)}`,
    nobody: `${kept} AND ${nobody}`,
    unweighted: `${kept} AND ${unweighted}`,
  };
  const counts = Object.entries(filters).map(([name, condition]) =>
    condition === 'false' ? `0 AS ${name}` : `count(*) FILTER (${condition}) AS ${name}`,
  );
  return statement(
    'risk.row-counts',
    () => `SELECT count(*) AS rows, ${counts.join(', ')} FROM ${identifier(RISK_FILE)}`,
  );
}
