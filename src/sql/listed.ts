import type { PlanTransform } from '../artifacts/plan.ts';
import { numberCarriers, numbered, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { identifier, literal } from './identifier.ts';
import { codeList, codes } from './names.ts';

export type ListedTransform = Extract<PlanTransform, { type: 'fylke' | 'group' }>;

/** A value looked up in a code list: a kommune by the row's own date, another code by its category. */
export function emitListed(c: ColumnContext, t: ListedTransform): ColumnSql {
  const alias = identifier(`liste ${c.column.name}`);
  const number = `${alias}.nr`;
  const unlisted = `(${c.raw} IS NOT NULL AND ${number} IS NULL)`;
  const invalid = c.invalid === null ? unlisted : `coalesce(${c.invalid}, false) OR ${unlisted}`;
  const texts = { kind: 'list', query: groupTexts(t) } as const;
  const join = `LEFT JOIN ${numberedList(c, t)} AS ${alias} ON ${match(c, t, alias)}`;
  return numbered({ ...c, invalid }, numberCarriers.few, number, texts, [join]);
}

/** Name of the list that a transform looks in. */
export const listName = (t: ListedTransform): string => (t.type === 'fylke' ? `fylke ${t.division}` : t.list);

/** Every text that the list can give. */
function groupTexts(t: ListedTransform): string {
  const groups = `SELECT gruppe AS verdi FROM ${codeList(listName(t))} WHERE gruppe IS NOT NULL`;
  return t.type === 'fylke' && t.unknown !== null ? `${groups} UNION SELECT ${literal(t.unknown)}` : groups;
}

/** The list with the number of each group; a code known to have none gets the text that the decision gives it, if any. */
function numberedList(c: ColumnContext, t: ListedTransform): string {
  const unknown = t.type === 'fylke' && t.unknown !== null ? literal(t.unknown) : 'NULL';
  const group = `CASE WHEN l.saerkode THEN ${unknown} ELSE l.gruppe END`;
  return (
    `(SELECT l.kategori, l.fra, l.til, k.nr FROM ${codeList(listName(t))} AS l ` +
    `JOIN ${codes(c.table, c.column.name)} AS k ON k.verdi = ${group})`
  );
}

function match(c: ColumnContext, t: ListedTransform, alias: string): string {
  if (t.type === 'group') return `${alias}.kategori = left(${c.raw}, 3)`;
  const date = `CAST(e.${identifier(t.dateColumn)} AS DATE)`;
  return `${alias}.kategori = ${c.raw} AND ${date} >= ${alias}.fra AND ${date} < ${alias}.til`;
}
