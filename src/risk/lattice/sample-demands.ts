import { unreachable } from '../../base/unreachable.ts';
import type { ClassTable } from './class-table.ts';
import type { SampleDemand } from './demand.ts';
import type { Marks } from './marks.ts';

/**
 * Suppresses the smallest classes that are left until the demands on the sample are met, and gives how many units every
 * finer transformation must suppress for them. Classes of one size go by the numbers of their packs, so that the order of
 * rows makes no difference.
 *
 * That figure is what these demands take of all classes: whoever keeps some classes of a finer transformation could keep
 * here the classes that those lie in, no more of them, with no fewer units and no more units alone. An estimate of the
 * population follows no such rule, and needs nothing.
 */
export function suppressForSample(
  demands: readonly SampleDemand[],
  classes: ClassTable,
  marks: Marks,
): number {
  if (demands.length === 0) return 0;
  const monotone = demands.filter(({ type }) => type !== 'populationUniqueness');
  const needed = monotone.length === 0 ? 0 : neededFor(monotone, classes);
  const left = runsOf(classes, (row) => marks.failed[row] === 0);
  failSmallest(classes, marks, left, countToDrop(demands, left));
  return needed;
}

/** Units of the classes that the demands take of all classes. */
function neededFor(demands: readonly SampleDemand[], classes: ClassTable): number {
  const all = runsOf(classes, () => true);
  const total = (runs: readonly Run[]): number =>
    runs.reduce((units, run) => units + run.size * run.classes, 0);
  return total(all) - total(withoutSmallest(all, countToDrop(demands, all)));
}

/** Classes of one size. */
interface Run {
  readonly size: number;
  readonly classes: number;
}

/** How many classes there are of each size, the smallest first. */
function runsOf({ rows, count }: ClassTable, isWanted: (row: number) => boolean): readonly Run[] {
  const sizes = new Map<number, number>();
  for (let row = 0; row < rows; row += 1) {
    const size = count[row] ?? 0;
    if (size > 0 && isWanted(row)) sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  return [...sizes].map(([size, n]) => ({ size, classes: n })).sort((a, b) => a.size - b.size);
}

/** What is left when that many of the smallest classes are dropped. */
function withoutSmallest(runs: readonly Run[], drop: number): readonly Run[] {
  let todo = drop;
  return runs.flatMap(({ size, classes }) => {
    const dropped = Math.min(todo, classes);
    todo -= dropped;
    return dropped === classes ? [] : [{ size, classes: classes - dropped }];
  });
}

/** How many of the smallest classes to drop so that the rest meets every demand, by bisection. */
function countToDrop(demands: readonly SampleDemand[], runs: readonly Run[]): number {
  let low = 0;
  let high = runs.reduce((sum, { classes }) => sum + classes, 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isMet(demands, withoutSmallest(runs, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Fails that many of the smallest classes that have not failed; those of one size in the order of their packs. */
function failSmallest(classes: ClassTable, { failed }: Marks, runs: readonly Run[], drop: number): void {
  if (drop === 0) return;
  let before = 0;
  const last = runs.find((run) => (before += run.classes) >= drop);
  if (last === undefined) throw new Error('more classes to drop than there are');
  const atLast: number[] = [];
  for (let row = 0; row < classes.rows; row += 1) {
    const size = classes.count[row] ?? 0;
    if (size === 0 || size > last.size || failed[row] === 1) continue;
    if (size < last.size) failed[row] = 1;
    else atLast.push(row);
  }
  const kept = before - drop;
  if (kept > 0) atLast.sort((a, b) => compareCodes(classes, a, b));
  for (const row of atLast.slice(0, atLast.length - kept)) failed[row] = 1;
}

function compareCodes({ codes }: ClassTable, a: number, b: number): number {
  for (const column of codes) {
    const order = (column[a] ?? 0) - (column[b] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function isMet(demands: readonly SampleDemand[], runs: readonly Run[]): boolean {
  const sizes = new Map(runs.map((run) => [run.size, run.classes]));
  const classes = runs.reduce((sum, run) => sum + run.classes, 0);
  const units = runs.reduce((sum, run) => sum + run.size * run.classes, 0);
  return (
    units === 0 || demands.every((demand) => riskOf(demand, { sizes, classes, units }) <= demand.threshold)
  );
}

interface Sample {
  readonly sizes: ReadonlyMap<number, number>;
  readonly classes: number;
  readonly units: number;
}

function riskOf(demand: SampleDemand, { sizes, classes, units }: Sample): number {
  switch (demand.type) {
    case 'averageRisk':
      return classes / units;
    case 'sampleUniqueness':
      return (sizes.get(1) ?? 0) / units;
    case 'populationUniqueness':
      return demand.estimate(sizes, units);
    default:
      return unreachable(demand);
  }
}
