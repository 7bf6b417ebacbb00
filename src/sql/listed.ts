import type { PlanTransform } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import { gathered, numberCarriers, numbered, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { identifier, literal } from './identifier.ts';
import { codeList, codes } from './names.ts';

export type ListedTransform = Extract<PlanTransform, { type: 'fylke' | 'region' | 'group' | 'hierarchy' }>;

/** A value looked up in a code list: a place by the row's own date, another code by its category, any value in a file. */
export function emitListed(c: ColumnContext, t: ListedTransform): ColumnSql {
  switch (t.type) {
    case 'fylke':
    case 'region':
      return emitDated(c, t);
    case 'group':
      return emitLookedUp(c, t, 'left(t.verdi, 3)', numberCarriers.few);
    case 'hierarchy':
      return emitLookedUp({ ...c, raw: `CAST(${c.raw} AS VARCHAR)` }, t, 't.verdi', numberCarriers.many);
    default:
      return unreachable(t);
  }
}

/** Whether a transform looks in a code list. */
export const isListed = (t: PlanTransform): t is ListedTransform =>
  t.type === 'fylke' || t.type === 'region' || t.type === 'group' || t.type === 'hierarchy';

type Dated = Extract<PlanTransform, { type: 'fylke' | 'region' }>;

function emitDated(c: ColumnContext, t: Dated): ColumnSql {
  const alias = identifier(`liste ${c.column.name}`);
  const date = `CAST(e.${identifier(t.dateColumn)} AS DATE)`;
  const on = `${alias}.kategori = ${c.raw} AND ${date} >= ${alias}.fra AND ${date} < ${alias}.til`;
  const texts = { kind: 'list', query: listedTexts(t) } as const;
  const join = `LEFT JOIN ${numberedList(c, t)} AS ${alias} ON ${on}`;
  return numbered(c, numberCarriers.few, `${alias}.nr`, texts, [join]);
}

/** The group that the list has for every valid value of the extract, or for the part of it that the list knows. */
const emitLookedUp = (
  c: ColumnContext,
  t: Exclude<ListedTransform, Dated>,
  part: string,
  carrier: string,
): ColumnSql =>
  gathered(
    c,
    carrier,
    (texts) =>
      `SELECT t.verdi AS kilde, l.gruppe AS verdi FROM ${texts} AS t ` +
      `JOIN ${codeList(listName(t))} AS l ON l.kategori = ${part}`,
  );

/** Name of the list that a transform looks in. */
export function listName(t: ListedTransform): string {
  switch (t.type) {
    case 'fylke':
      return `fylke ${t.division}`;
    case 'region':
      return `${t.list} ${t.edition} ${t.division ?? ''}`;
    case 'group':
      return t.list;
    case 'hierarchy':
      return `${t.file} ${t.level}`;
    default:
      return unreachable(t);
  }
}

/** Every text that the list can give. */
function listedTexts(t: Dated): string {
  const groups = `SELECT gruppe AS verdi FROM ${codeList(listName(t))} WHERE gruppe IS NOT NULL`;
  return t.unknown === null ? groups : `${groups} UNION SELECT ${literal(t.unknown)}`;
}

/** The list with the number of each group; a code known to have none gets the text that the decision gives it, if any. */
function numberedList(c: ColumnContext, t: Dated): string {
  const group = `CASE WHEN l.saerkode THEN ${t.unknown === null ? 'NULL' : literal(t.unknown)} ELSE l.gruppe END`;
  return (
    `(SELECT l.kategori, l.fra, l.til, k.nr FROM ${codeList(listName(t))} AS l ` +
    `JOIN ${codes(c.table, c.column.name)} AS k ON k.verdi = ${group})`
  );
}
