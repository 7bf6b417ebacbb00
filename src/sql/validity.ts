import type { PlanColumn } from '../artifacts/plan.ts';
import type { ColumnSql } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { codeList } from './names.ts';

type Validity = NonNullable<PlanColumn['validity']>;

/** Name of the list that holds when each code was valid. */
export const validityList = ({ list, edition }: Validity): string => `${list} ${edition}`;

/** A column in which a code that was not valid on the day of the row does not fit either; codes are compared without stops. */
export function withValidity(sql: ColumnSql, { source, name, validity }: PlanColumn): ColumnSql {
  if (validity === null) return sql;
  const alias = identifier(`gyldig ${name}`);
  const retired = identifier(`g ${name}`);
  const raw = `e.${identifier(source)}`;
  const date = `CAST(e.${identifier(validity.dateColumn)} AS DATE)`;
  const on = `${alias}.kategori = replace(${raw}, '.', '') AND ${date} >= ${alias}.fra AND ${date} < ${alias}.til`;
  return {
    ...sql,
    inner: [...sql.inner, { name: retired, sql: `(${raw} IS NOT NULL AND ${alias}.kategori IS NULL)` }],
    value: `CASE WHEN ${retired} THEN NULL ELSE ${sql.value} END`,
    invalid: sql.invalid === null ? retired : `(${sql.invalid} OR ${retired})`,
    joins: [...sql.joins, `LEFT JOIN ${codeList(validityList(validity))} AS ${alias} ON ${on}`],
  };
}
