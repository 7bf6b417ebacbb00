import { asText, type BaseColumns } from './base-columns.ts';
import { rowsOfJson } from './dialect.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** What a trial is made from and carried out on: the keys of persons, as texts. */
const KEYS = 'personer_noekler';
export const PERSON_TRIAL = 'personer_proeve';

interface PersonColumns extends BaseColumns {
  readonly person: string;
}

const levelTable = (place: number): string => `personer_trinn_${place}`;

/** Each person's quasi-identifiers and sensitive values once. */
export const emitPersonKeys = ({ relation, quasi, sensitive, person }: PersonColumns): Statement =>
  statement('trial.keys', () => {
    const texts = [...quasi, ...sensitive].map(
      (name) => `${asText(identifier(name))} AS ${identifier(name)}`,
    );
    return (
      `CREATE OR REPLACE TEMP TABLE ${KEYS} AS SELECT DISTINCT ` +
      `${[identifier(person), ...texts].join(', ')} FROM ${relation}`
    );
  });

/** Persons, and the most keys that one of them has. */
export const emitMostKeys = ({ quasi, person }: PersonColumns): Statement =>
  statement('trial.most-keys', () => {
    const key = [person, ...quasi].map(identifier).join(', ');
    return (
      `SELECT CAST(count(*) AS DOUBLE) AS persons, CAST(coalesce(max(n), 0) AS DOUBLE) AS most FROM ` +
      `(SELECT count(*) AS n FROM (SELECT DISTINCT ${key} FROM ${KEYS}) GROUP BY ${identifier(person)})`
    );
  });

/** What the values of one quasi-identifier become. */
export const emitTrialLevel = (
  place: number,
  pairs: readonly (readonly [from: string, to: string])[],
): Statement =>
  statement(
    `trial.level-${place}`,
    (add) =>
      `CREATE OR REPLACE TEMP TABLE ${levelTable(place)} AS ` +
      rowsOfJson(add(JSON.stringify(pairs.map(([fra, til]) => ({ fra, til })))), {
        fra: 'VARCHAR',
        til: 'VARCHAR',
      }),
  );

/** The keys at a transformation, each person's once, with the names that the columns had. */
export const emitPersonTrial = ({ quasi, sensitive, person }: PersonColumns): Statement =>
  statement('trial.rows', () => {
    const columns = [
      `k.${identifier(person)}`,
      ...quasi.map((name, i) => `t${i}.til AS ${identifier(name)}`),
      ...sensitive.map((name) => `k.${identifier(name)}`),
    ];
    const joins = quasi.map(
      (name, i) => ` JOIN ${levelTable(i)} AS t${i} ON t${i}.fra = k.${identifier(name)}`,
    );
    return `CREATE OR REPLACE TEMP TABLE ${PERSON_TRIAL} AS SELECT DISTINCT ${columns.join(', ')} FROM ${KEYS} AS k${joins.join('')}`;
  });

/** Takes out every person of the classes with these keys. */
export const emitTakeOut = (
  { quasi, person }: PersonColumns,
  keys: readonly (readonly string[])[],
): Statement =>
  statement('trial.take-out', (add) => {
    const cell = (i: number): string => `q${i}`;
    const rows = keys.map((key) => Object.fromEntries(key.map((text, i) => [cell(i), text])));
    const types = Object.fromEntries(quasi.map((_, i) => [cell(i), 'VARCHAR']));
    const same = quasi.map((name, i) => `f.${cell(i)} = r.${identifier(name)}`).join(' AND ');
    const out = `SELECT r.${identifier(person)} FROM ${PERSON_TRIAL} AS r JOIN (${rowsOfJson(add(JSON.stringify(rows)), types)}) AS f ON ${same}`;
    return `DELETE FROM ${PERSON_TRIAL} WHERE ${identifier(person)} IN (${out})`;
  });

export const emitPersonsLeft = ({ person }: PersonColumns): Statement =>
  statement(
    'trial.persons',
    () => `SELECT CAST(count(DISTINCT ${identifier(person)}) AS DOUBLE) AS n FROM ${PERSON_TRIAL}`,
  );

export const emitDropPersonTrial = (quasi: number): readonly Statement[] =>
  [KEYS, PERSON_TRIAL, ...Array.from({ length: quasi }, (_, i) => levelTable(i))].map((name) =>
    statement(`trial.drop-${name}`, () => `DROP TABLE IF EXISTS ${name}`),
  );
