import { asText, type BaseColumns, type PackColumns } from './base-columns.ts';
import { emitCodes, packSums } from './base-table.ts';
import { rowsOfJson } from './dialect.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** Each person's keys once, as numbers of packs. Rows that are not delivered do not count. */
export function emitPersonRows(
  { relation, quasi, person, member }: BaseColumns,
  packs: readonly PackColumns[],
  labels: readonly (readonly string[])[],
): readonly Statement[] {
  if (person === null) throw new Error('persons are counted where a column names them');
  const columns = quasi.map((name, i) => `${identifier(name)} AS q${i}`).join(', ');
  const delivered = member === null ? '' : ` WHERE ${identifier(member)}`;
  const joins = quasi.map((_, i) => `JOIN koder_${i} AS k${i} ON k${i}.verdi = ${asText(`q${i}`)}`).join(' ');
  return [
    ...labels.map((leaves, place) => emitCodes(place, leaves)),
    statement(
      'persons.rows',
      () =>
        `CREATE OR REPLACE TEMP TABLE personer_koder AS SELECT DISTINCT _person, ${packSums(packs).join(', ')} FROM ` +
        `(SELECT DISTINCT ${identifier(person)} AS _person, ${columns} FROM ${relation}${delivered}) ${joins}`,
    ),
  ];
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
export const emitPersonCount = (packs: number): Statement =>
  statement('persons.count', () => {
    const all = Array.from({ length: packs }, (_, i) => i);
    const codes = all.map((i) => `n${i}.til AS p${i}`).join(', ');
    const joins = all.map((i) => `JOIN nivaa_${i} AS n${i} ON n${i}.fra = personer_koder.p${i}`).join(' ');
    const order = all.map((i) => `n${i}.til`).join(', ');
    return (
      `SELECT ${codes}, CAST(count(DISTINCT _person) AS UINTEGER) AS personer FROM personer_koder ${joins} ` +
      `GROUP BY ${order} ORDER BY ${order}`
    );
  });

export const emitDropPersonCount = (packs: number, quasi: number): readonly Statement[] =>
  [
    'personer_koder',
    ...Array.from({ length: packs }, (_, i) => `nivaa_${i}`),
    ...Array.from({ length: quasi }, (_, i) => `koder_${i}`),
  ].map((name) => statement(`persons.drop-${name}`, () => `DROP TABLE IF EXISTS ${name}`));
