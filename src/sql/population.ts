import type { Plan, PlanSelection } from '../artifacts/plan.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { emitSelection } from './condition.ts';
import { identifierCheck } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { candidates, persons, source } from './names.ts';
import { statement, type Statement } from './statement.ts';

/** A question put to one extract: which identifiers meet the conditions, in how many rows, and on which date. */
export interface Candidacy {
  readonly roles: readonly Role[];
  readonly selection: PlanSelection;
  /** Date column and which of a person's rows it is taken from; null where no date is asked for. */
  readonly date: { readonly column: string; readonly pick: 'foerste' | 'siste' } | null;
}

type Role = 'source' | 'exclude' | 'control' | 'index';

/** Every candidacy of a plan. An index event that is the event which draws the utvalg is not asked for twice. */
export function listCandidacies(plan: Plan): readonly Candidacy[] {
  const index = plan.reference?.type === 'index' ? plan.reference : null;
  const date = index === null ? null : { column: index.column, pick: index.pick };
  const asked = index === null ? '' : canonicalJson(index.selection);
  const sources = plan.population.sources.map((selection): Candidacy =>
    canonicalJson(selection) === asked
      ? { roles: ['source', 'index'], selection, date }
      : { roles: ['source'], selection, date: null },
  );
  const excluded = plan.population.exclude.map((selection): Candidacy => ({
    roles: ['exclude'],
    selection,
    date: null,
  }));
  const controls = plan.population.controls?.selection;
  const apart = index === null || sources.some((c) => c.roles.includes('index'));
  return [
    ...sources,
    ...excluded,
    ...(controls === undefined ? [] : [{ roles: ['control'], selection: controls, date: null } as const]),
    ...(apart ? [] : [{ roles: ['index'], selection: index.selection, date } as const]),
  ];
}

const dateOf = (c: Candidacy): string =>
  c.date === null
    ? 'CAST(NULL AS DATE)'
    : `${c.date.pick === 'foerste' ? 'min' : 'max'}(CAST(e.${identifier(c.date.column)} AS DATE))`;

/** Empty table for the candidates of one candidacy. */
export const emitCandidateTable = (index: number): Statement =>
  statement(
    `population.candidates-${index}.table`,
    () =>
      `CREATE TABLE ${candidates(index)} (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN)`,
  );

/** Adds the candidates found in the files that the source view shows now; a file of several chunks is added chunk by chunk. */
export function emitCandidates(candidacy: Candidacy, index: number): Statement {
  const { selection } = candidacy;
  return statement(
    `population.candidates-${index}`,
    (add) =>
      `INSERT INTO ${candidates(index)} ${identifierCheck(
        `SELECT e.${identifier(selection.identifier)} AS identifikator, count(*) AS rader, ${dateOf(candidacy)} AS dato ` +
          `FROM ${source(selection)} AS e WHERE ${emitSelection(selection, add)} GROUP BY 1`,
        'identifikator',
      )}`,
  );
}

/** Rows of a candidacy whose identifier is missing or malformed. */
export const emitMalformedCandidates = (index: number): Statement =>
  statement(
    `population.malformed-${index}`,
    () =>
      `SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, ` +
      `CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM ${candidates(index)}`,
  );

/** Which identifiers are one person; without a list, every identifier is its own person. */
export function emitIdentity(view: string | null): readonly Statement[] {
  const rows =
    view === null ? `SELECT '' AS identifikator, '' AS person WHERE false` : listedIdentities(view);
  return [statement('population.identity', () => `CREATE TABLE identitet AS ${rows}`)];
}

const listedIdentities = (view: string): string =>
  `SELECT DISTINCT CAST(identifikator AS VARCHAR) AS identifikator, CAST(person AS VARCHAR) AS person FROM ${identifier(view)}`;

/**
 * Identifiers of several persons, malformed ones, persons who are an identifier of somebody else, and names of persons that
 * are blank or have white space around them: many would be one person, or one be two.
 */
export const emitIdentityConflicts = (): Statement =>
  statement(
    'population.identity-conflicts',
    () =>
      `SELECT (SELECT count(*) FROM (SELECT identifikator FROM identitet GROUP BY 1 HAVING count(*) > 1)) + ` +
      `(SELECT count(*) FROM (${identifierCheck('SELECT * FROM identitet', 'identifikator')}) WHERE ${isNoName('person')} OR NOT gyldig) + ` +
      `(SELECT count(*) FROM identitet a JOIN identitet b ON a.person = b.identifikator WHERE b.person <> a.person) AS conflicts`,
  );

const SPACES = ' \t\r\n\u00a0';
const isNoName = (text: string): string =>
  `coalesce(${text} = '' OR trim(${text}, ${literal(SPACES)}) <> ${text}, true)`;

/** The persons behind the valid identifiers of every candidacy, each once, with the date that was asked for. */
export const emitPersons = (plan: Plan): readonly Statement[] =>
  listCandidacies(plan).flatMap(({ date }, index) => [
    statement(
      `population.persons-${index}`,
      () =>
        `CREATE TABLE ${persons(index)} AS SELECT coalesce(i.person, c.identifikator) AS person, ` +
        `${date?.pick === 'siste' ? 'max' : 'min'}(c.dato) AS dato FROM ${candidates(index)} AS c ` +
        `LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1`,
    ),
    statement(`population.candidates-${index}.drop`, () => `DROP TABLE ${candidates(index)}`),
  ]);

const personsOf = (index: number): string => `SELECT person FROM ${persons(index)}`;

/** Persons of each candidacy in a role. */
const personsIn = (plan: Plan, role: Role): readonly string[] =>
  listCandidacies(plan).flatMap((c, index) => (c.roles.includes(role) ? [`(${personsOf(index)})`] : []));

/** Query for the persons of the sources, or of the file of numbers, each once, before anyone is excluded or has objected. */
export const drawnOf = (plan: Plan): string =>
  isOfKeyFile(plan)
    ? HANDED_OVER
    : personsIn(plan, 'source').join(plan.population.combine === 'snitt' ? ' INTERSECT ' : ' UNION ');

/** Whether the persons are those to whom another party has assigned a number. */
const isOfKeyFile = ({ population }: Plan): boolean => population.sources.length === 0;

const HANDED_OVER = '(SELECT DISTINCT person FROM utdelt)';

/** Queries for the persons whom the decision excludes. */
export const excludedOf = (plan: Plan): readonly string[] => personsIn(plan, 'exclude');

/** Query for the persons who meet the conditions of controls, be they of the utvalg or not; null where none are drawn. */
export const poolOf = (plan: Plan): string | null => personsIn(plan, 'control')[0] ?? null;

/** Persons of the sources before anyone is excluded or has objected. */
export const emitDrawnCount = (plan: Plan): Statement =>
  statement('population.drawn', () => `SELECT count(DISTINCT person) AS n FROM (${drawnOf(plan)}) AS drawn`);

/** Persons of the sources, less those excluded, less those who object or lack a consent in any register of the delivery. */
export function emitPopulation(plan: Plan, isReserved: boolean): Statement {
  const excluded = excludedOf(plan);
  const drawn = drawnOf(plan);
  const left = isReserved ? [...excluded, '(SELECT person FROM reservert)'] : excluded;
  return statement(
    'population.persons',
    () =>
      `CREATE TABLE populasjon AS SELECT person FROM (${drawn}) AS drawn` +
      left.map((query) => ` EXCEPT ${query}`).join(''),
  );
}

/** Persons after each step by which the population is drawn: each source, both together, and without those excluded. */
export function emitPopulationSteps(
  plan: Plan,
): readonly { readonly step: string; readonly count: Statement }[] {
  const roles = listCandidacies(plan).map((c, index) => ({ ...c, query: `(${personsOf(index)})` }));
  const sources = roles.filter((r) => r.roles.includes('source'));
  const excluded = roles.filter((r) => r.roles.includes('exclude')).map((r) => r.query);
  const drawn = sources
    .map((r) => r.query)
    .join(plan.population.combine === 'snitt' ? ' INTERSECT ' : ' UNION ');
  const left = `SELECT * FROM (${drawn})${excluded.map((query) => ` EXCEPT ${query}`).join('')}`;
  const count = (id: string, query: string): Statement =>
    statement(`population.step.${id}`, () => `SELECT count(DISTINCT person) AS n FROM (${query})`);
  if (isOfKeyFile(plan))
    return [{ step: 'persons of the noekkelfil', count: count('key-file', HANDED_OVER) }];
  return [
    ...sources.map(({ selection, query }, i) => ({
      step: `source ${selection.register}.${selection.tabell}`,
      count: count(`source-${i}`, query),
    })),
    ...(sources.length > 1 ? [{ step: plan.population.combine, count: count('drawn', drawn) }] : []),
    ...(excluded.length > 0 ? [{ step: 'without those excluded', count: count('left', left) }] : []),
  ];
}

export const emitPopulationCount = (): Statement =>
  statement('population.count', () => `SELECT count(*) AS n FROM populasjon`);

/** The table of objections where there is no list of them. */
export const emitNoObjections = (): Statement =>
  statement('population.objections.none', () => `CREATE TABLE reservert (person VARCHAR)`);

/** Objections as a table of persons; the view shows `reservasjoner.csv`. */
export function emitObjections(
  view: string,
  hasRegister: boolean,
  registers: readonly string[],
): readonly Statement[] {
  const register = hasRegister ? `lower(trim(coalesce(r.register, '')))` : `''`;
  return [
    statement(
      'population.objections',
      (add) =>
        `CREATE TABLE reservert AS SELECT DISTINCT coalesce(i.person, r.foedselsnummer) AS person FROM ${identifier(view)} AS r ` +
        `LEFT JOIN identitet AS i ON i.identifikator = r.foedselsnummer ` +
        `WHERE ${register} IN (${['', ...registers].map(add).join(', ')})`,
    ),
  ];
}

/** Objections that cannot be read: a malformed identifier, or a register nobody knows. */
export function emitUnreadableObjections(
  view: string,
  hasRegister: boolean,
  known: readonly string[],
): Statement {
  return statement(
    'population.objections-unreadable',
    (add) =>
      `SELECT count(*) AS unreadable FROM ${identifier(view)} AS r WHERE NOT is_known(r.foedselsnummer)` +
      (hasRegister
        ? ` OR lower(trim(coalesce(r.register, ''))) NOT IN (${['', ...known].map(add).join(', ')})`
        : ''),
  );
}

/** Gives back the memory of what only the key was made from. */
export const emitDropPopulation = (plan: Plan, isReserved: boolean): readonly Statement[] =>
  [
    ...listCandidacies(plan).map((_, i) => persons(i)),
    'populasjon',
    ...(isReserved ? ['reservert'] : []),
  ].map((table) => statement(`population.drop.${table}`, () => `DROP TABLE ${table}`));
