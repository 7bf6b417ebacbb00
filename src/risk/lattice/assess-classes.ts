import type { ClassTable } from './class-table.ts';
import type { Judges } from './compile-demands.ts';
import type { Layout } from './layout.ts';
import { openMarks, type Marks } from './marks.ts';
import type { Outcome } from './outcome.ts';
import { suppressForSample } from './sample-demands.ts';
import { sumByLeaf } from './sum-by-leaf.ts';

/**
 * Holds the classes of a transformation to the demands: who is suppressed, and what that leaves. A class is suppressed
 * whole when any demand on it fails; then the smallest classes are, until the demands on the sample are met.
 */
export function assessClasses(
  layout: Layout,
  judges: Judges,
  levels: readonly number[],
  classes: ClassTable,
): Outcome {
  const marks = openMarks(classes.rows);
  for (const { judge } of judges.classes) judge(classes, marks);
  const needed = sum(marks.need);
  const neededForSample = suppressForSample(judges.sample, classes, marks);
  const suppressed = marks.failed.some(Boolean) ? suppressedUnits(classes, marks) : null;
  const figures = summarise(classes, marks);
  const suppressedBy = sumByLeaf(layout, classes, suppressed);
  return {
    levels,
    ...figures,
    suppressedBy,
    neededBy:
      needed === figures.suppressed
        ? suppressedBy
        : sumByLeaf(layout, classes, needed > 0 ? marks.need : null),
    needed: Math.max(needed, neededForSample),
    barred: marks.barred,
  };
}

function suppressedUnits({ rows, count }: ClassTable, { failed }: Marks): Float64Array {
  const units = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) if (failed[row] === 1) units[row] = count[row] ?? 0;
  return units;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

type Figures = Pick<Outcome, 'classes' | 'kept' | 'suppressed' | 'smallest' | 'squares' | 'keptSquares'>;

function summarise({ rows, count }: ClassTable, { failed }: Marks): Figures {
  const all = openSquares();
  const keptSquares = openSquares();
  let classes = 0;
  let kept = 0;
  let suppressed = 0;
  let smallest = Infinity;
  for (let row = 0; row < rows; row += 1) {
    const size = count[row] ?? 0;
    if (size === 0) continue;
    classes += 1;
    all.add(size);
    if (failed[row] === 1) {
      suppressed += size;
      continue;
    }
    kept += 1;
    keptSquares.add(size);
    if (size < smallest) smallest = size;
  }
  return {
    classes,
    kept,
    suppressed,
    smallest: kept === 0 ? 0 : smallest,
    squares: all.total(),
    keptSquares: keptSquares.total(),
  };
}

/** Squares add up exactly, also above 2^53 where the order of adding would show in the last digits. */
function openSquares(): { readonly add: (size: number) => void; readonly total: () => number } {
  let small = 0;
  let large = 0n;
  return {
    add: (size) => {
      if (size < 0x400_0000) small += size * size;
      else large += BigInt(size) * BigInt(size);
      if (small < 2 ** 52) return;
      large += BigInt(small);
      small = 0;
    },
    total: () => Number(large + BigInt(small)),
  };
}
