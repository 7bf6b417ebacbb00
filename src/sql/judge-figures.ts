import { identifier } from './identifier.ts';
import { classColumns, type JudgedTable } from './judged-table.ts';
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

/**
 * Classes with a column left out, and bounds of the smallest: a person can lie in several of the classes that become one,
 * so that it holds at least as many persons as the largest of them and at most as many as all together.
 */
export function emitClassesWithout(j: JudgedTable, column: string): Statement {
  const others = classColumns(j)
    .filter((quasi) => quasi !== column)
    .map(identifier);
  const least = j.unit === 'person' ? 'max(_personer)' : 'sum(_rader)';
  const merged = `SELECT ${[...others, `${least} AS minst`, `sum(${sizeOf(j)}) AS hoeyst`].join(', ')} FROM klasser GROUP BY ALL`;
  return statement(
    `judge.figures.without.${column}`,
    () =>
      `SELECT CAST(count(*) AS DOUBLE) AS classes, CAST(coalesce(min(minst), 0) AS DOUBLE) AS least, ` +
      `CAST(coalesce(min(hoeyst), 0) AS DOUBLE) AS most FROM (${merged})`,
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
