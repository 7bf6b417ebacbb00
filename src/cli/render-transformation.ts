import type { CoarseningChoice, Transformation } from '../artifacts/transformation.ts';
import { figure, percent } from './figure.ts';

/** A chosen coarsening in words: levels, cost, what forced it, what comes next, and the hashes to repeat it by. */
export function renderTransformation(t: Transformation): readonly string[] {
  const columns = Object.entries(t.levels);
  const width = Math.max(...columns.map(([column]) => column.length));
  return [
    '',
    `Least coarsening (${t.metric}, at most ${percent(t.limit)} suppressed)`,
    ...columns.map(
      ([column, level]) => `  ${column.padEnd(width)}  level ${level} of ${t.highest[column] ?? 0}`,
    ),
    `  loss ${figure(t.loss)}, ${t.suppressed} suppressed; ${proof(t)}`,
    ...(t.forced.length === 0 ? [] : ['', 'One level finer']),
    ...t.forced.map(
      ({ column, level, reason, suppressed, loss }) =>
        `  ${column.padEnd(width)}  level ${level}: ${reason === 'tooMuchSuppressed' ? 'too many' : `loses more (${figure(loss)})`}, ${suppressed} suppressed`,
    ),
    ...(t.nextBest.length === 0 ? [] : ['', 'Next best']),
    ...t.nextBest.map((choice) => `  ${describe(choice)}`),
    '',
    `  base table ${t.certificate.baseTable}`,
    `  question   ${t.certificate.question}`,
  ];
}

const proof = (t: Transformation): string =>
  t.exact ? 'nothing that the levels allow loses less' : `nothing can lose less than ${figure(t.bound)}`;

const describe = ({ levels, loss, suppressed }: CoarseningChoice): string =>
  `${Object.entries(levels)
    .map(([column, level]) => `${column} ${level}`)
    .join(', ')}: loss ${figure(loss)}, ${suppressed} suppressed`;
