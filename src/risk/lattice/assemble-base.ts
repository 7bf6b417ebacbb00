import { refuse } from '../../errors/pipeline-error.ts';
import type { BaseTable } from './base-table.ts';
import type { ClassTable, Spread } from './class-table.ts';
import type { Layout } from './layout.ts';
import { sumByLeaf } from './sum-by-leaf.ts';

interface Sensitive {
  readonly name: string;
  readonly labels: readonly string[];
  readonly spread: Spread;
}

/**
 * Adds the totals that metrics and demands need to the finest classes, which lie in the order of their packs. Throws
 * `risk.table-empty` (exit 13) where they hold no unit.
 */
export function assembleBase(
  layout: Layout,
  keys: Pick<ClassTable, 'rows' | 'codes' | 'count' | 'population'>,
  sensitive: readonly Sensitive[],
): BaseTable {
  const total = keys.count.reduce((sum, n) => sum + n, 0);
  if (total === 0)
    throw refuse('run', 'risk.table-empty', layout.hierarchies.map(({ name }) => name).join(', '), {});
  const classes = { ...keys, persons: null, sensitive: sensitive.map(({ spread }) => spread) };
  return {
    layout,
    classes,
    sensitive: sensitive.map(({ name, labels, spread }) => ({
      name,
      labels,
      totals: totalsOf(labels.length, spread),
    })),
    total,
    histograms: sumByLeaf(layout, classes, keys.count),
  };
}

function totalsOf(values: number, spread: Spread): Float64Array {
  const totals = new Float64Array(values);
  spread.values.forEach((value, i) => {
    totals[value] = (totals[value] ?? 0) + (spread.counts[i] ?? 0);
  });
  return totals;
}
