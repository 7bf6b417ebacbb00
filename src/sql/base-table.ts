import { asText, type BaseColumns } from './base-columns.ts';
import { emitUnits, packsOfWords, wordNames, type Coded, type SizedPack } from './base-words.ts';
import { rowsOfJson } from './dialect.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

const UNIT = 'n';
const POPULATION = 'folk';

const unitCounts = ({ member }: BaseColumns): string =>
  member === null
    ? `count(*) AS ${UNIT}, 0 AS ${POPULATION}`
    : `count(*) FILTER (${identifier(member)}) AS ${UNIT}, count(*) AS ${POPULATION}`;

/** Scans the table once: a row for each combination of quasi-identifiers, by its words. */
export const emitBaseRows = (coded: Coded): Statement =>
  statement(
    'base.rows',
    () =>
      `CREATE OR REPLACE TEMP TABLE grunnlag AS SELECT ${wordNames(coded.packs).join(', ')}, ${unitCounts(coded.columns)} ` +
      `FROM (${emitUnits(coded, [])}) GROUP BY ALL`,
  );

/** The same with the values of one sensitive column. */
export const emitSensitiveRows = (coded: Coded, name: string): Statement =>
  statement('base.sensitive', () => {
    const columns = [...wordNames(coded.packs), `q${coded.columns.quasi.length}`].join(', ');
    return (
      `CREATE OR REPLACE TEMP TABLE fordeling AS SELECT ${columns}, ${unitCounts(coded.columns)} ` +
      `FROM (${emitUnits(coded, [name])}) GROUP BY ALL`
    );
  });

/** How many combinations have a value without a code. */
export const emitUncodedRows = (packs: readonly SizedPack[]): Statement =>
  statement('base.uncoded-rows', () => {
    const missing = wordNames(packs).map((w) => `${w} IS NULL`);
    return `SELECT CAST(count(*) AS DOUBLE) AS n FROM grunnlag WHERE ${missing.join(' OR ')}`;
  });

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

/** How many distinct values of a quasi-identifier have no code. */
export const emitUncoded = ({ relation, quasi }: BaseColumns, place: number): Statement =>
  statement(
    `base.uncoded-${place}`,
    () =>
      `SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT DISTINCT ${asText(identifier(quasi[place] ?? ''))} AS verdi FROM ${relation}) ` +
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

const codesOf = (of: 'base' | 'sensitive'): string => (of === 'base' ? 'grunnlag' : 'fordeling_koder');

/** The values of the sensitive column as codes, which lie at the place after the quasi-identifiers. */
export const emitSensitiveCodes = (packs: readonly SizedPack[], quasi: number): Statement =>
  statement(
    'base.sensitive-packs',
    () =>
      `CREATE OR REPLACE TEMP TABLE fordeling_koder AS SELECT ${wordNames(packs).join(', ')}, k.kode AS verdi, ` +
      `sum(${UNIT}) AS ${UNIT} FROM fordeling JOIN koder_${quasi} AS k ON k.verdi = ${asText(`q${quasi}`)} ` +
      `WHERE ${UNIT} > 0 GROUP BY ALL`,
  );

export const emitRowCount = (of: 'base' | 'sensitive'): Statement =>
  statement(`base.${of}-count`, () => `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${codesOf(of)}`);

const asCount = (name: string): string => `CAST(${name} AS UINTEGER)`;

/** Packs, units and population of each combination, in that order. */
export const emitBase = (packs: readonly SizedPack[]): Statement =>
  statement('base.read', () => {
    const columns = [...packsOfWords(packs), asCount(UNIT), asCount(POPULATION)].join(', ');
    return `SELECT ${columns} FROM ${codesOf('base')} ORDER BY ${wordNames(packs).join(', ')}`;
  });

/** Packs, value and units of each combination and sensitive value, in that order. */
export const emitSensitive = (packs: readonly SizedPack[]): Statement =>
  statement('base.sensitive-read', () => {
    const columns = [...packsOfWords(packs), 'verdi', asCount(UNIT)].join(', ');
    return `SELECT ${columns} FROM ${codesOf('sensitive')} ORDER BY ${[...wordNames(packs), 'verdi'].join(', ')}`;
  });

export const emitDropBase = (quasi: number): readonly Statement[] => [
  ...['grunnlag', 'fordeling', 'fordeling_koder'].map((name) =>
    statement(`base.drop-${name}`, () => `DROP TABLE IF EXISTS ${name}`),
  ),
  ...emitDropCodes(quasi + 1),
];

/** Takes back the codes of so many columns. */
export const emitDropCodes = (columns: number): readonly Statement[] =>
  Array.from({ length: columns }, (_, i) =>
    statement(`base.drop-koder_${i}`, () => `DROP TABLE IF EXISTS koder_${i}`),
  );
