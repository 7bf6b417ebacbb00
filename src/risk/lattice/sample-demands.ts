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
  const all = sortRows(classes, (row) => (classes.count[row] ?? 0) > 0);
  const needed =
    monotone.length === 0 ? 0 : unitsOf(classes, all.slice(0, countToDrop(monotone, classes, all)));
  const left = all.filter((row) => marks.failed[row] === 0);
  for (const row of left.slice(0, countToDrop(demands, classes, left))) marks.failed[row] = 1;
  return needed;
}

/** Rows by size, the smallest first. */
function sortRows({ rows, count, codes }: ClassTable, isWanted: (row: number) => boolean): Uint32Array {
  const wanted = Uint32Array.from({ length: rows }, (_, row) => row).filter(isWanted);
  return wanted.sort((a, b) => {
    const apart = (count[a] ?? 0) - (count[b] ?? 0);
    if (apart !== 0) return apart;
    for (const column of codes) {
      const order = (column[a] ?? 0) - (column[b] ?? 0);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** How many of the first rows to drop so that the rest meets every demand, by bisection. */
function countToDrop(demands: readonly SampleDemand[], classes: ClassTable, rows: Uint32Array): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isMet(demands, sizesOf(classes, rows.subarray(middle)))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many classes there are of each size. */
function sizesOf({ count }: ClassTable, rows: Uint32Array): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(count[row] ?? 0, (sizes.get(count[row] ?? 0) ?? 0) + 1);
  return sizes;
}

function isMet(demands: readonly SampleDemand[], sizes: ReadonlyMap<number, number>): boolean {
  let classes = 0;
  let units = 0;
  for (const [size, n] of sizes) {
    classes += n;
    units += n * size;
  }
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

function unitsOf({ count }: ClassTable, rows: Uint32Array): number {
  return rows.reduce((units, row) => units + (count[row] ?? 0), 0);
}
