import { unreachable } from '../../base/unreachable.ts';
import type { BaseTable } from './base-table.ts';
import { averageClassSize, discernibility, height, precision } from './class-metrics.ts';
import { entropyMetric } from './entropy-metric.ts';
import { lossMetric } from './loss-metric.ts';
import type { Metric, MetricChoice } from './metric.ts';

/** Makes a metric ready for one table. Weights are by quasi-identifier; metrics of classes as wholes know none. */
export function compileMetric(base: BaseTable, choice: MetricChoice, weights: readonly number[]): Metric {
  switch (choice.type) {
    case 'loss':
      return lossMetric(base, { ...choice, weights });
    case 'averageClassSize':
      return averageClassSize(base);
    case 'discernibility':
      return discernibility(base, choice.monotone);
    case 'precision':
      return precision(base, choice.monotone, weights);
    case 'height':
      return height(weights);
    case 'entropy':
      return entropyMetric(base, choice.variant, weights);
    default:
      return unreachable(choice);
  }
}
