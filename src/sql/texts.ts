import type { ColumnSql, TextSource } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { codes, source, stage, tableName, texts } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

type Numbered<T extends TextSource> = ColumnSql & { readonly texts: T };
type FromTables = Exclude<TextSource, { readonly kind: 'plan' }>;
type FromExtract = Extract<TextSource, { readonly map: unknown }>;

const fromTables = (t: TableSql) =>
  t.columns.filter((c): c is Numbered<FromTables> => c.texts !== null && c.texts.kind !== 'plan');
const fromExtract = (t: TableSql) =>
  t.columns.filter((c): c is Numbered<FromExtract> => c.texts !== null && 'map' in c.texts);

const at = (t: TableSql, step: string): string => `${tableName(t.table)}.${step}`;

/** Tables that gather texts which are only known from the extract. */
export const emitTextTables = (t: TableSql): readonly Statement[] =>
  fromExtract(t).map((c) =>
    statement(
      at(t, `${c.name}.texts.table`),
      () =>
        `CREATE TABLE ${texts(t.table, c.name)} (verdi VARCHAR${c.texts.kind === 'counted' ? `, person ${t.numberType}` : ''})`,
    ),
  );

/** Gathers the texts that occur in the files the source view shows now; counted ones are gathered by `emitCounts`. */
export const emitTexts = (t: TableSql): readonly Statement[] =>
  fromExtract(t)
    .filter((c) => c.texts.kind === 'extract')
    .map((c) =>
      statement(
        at(t, `${c.name}.texts`),
        () =>
          `INSERT INTO ${texts(t.table, c.name)} SELECT DISTINCT e.${identifier(c.source)} FROM ${source(t.table)} AS e` +
          (c.texts.valid === null ? '' : ` WHERE ${c.texts.valid}`),
      ),
    );

/** Numbers the texts of each column in their order; counted ones come later. */
export const emitCodes = (t: TableSql): readonly Statement[] => codesOf(t, (kind) => kind !== 'counted');

/** As `emitCodes`, for the columns whose texts are counted. */
export const emitCountedCodes = (t: TableSql): readonly Statement[] =>
  codesOf(t, (kind) => kind === 'counted');

const codesOf = (t: TableSql, wanted: (kind: TextSource['kind']) => boolean): readonly Statement[] =>
  fromTables(t)
    .filter((c) => wanted(c.texts.kind))
    .map((c) =>
      statement(
        at(t, `${c.name}.codes`),
        () =>
          `CREATE TABLE ${codes(t.table, c.name)} AS ` +
          `SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS ${c.carrier}) AS nr FROM ${codeRows(t, c)}`,
      ),
    );

/** Delivered texts as `verdi`, beside the source value (`kilde`) where they were gathered from the extract. */
function codeRows(t: TableSql, { name, texts: from }: Numbered<FromTables>): string {
  if (from.kind === 'list') return `(SELECT DISTINCT verdi FROM (${from.query}))`;
  if (from.kind === 'counted') return `(${from.map(texts(t.table, name))})`;
  const valid = `(SELECT DISTINCT verdi FROM ${texts(t.table, name)} WHERE verdi IS NOT NULL)`;
  return `(${from.map(valid)})`;
}

/**
 * Makes the list by which numbers become texts when the staged rows are delivered: of an enumeration, which Parquet is
 * written from in half the time of texts. It holds the texts of the staged rows and no others, since an enumeration is
 * written whole into the dictionaries and the statistics of a file: those of persons outside the delivery would leave.
 * `staged`: the table whose staged rows are delivered, where they are joined ones.
 */
export const emitUsedTexts = (t: TableSql, staged: TableSql = t): readonly Statement[] =>
  fromTables(t).flatMap((c) => {
    const type = codes(t.table, c.name);
    const all = `(SELECT DISTINCT nr FROM ${type})`;
    return [
      statement(
        at(t, `${c.name}.used`),
        () =>
          `CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM ${type} ` +
          `SEMI JOIN (SELECT DISTINCT ${identifier(c.name)} AS nr FROM ${stage(staged.table)}) AS s USING (nr)`,
      ),
      statement(at(t, `${c.name}.used.drop`), () => `DROP TYPE IF EXISTS ${type}`),
      statement(
        at(t, `${c.name}.used.type`),
        () =>
          `CREATE TYPE ${type} AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1)`,
      ),
      statement(
        at(t, `${c.name}.used.list`),
        () =>
          `SET VARIABLE ${type} = ` +
          `(SELECT list(CAST(u.verdi AS ${type}) ORDER BY a.nr) FROM ${all} AS a LEFT JOIN brukte AS u USING (nr))`,
      ),
    ];
  });

/** Gives back the memory that the gathered texts took. */
export const emitDropTexts = (t: TableSql): readonly Statement[] =>
  fromExtract(t).map((c) =>
    statement(at(t, `${c.name}.texts.drop`), () => `DROP TABLE ${texts(t.table, c.name)}`),
  );

/** Forgets the numbers of the texts, so that the same table can be staged at another coarseness. */
export const emitDropCodes = (t: TableSql): readonly Statement[] =>
  fromTables(t).map((c) =>
    statement(at(t, `${c.name}.codes.drop`), () => `DROP TABLE IF EXISTS ${codes(t.table, c.name)}`),
  );
