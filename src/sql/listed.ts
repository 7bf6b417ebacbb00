import type { PlanTransform } from '../artifacts/plan.ts';
import { enumerated, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { identifier, literal } from './identifier.ts';
import { codeList } from './names.ts';

export type ListedTransform = Extract<PlanTransform, { type: 'fylke' | 'group' }>;

/** A value looked up in a code list: a kommune by the row's own date, another code by its category. */
export function emitListed(c: ColumnContext, t: ListedTransform): ColumnSql {
  const alias = identifier(`liste ${c.column.name}`);
  const list = codeList(listName(t));
  const unknown = t.type === 'fylke' ? t.unknown : null;
  const group =
    unknown === null
      ? `${alias}.gruppe`
      : `CASE WHEN ${alias}.saerkode THEN ${literal(unknown)} ELSE ${alias}.gruppe END`;
  const unlisted = `(${c.raw} IS NOT NULL AND ${group} IS NULL)`;
  const invalid = c.invalid === null ? unlisted : `${c.invalid} OR ${unlisted}`;
  const query = [
    `SELECT gruppe FROM ${list} WHERE gruppe IS NOT NULL`,
    ...(unknown === null ? [] : [`SELECT ${literal(unknown)}`]),
  ].join(' UNION ');
  return {
    ...enumerated({ ...c, invalid }, group, { kind: 'list', query }),
    joins: [`LEFT JOIN ${list} AS ${alias} ON ${match(c, t, alias)}`],
  };
}

/** Name of the list that a transform looks in. */
export const listName = (t: ListedTransform): string => (t.type === 'fylke' ? `fylke ${t.division}` : t.list);

function match(c: ColumnContext, t: ListedTransform, alias: string): string {
  if (t.type === 'group') return `${alias}.kategori = left(${c.raw}, 3)`;
  const date = `CAST(e.${identifier(t.dateColumn)} AS DATE)`;
  return `${alias}.kategori = ${c.raw} AND ${date} >= ${alias}.fra AND ${date} < ${alias}.til`;
}
