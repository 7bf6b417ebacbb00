import type { PlanTransform } from '../artifacts/plan.ts';
import { counted, numberCarriers, type ColumnContext, type ColumnSql } from './column-sql.ts';
import { emitConditions } from './condition.ts';
import { identifier, literal } from './identifier.ts';
import { KEY, LOEPENUMMER, source, tableName, texts } from './names.ts';
import type { TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

type Rare = Extract<PlanTransform, { type: 'rare' }>;

/** A text as it is, unless few persons have it: then one text for all such. */
export const emitRare = (c: ColumnContext, t: Rare): ColumnSql =>
  counted(c, numberCarriers.many, (from) => merged(from, t));

/**
 * From rows of text and person to every text and what it becomes. Texts are taken in the order of their persons, fewest
 * first: those of too few persons become one, and as many more of the next as it takes for the one to have enough.
 */
function merged(counted: string, { least, other }: Rare): string {
  return (
    `WITH par AS (SELECT DISTINCT verdi, person FROM ${counted} WHERE verdi IS NOT NULL), ` +
    `rang AS (SELECT verdi, count(*) AS n, row_number() OVER (ORDER BY count(*), verdi) AS plass FROM par GROUP BY verdi), ` +
    `nye AS (SELECT plass, count(*) AS nye FROM (SELECT min(plass) AS plass FROM par JOIN rang USING (verdi) GROUP BY person) GROUP BY plass), ` +
    `sum AS (SELECT verdi, n, coalesce(sum(nye) OVER (ORDER BY plass ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS foer, ` +
    `min(n) OVER () AS minst FROM rang LEFT JOIN nye USING (plass)) ` +
    `SELECT verdi AS kilde, CASE WHEN n < ${least} OR (minst < ${least} AND foer < ${least}) THEN ${literal(other)} ELSE verdi END AS verdi FROM sum`
  );
}

type Counted = ColumnSql & {
  readonly texts: Extract<NonNullable<ColumnSql['texts']>, { readonly map: unknown }>;
};

/** Columns of a table whose texts are counted in persons before they are numbered. */
const countedColumns = (t: TableSql): readonly Counted[] =>
  t.columns.filter((c): c is Counted => c.texts?.kind === 'counted');

/**
 * Gathers the texts of counted columns with their persons, from rows that will be staged: in scope, of persons in the key,
 * and not left out since another value does not fit. Runs when the texts of all other columns are numbered.
 */
export const emitCounts = (t: TableSql): readonly Statement[] =>
  countedColumns(t).map((c) => {
    const from = `e.${identifier(c.source)}`;
    const others = leavingOut(t).filter((other) => other.texts?.kind !== 'counted');
    const inner = others.flatMap((other) => other.inner.map(({ name, sql }) => `, ${sql} AS ${name}`));
    const left = others.map((other) => other.invalid ?? 'false');
    return statement(
      `${tableName(t.table)}.${c.name}.counts`,
      (add) =>
        `INSERT INTO ${texts(t.table, c.name)} SELECT DISTINCT kilde, ${LOEPENUMMER} FROM (` +
        `SELECT k.${LOEPENUMMER}, ${from} AS kilde${inner.join('')} FROM ${source(t.table)} AS e ` +
        `JOIN ${KEY} AS k ON e.${identifier(t.table.identifier)} = k.identifikator ${others.flatMap((o) => o.joins).join(' ')} ` +
        `WHERE ${[emitConditions(t.table.conditions, add), `${from} IS NOT NULL`, ...soundTests(t, c)].join(' AND ')})` +
        (left.length === 0 ? '' : ` WHERE NOT (${left.join(' OR ')})`),
    );
  });

/** Columns in which a value that does not fit leaves the row out. */
const leavingOut = (t: TableSql): readonly ColumnSql[] =>
  t.columns.filter((_, i) => t.table.columns[i]?.invalid.action === 'utelat');

/** Tests of the source values of the column itself, and of other counted columns that leave rows out. */
const soundTests = (t: TableSql, c: Counted): string[] =>
  [c, ...leavingOut(t).filter((other) => other.texts?.kind === 'counted' && other !== c)].flatMap((column) =>
    column.texts?.kind === 'counted' && column.texts.valid !== null ? [column.texts.valid] : [],
  );
