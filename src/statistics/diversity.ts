import { cellKey, setKey } from './counted.ts';
import { setsOf, type CountedTable } from './counted-tables.ts';

/**
 * Groups of persons, in any of the tables, who have fewer than `l` categories of a dimension among them: whoever knows
 * that somebody is in such a group learns something of her from the zeros, however many they are. A missing value is a
 * category. Each group counts once.
 */
export function countAlike(tables: readonly CountedTable[], column: string, l: number): number {
  const found = new Set<string>();
  for (const { dimensions, cells } of setsOf(tables)) {
    const place = dimensions.indexOf(column);
    if (place < 0) continue;
    const categories = new Map<string, number>();
    for (const cell of cells) {
      const key = cellKey(cell.categories.filter((_, i) => i !== place));
      categories.set(key, (categories.get(key) ?? 0) + 1);
    }
    for (const [key, count] of categories) if (count < l) found.add(`${setKey(dimensions)}\n${key}`);
  }
  return found.size;
}
