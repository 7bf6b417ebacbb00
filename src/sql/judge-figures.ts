import { identifier } from './identifier.ts';
import { classColumns, type JudgedTable } from './judged-table.ts';
import { LOEPENUMMER } from './names.ts';
import { statement, type Statement } from './statement.ts';

const sizeOf = (j: JudgedTable): string => (j.unit === 'person' ? '_personer' : '_rader');

/** Number of classes of each size, and the persons counted in them. Reads the summed classes, never the rows. */
export const emitClassSizes = (j: JudgedTable): Statement =>
  statement(
    'judge.figures.sizes',
    () =>
      `SELECT CAST(${sizeOf(j)} AS DOUBLE) AS size, CAST(count(*) AS DOUBLE) AS classes, ` +
      `CAST(sum(_personer) AS DOUBLE) AS persons FROM klasser GROUP BY 1 ORDER BY 1`,
  );

/** Another key that the same persons could have been judged by: one quasi-identifier left out, or one level coarser. */
export interface OtherKey {
  readonly column: string;
  /** Table of what its values become at the next level (`emitNextLevel`); null leaves it out. */
  readonly nextLevel: string | null;
}

const nameOf = ({ column, nextLevel }: OtherKey): string =>
  `${nextLevel === null ? 'without' : 'coarser'}.${column}`;

/** The key of each row of a table of classes, with what else is wanted of it. */
function otherRows(j: JudgedTable, { column, nextLevel }: OtherKey, table: string, more: string): string {
  const names = classColumns(j).filter((name) => nextLevel !== null || name !== column);
  const shown = names.map((name) =>
    name === column ? `t.til AS ${identifier(name)}` : `k.${identifier(name)}`,
  );
  const joined =
    nextLevel === null
      ? ''
      : ` JOIN ${nextLevel} AS t ON t.fra IS NOT DISTINCT FROM k.${identifier(column)} AND NOT t.ute`;
  return `SELECT ${[...shown, more].join(', ')} FROM ${table} AS k${joined}`;
}

const grouped = (j: JudgedTable, { column, nextLevel }: OtherKey): string =>
  classColumns(j)
    .filter((name) => nextLevel !== null || name !== column)
    .map((name) => `${identifier(name)}, `)
    .join('');

const figuresOf = (least: string, most: string): string =>
  `SELECT CAST(count(*) AS DOUBLE) AS classes, CAST(coalesce(min(${least}), 0) AS DOUBLE) AS least, ` +
  `CAST(coalesce(min(${most}), 0) AS DOUBLE) AS most, CAST(coalesce(sum(${most}), 0) AS DOUBLE) AS members`;

/**
 * Classes by another key, summed from those there are, with bounds of the smallest. Where persons have `several` classes,
 * one can lie in several of those that become one, so that it holds at least as many persons as the largest of them and
 * at most as many as all together; elsewhere both are its size.
 */
export function emitOtherClasses(j: JudgedTable, key: OtherKey, several: boolean): Statement {
  const least = several && j.unit === 'person' ? 'max(_personer)' : `sum(${sizeOf(j)})`;
  const merged =
    `SELECT ${grouped(j, key)}${least} AS minst, sum(${sizeOf(j)}) AS hoeyst ` +
    `FROM (${otherRows(j, key, 'klasser', 'k._personer, k._rader')}) GROUP BY ALL`;
  return statement(`judge.figures.${nameOf(key)}`, () => `${figuresOf('minst', 'hoeyst')} FROM (${merged})`);
}

/** The same with each person counted anew, from who is in which class; of a table that was judged in one pass. */
export function emitRecountedClasses(j: JudgedTable, key: OtherKey): Statement {
  const pairs = `SELECT DISTINCT * FROM (${otherRows(j, key, 'klasse_person', `k.${LOEPENUMMER}`)})`;
  const merged = `SELECT ${grouped(j, key)}count(*) AS antall FROM (${pairs}) GROUP BY ALL`;
  return statement(
    `judge.figures.recount.${nameOf(key)}`,
    () => `${figuresOf('antall', 'antall')} FROM (${merged})`,
  );
}

/** Least number of values of the sensitive column with this index, and persons in classes that have one value. */
export const emitDiversity = (index: number): Statement =>
  statement(
    `judge.figures.diversity-${index}`,
    () =>
      `SELECT CAST(coalesce(min(_l${index}), 0) AS DOUBLE) AS l, ` +
      `CAST(coalesce(sum(_personer) FILTER (_l${index} = 1), 0) AS DOUBLE) AS alike FROM klasser`,
  );
