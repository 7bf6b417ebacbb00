import { identifier } from './identifier.ts';
import { CLASSES } from './risk-classes.ts';
import { measured } from './risk-sizes.ts';
import { quasiNames, RISK_POPULATION_FILE } from './risk-rows.ts';
import { statement, type Statement } from './statement.ts';

/** Table of the classes of the population, keys as text: the file may write numbers as texts. */
const POPULATION = 'risiko_populasjon';
const JOINED = 'risiko_felles';

/** Counts the classes of a population, in persons where it names them. */
export function emitPopulation(kvasi: readonly string[], person: string | null): Statement {
  const q = kvasi.map((column, i) => `CAST(${identifier(column)} AS VARCHAR) AS q${i}`).join(', ');
  const names = quasiNames(kvasi.length).join(', ');
  const file = identifier(RISK_POPULATION_FILE);
  const rows =
    person === null ? `SELECT ${q} FROM ${file}` : `SELECT DISTINCT ${q}, ${identifier(person)} FROM ${file}`;
  return statement(
    'risk.population',
    () =>
      `CREATE OR REPLACE TABLE ${POPULATION} AS SELECT ${names}, count(*) AS p FROM (${rows}) GROUP BY ALL`,
  );
}

/** Persons of the population: each once, whatever number of classes she has. */
export const emitPopulationSize = (person: string | null): Statement =>
  statement(
    'risk.population-size',
    () =>
      `SELECT ${person === null ? 'count(*)' : `count(DISTINCT ${identifier(person)})`} AS n FROM ${identifier(RISK_POPULATION_FILE)}`,
  );

/**
 * Classes of sample and population beside each other: `n`, `p`, and `F`, the size that an attacker with the population sees.
 * A population cannot hold fewer than the sample drawn from it, so F is at least n.
 */
export function emitJoined(quasi: number): Statement {
  const names = quasiNames(quasi);
  const text = names.map((q) => `CAST(${q} AS VARCHAR) AS ${q}`).join(', ');
  const same = names.map((q) => `k.${q} IS NOT DISTINCT FROM p.${q}`).join(' AND ');
  return statement(
    'risk.population.joined',
    () =>
      `CREATE OR REPLACE TABLE ${JOINED} AS SELECT coalesce(k.n, 0) AS n, coalesce(p.p, 0) AS p, greatest(k.n, p.p) AS F ` +
      `FROM (SELECT ${text}, n FROM ${CLASSES}) AS k FULL JOIN ${POPULATION} AS p ON ${same}`,
  );
}

/** The same from weights, whose sum estimates the size of the class in the population. */
export const emitJoinedByWeight = (): Statement =>
  statement(
    'risk.population.weights',
    () =>
      `CREATE OR REPLACE TABLE ${JOINED} AS SELECT n, fv AS p, greatest(fv, fk) AS F FROM ${measured(CLASSES)}`,
  );

/**
 * Journalist and marketer risk (El Emam 2013), k-map (Sweeney 2002) and delta-presence (Nergiz et al. 2007). `absent` counts
 * classes of the sample that the population does not have, `smaller` those it has with fewer persons. The bounds of presence
 * are over all classes of the population; `presence_in_sample` over those that the sample has.
 */
export function emitPopulationFigures(threshold: number): Statement {
  const sizes = `SELECT n, F, p, count(*) AS classes FROM ${JOINED} GROUP BY ALL`;
  const sample = 'FILTER (n > 0)';
  return statement(
    'risk.population.figures',
    (add) =>
      `SELECT CAST(min(F) ${sample} AS DOUBLE) AS least, CAST(sum(n * classes) FILTER (n > 0 AND 1 / CAST(F AS DOUBLE) > ${add(threshold)}::DOUBLE) AS DOUBLE) AS at_risk, ` +
      `CAST(sum(classes) ${sample} AS DOUBLE) / fsum(CAST(F AS DOUBLE) * classes ORDER BY F, classes) ${sample} AS classes_share, ` +
      `fsum(classes * CAST(n AS DOUBLE) / F ORDER BY n, F) ${sample} / CAST(sum(n * classes) AS DOUBLE) AS marketer, ` +
      `CAST(min(p) ${sample} AS DOUBLE) AS k_map, min(CAST(n AS DOUBLE) / p) FILTER (p > 0) AS presence_min, max(CAST(n AS DOUBLE) / p) FILTER (p > 0) AS presence_max, ` +
      `min(CAST(n AS DOUBLE) / p) FILTER (p > 0 AND n > 0) AS presence_in_sample, ` +
      `coalesce(sum(classes) FILTER (p = 0), 0) AS absent, coalesce(sum(classes) FILTER (p > 0 AND p < n), 0) AS smaller, ` +
      `CAST(sum(n * classes) AS DOUBLE) AS persons, fsum(CAST(p AS DOUBLE) * classes ORDER BY p, classes) AS size FROM (${sizes})`,
  );
}
