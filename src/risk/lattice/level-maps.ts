import { levelOf } from './hierarchy.ts';
import type { Layout, Pack } from './layout.ts';

/** What the numbers of a pack become at given levels. */
export interface LevelMap {
  /** Different numbers there are at these levels. */
  readonly size: number;
  /** By number of the pack, its place among them. */
  readonly index: Uint32Array;
  /** By place, the least number of the pack that comes to it: it stands for all of them. */
  readonly representative: Uint32Array;
}

/** Level maps of all packs at a transformation; those of a pack are kept, for its levels come again and again. */
export type LevelMaps = (levels: readonly number[]) => readonly LevelMap[];

/** Numbers held in kept maps of one pack before they are let go. */
const KEPT_NUMBERS = 4_000_000;

export function openLevelMaps(layout: Layout): LevelMaps {
  const kept = layout.packs.map(() => new Map<string, LevelMap>());
  return (levels) =>
    layout.packs.map((pack, i) => {
      const maps = kept[i] ?? new Map<string, LevelMap>();
      const key = pack.attributes.map((attribute) => levels[attribute]).join();
      const found = maps.get(key);
      if (found !== undefined) return found;
      if (maps.size * pack.size > KEPT_NUMBERS) maps.clear();
      const map = mapPack(layout, pack, levels);
      maps.set(key, map);
      return map;
    });
}

function mapPack(layout: Layout, pack: Pack, levels: readonly number[]): LevelMap {
  const index = new Uint32Array(pack.size);
  let size = 1;
  pack.attributes.forEach((attribute, i) => {
    const hierarchy = layout.hierarchies[attribute];
    const leaf = pack.leafOf[i];
    if (hierarchy === undefined || leaf === undefined) throw new Error('a pack names no quasi-identifier');
    const level = levels[attribute] ?? 0;
    addDigit(index, leaf, levelOf(hierarchy, level), size);
    size *= hierarchy.labels[level]?.length ?? 1;
  });
  return { size, index, representative: representatives(index, size) };
}

function addDigit(index: Uint32Array, leaf: Uint32Array, codes: Int32Array, weight: number): void {
  for (let n = 0; n < index.length; n += 1) index[n] = (index[n] ?? 0) + (codes[leaf[n] ?? 0] ?? 0) * weight;
}

function representatives(index: Uint32Array, size: number): Uint32Array {
  const found = new Uint32Array(size);
  for (let n = index.length - 1; n >= 0; n -= 1) found[index[n] ?? 0] = n;
  return found;
}
