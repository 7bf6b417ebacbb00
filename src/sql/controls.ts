import type { Plan, PlanControls } from '../artifacts/plan.ts';
import { shuffled, truncateDate } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { KEY, source } from './names.ts';
import { drawnOf, excludedOf, poolOf } from './population.ts';
import { statement, type Statement } from './statement.ts';

/** Start of the names under which the key store keeps whom each control was drawn for; no series of a decision can have it. */
const DRAWN_FOR = '*kontroll ';

const PERIODS = { maaned: 'month', kvartal: 'quarter', aar: 'year' } as const;

/** Columns of what is matched; one that is the same for everybody where nothing is. */
const columnsOf = ({ match }: PlanControls): string[] =>
  match.length === 0 ? ['v0'] : match.map((_, i) => `v${i}`);

/** Persons who may be controls: they meet the conditions, and are not of the utvalg, excluded, or reserved. */
export function emitPool(plan: Plan, isReserved: boolean): Statement {
  const left = [drawnOf(plan), ...excludedOf(plan), ...(isReserved ? ['SELECT person FROM reservert'] : [])];
  return statement(
    'population.controls.pool',
    () =>
      `CREATE TABLE kontroll_mulig AS SELECT DISTINCT person FROM (${poolOf(plan) ?? ''})` +
      left.map((persons) => ` EXCEPT SELECT person FROM (${persons})`).join(''),
  );
}

export const emitLikenessTable = (controls: PlanControls): Statement =>
  statement(
    'population.controls.likeness.table',
    () =>
      `CREATE TABLE likhet_rader (identifikator VARCHAR, ${columnsOf(controls)
        .map((v) => `${v} VARCHAR`)
        .join(', ')})`,
  );

/** Adds what is matched, of everybody in the files that the source view shows now. */
export function emitLikenessRows({ selection, match }: PlanControls): Statement {
  const values = match.map(({ column, truncate }) => {
    const value = `e.${identifier(column)}`;
    const period = truncate === null ? value : truncateDate(`CAST(${value} AS DATE)`, PERIODS[truncate]);
    return `CAST(${period} AS VARCHAR)`;
  });
  return statement(
    'population.controls.likeness.rows',
    () =>
      `INSERT INTO likhet_rader SELECT DISTINCT e.${identifier(selection.identifier)}, ${values.join(', ')} FROM ${source(selection)} AS e`,
  );
}

/** What is matched, of each person in whose rows each value is one and the same; a missing value is like no other. */
export function emitLikeness(controls: PlanControls): readonly Statement[] {
  const values = columnsOf(controls);
  const rows =
    controls.match.length === 0
      ? `SELECT person, '' AS v0 FROM (SELECT person FROM populasjon UNION ALL SELECT person FROM kontroll_mulig)`
      : `SELECT coalesce(i.person, r.identifikator) AS person, ${values.map((v) => `min(${v}) AS ${v}`).join(', ')} FROM likhet_rader AS r ` +
        `LEFT JOIN identitet AS i ON i.identifikator = r.identifikator GROUP BY 1 ` +
        `HAVING ${values.map((v) => `min(${v}) = max(${v})`).join(' AND ')}`;
  return [
    statement('population.controls.likeness', () => `CREATE TABLE likhet AS ${rows}`),
    statement('population.controls.likeness.drop', () => `DROP TABLE likhet_rader`),
  ];
}

/**
 * Controls of earlier runs who may still be so, each with the person she was drawn for (`sak`), who is still of the
 * utvalg, and the round she was drawn in. The earliest stay where there are more than are asked for.
 */
export function emitKeptControls({ perPerson }: PlanControls): Statement {
  const stored =
    `SELECT DISTINCT coalesce(i.person, s.identifikator) AS person, n.person AS sak, ${roundOf('s.serie')} AS runde ` +
    `FROM lager_serier AS s LEFT JOIN identitet AS i ON i.identifikator = s.identifikator ` +
    `JOIN (SELECT DISTINCT coalesce(j.person, l.identifikator) AS person, l.loepenummer FROM lager AS l ` +
    `LEFT JOIN identitet AS j ON j.identifikator = l.identifikator) AS n ON n.loepenummer = s.loepenummer ` +
    `WHERE starts_with(s.serie, ${literal(DRAWN_FOR)})`;
  return statement('key.controls.kept', (add) => {
    const once =
      `SELECT l.person, l.sak, l.runde, n.loepenummer AS nummer FROM (${stored}) AS l SEMI JOIN kontroll_mulig AS m ON m.person = l.person ` +
      `SEMI JOIN populasjon AS p ON p.person = l.sak LEFT JOIN kjent AS n ON n.person = l.person ` +
      `QUALIFY row_number() OVER (PARTITION BY l.person ORDER BY l.runde, nummer, l.sak) = 1`;
    return (
      `CREATE TABLE kontroll AS SELECT person, sak, runde FROM (${once}) ` +
      `QUALIFY row_number() OVER (PARTITION BY sak ORDER BY runde, nummer) <= ${add(perPerson)}`
    );
  });
}

const roundOf = (series: string): string => `CAST(substr(${series}, ${DRAWN_FOR.length + 1}) AS INTEGER)`;

/**
 * Draws controls where they are wanting: among persons alike, free ones in an order that only the seed decides take the
 * places of the utvalg in turn, so that nobody gets a second before everybody alike has a first.
 */
export function emitDrawControls(controls: PlanControls, seed: string): readonly Statement[] {
  const values = columnsOf(controls).join(', ');
  const apart = `PARTITION BY ${values} ORDER BY`;
  return [
    statement(
      'key.controls.places',
      (add) =>
        `CREATE TABLE kontroll_plass AS SELECT ${values}, person AS sak, row_number() OVER (${apart} s.nr, ${shuffled('person', add(seed))}) AS plass ` +
        `FROM populasjon JOIN likhet USING (person) LEFT JOIN (SELECT sak, count(*) AS har FROM kontroll GROUP BY sak) AS k ON k.sak = person ` +
        `CROSS JOIN generate_series(1, ${controls.perPerson}) AS s(nr) WHERE s.nr > coalesce(k.har, 0)`,
    ),
    statement(
      'key.controls.drawn',
      (add) =>
        `INSERT INTO kontroll SELECT f.person, s.sak, NULL FROM (SELECT person, ${values}, ` +
        `row_number() OVER (${apart} ${shuffled('person', add(seed))}) AS plass FROM kontroll_mulig ANTI JOIN kontroll USING (person) ` +
        `JOIN likhet USING (person) SEMI JOIN kontroll_plass USING (${values})) AS f JOIN kontroll_plass AS s USING (${values}, plass)`,
    ),
  ];
}

/** How many controls there are, and how many persons of the utvalg have fewer than are asked for. */
export const emitControlCounts = ({ perPerson }: PlanControls): Statement =>
  statement(
    'key.controls.count',
    (add) =>
      `SELECT (SELECT count(*) FROM kontroll) AS persons, (SELECT count(*) FROM populasjon LEFT JOIN ` +
      `(SELECT sak, count(*) AS har FROM kontroll GROUP BY sak) AS k ON k.sak = person ` +
      `WHERE person NOT IN (SELECT person FROM kontroll) AND coalesce(k.har, 0) < ${add(perPerson)}) AS short`,
  );

/** From here on controls are persons of the population like the others. */
export const emitAddControls = (): Statement =>
  statement('key.controls.add', () => `INSERT INTO populasjon SELECT person FROM kontroll`);

/** Reference dates with those of controls: of the person whom each was drawn for. */
export const controlReferences = (references: string): string =>
  `WITH egne AS (${references}) SELECT person, referanse FROM egne ANTI JOIN kontroll USING (person) ` +
  `UNION ALL SELECT k.person, e.referanse FROM kontroll AS k JOIN egne AS e ON e.person = k.sak`;

/** Identifiers of the controls of this run with the number of the person they were drawn for, as rows of the key store. */
export const newControls = (): string =>
  `SELECT id.identifikator, CAST(s.loepenummer AS BIGINT) AS loepenummer, ${literal(DRAWN_FOR)} || ` +
  `(SELECT coalesce(max(${roundOf('serie')}), 0) + 1 FROM lager_serier WHERE starts_with(serie, ${literal(DRAWN_FOR)})) AS serie ` +
  `FROM kontroll AS k JOIN nummerert AS s ON s.person = k.sak JOIN nummerert AS n ON n.person = k.person ` +
  `JOIN ${KEY} AS id ON id.loepenummer = n.loepenummer WHERE k.runde IS NULL`;

/** Gives back the memory of what only controls were drawn from. */
export const emitDropControls = (): readonly Statement[] =>
  ['kontroll', 'kontroll_mulig', 'kontroll_plass', 'likhet'].map((table) =>
    statement(`key.drop.${table}`, () => `DROP TABLE ${table}`),
  );
