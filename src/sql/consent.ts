import type { Plan, PlanConsent } from '../artifacts/plan.ts';
import { birthOfIdentifier, completedYears, identifierCheck, matches } from './dialect.ts';
import { identifier } from './identifier.ts';
import { drawnOf, excludedOf, poolOf } from './population.ts';
import { statement, type Parameters, type Statement } from './statement.ts';

/** View over `samtykker.csv`, and the columns that the list can have. */
export const CONSENT_VIEW = 'samtykker';
export const CONSENT_COLUMNS = [
  'foedselsnummer',
  'register',
  'omfang',
  'versjon',
  'verge',
  'gitt',
  'trukket',
];

/** `samtykker.csv` as a view. */
export interface ConsentList {
  readonly view: string;
  readonly columns: readonly string[];
}

/** Text of a column, trimmed; of a column that the list does not have, empty. */
const textOf = ({ columns }: ConsentList, column: string): string =>
  columns.includes(column) ? `trim(coalesce(s.${identifier(column)}, ''))` : `''`;
const lowered = (list: ConsentList, column: string): string => `lower(${textOf(list, column)})`;

/** Holds for a day that is written but is none. */
function isNoDay(list: ConsentList, column: string): string {
  const text = textOf(list, column);
  const isDay = `${matches(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}')} AND TRY_CAST(${text} AS DATE) IS NOT NULL`;
  return `(${text} <> '' AND NOT (${isDay}))`;
}

const dayOf = (list: ConsentList, column: string): string =>
  `TRY_CAST(nullif(${textOf(list, column)}, '') AS DATE)`;

/**
 * Consents that cannot be read: whose they are, for what, in what version, by whom, since when, or since when not. One that
 * is dated after the day of the run, `today` (ISO), nobody can have given.
 */
export function emitUnreadableConsents(
  list: ConsentList,
  known: readonly string[],
  today: string,
): Statement {
  const rows = identifierCheck(`SELECT * FROM ${identifier(list.view)}`, 'foedselsnummer');
  return statement(
    'population.consents-unreadable',
    (add) =>
      `SELECT count(*) AS unreadable FROM (${rows}) AS s WHERE NOT gyldig OR ${textOf(list, 'omfang')} = '' ` +
      `OR ${textOf(list, 'versjon')} = '' OR ${lowered(list, 'verge')} NOT IN ('ja', 'nei') ` +
      `OR ${isNoDay(list, 'gitt')} OR ${isNoDay(list, 'trukket')} OR ${dayOf(list, 'gitt')} > CAST(${add(today)} AS DATE) ` +
      `OR ${lowered(list, 'register')} NOT IN (${['', ...known].map(add).join(', ')})`,
  );
}

/** Consents by person and register (empty for all), with the days on which they were given and withdrawn. */
export function emitConsents(list: ConsentList): Statement {
  return statement(
    'population.consents',
    () =>
      `CREATE TABLE samtykke AS SELECT coalesce(i.person, s.foedselsnummer) AS person, ` +
      `${lowered(list, 'register')} AS register, ${lowered(list, 'omfang')} AS omfang, ${textOf(list, 'versjon')} AS versjon, ` +
      `${dayOf(list, 'gitt')} AS gitt, ${dayOf(list, 'trukket')} AS trukket, ${lowered(list, 'verge')} = 'ja' AS verge, ` +
      `${birthOfIdentifier('s.foedselsnummer')} AS foedt FROM ${identifier(list.view)} AS s ` +
      `LEFT JOIN identitet AS i ON i.identifikator = s.foedselsnummer`,
  );
}

type Add = Parameters['add'];

/** Withdrawals of what the decision needs in a register, whatever the version, by person and scope. */
const withdrawals = ({ scopes }: PlanConsent, register: string, add: Add): string =>
  `SELECT person, omfang, max(trukket) AS sist FROM samtykke WHERE trukket IS NOT NULL ` +
  `AND register IN ('', ${add(register)}) AND omfang IN (${scopes.map(add).join(', ')}) GROUP BY ALL`;

/**
 * Consents in force to what the decision needs in a register. A withdrawal counts against every consent to the same in
 * that register, also one for all registers or in another version, but for those that were given after it.
 */
const inForce = (consent: PlanConsent, register: string, add: Add): string =>
  `SELECT s.* FROM samtykke AS s LEFT JOIN (${withdrawals(consent, register, add)}) AS w USING (person, omfang) ` +
  `WHERE s.trukket IS NULL AND s.register IN ('', ${add(register)}) AND s.omfang IN (${consent.scopes.map(add).join(', ')})` +
  (consent.versions === null ? '' : ` AND s.versjon IN (${consent.versions.map(add).join(', ')})`) +
  ` AND (w.sist IS NULL OR s.gitt > w.sist)`;

/**
 * Persons without the consents that they need, and those who have withdrawn theirs: for each register those asked, and
 * those with a withdrawal, less those with a consent in force to every scope.
 */
export const emitWithoutConsent = (plan: Plan, consent: PlanConsent): Statement =>
  statement('population.without-consent', (add) => {
    const parts = consent.registers.map(
      ({ register, of }) =>
        `((${askedOf(plan, of)}) UNION SELECT person FROM (${withdrawals(consent, register, add)})) EXCEPT SELECT person ` +
        `FROM (${inForce(consent, register, add)}) GROUP BY person HAVING count(DISTINCT omfang) = ${consent.scopes.length}`,
    );
    return `CREATE TABLE uten_samtykke AS ${parts.map((part) => `(${part})`).join(' UNION ')}`;
  });

function askedOf(plan: Plan, of: PlanConsent['registers'][number]['of']): string {
  const pool = poolOf(plan);
  if (of === 'utvalg' || pool === null) return `SELECT person FROM (${drawnOf(plan)})`;
  const controls = `SELECT person FROM (${pool}) EXCEPT SELECT person FROM (${drawnOf(plan)})`;
  return of === 'kontroller'
    ? controls
    : `SELECT person FROM (${drawnOf(plan)}) UNION SELECT person FROM (${pool})`;
}

/** Persons drawn, not excluded and without objection, whom only the want of a consent leaves out. */
export const emitWithoutConsentCount = (plan: Plan): Statement =>
  statement(
    'population.without-consent.count',
    () =>
      `SELECT count(*) AS n FROM ((SELECT DISTINCT person FROM (${drawnOf(plan)})) ` +
      `${[...excludedOf(plan), '(SELECT person FROM reservert)'].map((persons) => `EXCEPT ${persons} `).join('')}) ` +
      `SEMI JOIN uten_samtykke USING (person)`,
  );

/** They are left out as those are who object. */
export const emitLeaveOutWithoutConsent = (): readonly Statement[] => [
  statement('population.consents.leave-out', () => `INSERT INTO reservert SELECT person FROM uten_samtykke`),
  statement('population.consents.drop', () => `DROP TABLE uten_samtykke`),
];

/** From this age a person consents herself in health registers and helseforskning; a guardian's consent then needs to be followed up. */
const OWN_CONSENT = 16;

/**
 * Persons of the utvalg with a scope that only guardians have consented to, and who are 16 by now by their own
 * identifier: those must have been told. A number that holds no date of birth counts nobody.
 */
export const emitGrownUp = (consent: PlanConsent, day: string): Statement =>
  statement('population.consents.grown-up', (add) => {
    const years = completedYears('min(foedt)', `CAST(${add(day)} AS DATE)`);
    const rows = consent.registers.map(({ register }) => inForce(consent, register, add)).join(' UNION ALL ');
    return (
      `SELECT count(DISTINCT person) AS n FROM (SELECT person FROM (${rows}) SEMI JOIN populasjon USING (person) ` +
      `GROUP BY person, omfang HAVING bool_and(verge) AND ${years} >= ${OWN_CONSENT})`
    );
  });

export const emitDropConsents = (): Statement =>
  statement('population.consents.drop-list', () => `DROP TABLE samtykke`);
