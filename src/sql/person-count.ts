import { emitUnits, packsOfWords, wordNames, type Coded, type SizedPack } from './base-words.ts';
import { rowsOfJson } from './dialect.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** Each person's keys once, as words. Rows that are not delivered do not count. */
export function emitPersonRows(coded: Coded): Statement {
  const { person, member } = coded.columns;
  if (person === null) throw new Error('persons are counted where a column names them');
  const delivered = member === null ? '' : ` WHERE ${identifier(member)}`;
  return statement(
    'persons.rows',
    () =>
      `CREATE OR REPLACE TEMP TABLE personer_koder AS SELECT ${['_person', ...wordNames(coded.packs)].join(', ')} ` +
      `FROM (${emitUnits(coded, [])})${delivered}`,
  );
}

/** What the numbers of one pack become, by number. */
export const emitLevelNumbers = (pack: number, numbers: readonly number[]): Statement =>
  statement(
    `persons.levels-${pack}`,
    (add) =>
      `CREATE OR REPLACE TEMP TABLE nivaa_${pack} AS ` +
      rowsOfJson(add(JSON.stringify(numbers.map((til, fra) => ({ fra, til })))), {
        fra: 'UINTEGER',
        til: 'UINTEGER',
      }),
  );

/** Packs and persons of each class, in the order of the packs. */
export const emitPersonCount = (packs: readonly SizedPack[]): Statement =>
  statement('persons.count', () => {
    const all = packs.map((_, i) => i);
    const codes = all.map((i) => `n${i}.til AS p${i}`).join(', ');
    const joins = all.map((i) => ` JOIN nivaa_${i} AS n${i} ON n${i}.fra = k.p${i}`).join('');
    const keys = `SELECT _person, ${packsOfWords(packs).join(', ')} FROM personer_koder`;
    const order = all.map((i) => `n${i}.til`).join(', ');
    return (
      `SELECT ${codes}, CAST(count(DISTINCT _person) AS UINTEGER) AS personer FROM (${keys}) AS k${joins} ` +
      `GROUP BY ${order} ORDER BY ${order}`
    );
  });

export const emitDropPersonCount = (packs: number): readonly Statement[] =>
  ['personer_koder', ...Array.from({ length: packs }, (_, i) => `nivaa_${i}`)].map((name) =>
    statement(`persons.drop-${name}`, () => `DROP TABLE IF EXISTS ${name}`),
  );
