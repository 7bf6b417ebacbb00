import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** Parts of a delivery that dead runs had finished, by run in the order of their names. */
export function countTaken(tables: readonly DeliveredTable[]): PrepareResult['takenOver'] {
  const from = tables.flatMap((t) => t.parts.flatMap(({ takenFrom }) => takenFrom ?? []));
  return [...new Set(from)].sort().map((run) => ({ run, parts: from.filter((one) => one === run).length }));
}
