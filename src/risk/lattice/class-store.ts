import type { ClassTable } from './class-table.ts';
import { isAtMost } from './lattice.ts';
import type { RollUp } from './roll-up.ts';

/** Gives the classes of any transformation, rolled up from the smallest table at hand that is finer. */
export type ClassStore = (levels: readonly number[]) => ClassTable;

interface Kept {
  readonly levels: readonly number[];
  readonly table: ClassTable;
  readonly bytes: number;
}

/** Opens a store over the finest table; others are kept while they fit `bytes`, the largest let go first. */
export function openClassStore(finest: ClassTable, rollUp: RollUp, bytes: number): ClassStore {
  const kept: Kept[] = [];
  let held = 0;
  return (levels) => {
    let source = finest;
    for (const { levels: finer, table } of kept)
      if (table.rows < source.rows && isAtMost(finer, levels)) source = table;
    const table = rollUp(source, levels);
    const entry = { levels, table, bytes: bytesOf(table) };
    const place = kept.findIndex((other) => other.bytes < entry.bytes);
    kept.splice(place === -1 ? kept.length : place, 0, entry);
    held += entry.bytes;
    while (held > bytes && kept.length > 0) held -= kept.shift()?.bytes ?? 0;
    return table;
  };
}

function bytesOf({ codes, count, population, persons, sensitive }: ClassTable): number {
  const columns = [
    count,
    ...codes,
    ...(population === null ? [] : [population]),
    ...(persons === null ? [] : [persons]),
  ];
  const spreads = sensitive.flatMap(({ offsets, values, counts }) => [offsets, values, counts]);
  return [...columns, ...spreads].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
