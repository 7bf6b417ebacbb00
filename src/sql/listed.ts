import type { PlanTransform } from '../artifacts/plan.ts';
import { gathered, numberCarriers, numbered, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { identifier, literal } from './identifier.ts';
import { codeList, codes } from './names.ts';

export type ListedTransform = Extract<PlanTransform, { type: 'fylke' | 'group' }>;

/** A value looked up in a code list: a kommune by the row's own date, another code by its category. */
export function emitListed(c: ColumnContext, t: ListedTransform): ColumnSql {
  return t.type === 'fylke' ? emitFylke(c, t) : emitGroup(c, t);
}

type Fylke = Extract<PlanTransform, { type: 'fylke' }>;

function emitFylke(c: ColumnContext, t: Fylke): ColumnSql {
  const alias = identifier(`liste ${c.column.name}`);
  const date = `CAST(e.${identifier(t.dateColumn)} AS DATE)`;
  const on = `${alias}.kategori = ${c.raw} AND ${date} >= ${alias}.fra AND ${date} < ${alias}.til`;
  const invalid = `(${c.raw} IS NOT NULL AND ${alias}.nr IS NULL)`;
  const texts = { kind: 'list', query: fylkeTexts(t) } as const;
  const join = `LEFT JOIN ${numberedList(c, t)} AS ${alias} ON ${on}`;
  return numbered({ ...c, invalid }, numberCarriers.few, `${alias}.nr`, texts, [join]);
}

/** The group that a code's category lies in, for every valid code of the extract. */
const emitGroup = (c: ColumnContext, t: Exclude<ListedTransform, Fylke>): ColumnSql =>
  gathered(
    c,
    numberCarriers.few,
    (texts) =>
      `SELECT t.verdi AS kilde, l.gruppe AS verdi FROM ${texts} AS t ` +
      `JOIN ${codeList(listName(t))} AS l ON l.kategori = left(t.verdi, 3)`,
  );

/** Name of the list that a transform looks in. */
export const listName = (t: ListedTransform): string => (t.type === 'fylke' ? `fylke ${t.division}` : t.list);

/** Every text that the list can give. */
function fylkeTexts(t: Fylke): string {
  const groups = `SELECT gruppe AS verdi FROM ${codeList(listName(t))} WHERE gruppe IS NOT NULL`;
  return t.unknown === null ? groups : `${groups} UNION SELECT ${literal(t.unknown)}`;
}

/** The list with the number of each group; a code known to have none gets the text that the decision gives it, if any. */
function numberedList(c: ColumnContext, t: Fylke): string {
  const group = `CASE WHEN l.saerkode THEN ${t.unknown === null ? 'NULL' : literal(t.unknown)} ELSE l.gruppe END`;
  return (
    `(SELECT l.kategori, l.fra, l.til, k.nr FROM ${codeList(listName(t))} AS l ` +
    `JOIN ${codes(c.table, c.column.name)} AS k ON k.verdi = ${group})`
  );
}
