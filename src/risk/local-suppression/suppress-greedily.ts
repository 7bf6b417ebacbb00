import { agreeing, disagreement, suppressed, variablesOf, violating, type CellTable } from './cell-table.ts';

/**
 * Suppresses cells until k records agree with each: again and again what costs least by record that it helps, and at the
 * end every cell that was not needed is given back. Needs at least k records.
 */
export function suppressGreedily(table: CellTable, k: number, costs: readonly number[]): CellTable {
  let now = table;
  for (let left = violating(now, k); left.length > 0; left = violating(now, k)) {
    const before = now;
    const [first, ...more] = left.map((record) => nextStep(before, { record, k, costs, left }));
    if (first === undefined) throw new Error('a table with fewer records than must agree');
    now = more.reduce((best, step) => (step.rate < best.rate ? step : best), first).table;
  }
  return giveBack(table, now, k, costs);
}

interface Step {
  readonly table: CellTable;
  /** Cost by record that is helped. */
  readonly rate: number;
}

interface Wanted {
  readonly record: number;
  readonly k: number;
  readonly costs: readonly number[];
  readonly left: readonly number[];
}

const costOf = (bits: number, costs: readonly number[]): number =>
  variablesOf(bits).reduce((sum, v) => sum + (costs[v] ?? 1), 0);

/** The best set of cells of one record that brings another record to agree with it. */
function nextStep(table: CellTable, { record, k, costs, left }: Wanted): Step {
  const sets = new Set<number>();
  for (let other = 0; other < table.records; other += 1) sets.add(disagreement(table, record, other));
  sets.delete(0);
  let best: Step | null = null;
  for (const bits of sets) {
    const cost = costOf(bits, costs);
    if (best !== null && cost / left.length >= best.rate) continue;
    const then = suppressed(table, record, bits);
    const helped = left.filter((one) => disagreement(table, record, one) !== 0 || one === record);
    const gain = helped.filter((one) => agreeing(then, one) >= k).length;
    const rate = gain === 0 ? cost * 10 : cost / gain;
    if (best === null || rate < best.rate) best = { table: then, rate };
  }
  if (best === null) throw new Error('a table with fewer records than must agree');
  return best;
}

/** Takes suppressions back where all is well without them, the dearest variables first. */
function giveBack(original: CellTable, table: CellTable, k: number, costs: readonly number[]): CellTable {
  const cells = Array.from(table.codes.keys()).filter((cell) => table.codes[cell] !== original.codes[cell]);
  const costAt = (cell: number): number => costs[cell % table.variables] ?? 1;
  return cells
    .sort((a, b) => costAt(b) - costAt(a) || a - b)
    .reduce((now, cell) => {
      const codes = now.codes.slice();
      codes[cell] = original.codes[cell] ?? 0;
      const then = { ...now, codes };
      return violating(then, k).length === 0 ? then : now;
    }, table);
}
