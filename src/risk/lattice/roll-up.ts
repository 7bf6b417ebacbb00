import type { ClassTable } from './class-table.ts';
import { groupRows, openScratch, type Grouping, type Scratch } from './group-rows.ts';
import { packColumn, type Layout, type PackColumn } from './layout.ts';
import { openLevelMaps, type LevelMap } from './level-maps.ts';
import { mergeSpread } from './merge-spread.ts';

/** Computes the classes of a transformation from those of any finer one. */
export type RollUp = (finer: ClassTable, levels: readonly number[]) => ClassTable;

const WORD = 2 ** 32;

/**
 * Opens a roll-up for tables of one layout. Counts, populations and sensitive values are added up; classes come in the
 * order in which their first row is met.
 */
export function openRollUp(layout: Layout): RollUp {
  const scratch = openScratch();
  const mapsOf = openLevelMaps(layout);
  return (finer, levels) => {
    const maps = mapsOf(levels);
    const { words, size } = emitWords(finer, maps, scratch);
    const grouping = groupRows(words, finer.rows, size, scratch);
    return {
      rows: grouping.groups,
      codes: layout.packs.map((pack, i) => {
        const out = packColumn(pack, grouping.groups);
        fillCodes(out, finer.codes[i] ?? out, maps[i], grouping.firstRow);
        return out;
      }),
      count: sumBy(finer.count, finer.rows, grouping),
      population: finer.population === null ? null : sumBy(finer.population, finer.rows, grouping),
      persons: null,
      sensitive: finer.sensitive.map((spread) => mergeSpread(spread, finer.rows, grouping)),
    };
  };
}

/** Keys of the rows: as many packs to a word as their product allows. */
function emitWords(
  finer: ClassTable,
  maps: readonly LevelMap[],
  scratch: Scratch,
): { readonly words: readonly Uint32Array[]; readonly size: number } {
  const words: Uint32Array[] = [];
  let size = 1;
  maps.forEach((map, i) => {
    const codes = finer.codes[i];
    if (codes === undefined) throw new Error('a table without one of its packs');
    if (words.length === 0 || size * map.size > WORD) {
      const word = scratch.room(`word${words.length}`, finer.rows);
      startWord(word, codes, map.index, finer.rows);
      words.push(word);
      size = map.size;
      return;
    }
    addToWord(words.at(-1) ?? new Uint32Array(0), codes, map.index, size, finer.rows);
    size *= map.size;
  });
  return { words, size };
}

function startWord(word: Uint32Array, codes: PackColumn, index: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row += 1) word[row] = index[codes[row] ?? 0] ?? 0;
}

function addToWord(
  word: Uint32Array,
  codes: PackColumn,
  index: Uint32Array,
  weight: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row += 1)
    word[row] = (word[row] ?? 0) + (index[codes[row] ?? 0] ?? 0) * weight;
}

function fillCodes(
  out: PackColumn,
  codes: PackColumn,
  map: LevelMap | undefined,
  firstRow: Uint32Array,
): void {
  if (map === undefined) throw new Error('a pack without its levels');
  const { index, representative } = map;
  for (let group = 0; group < out.length; group += 1)
    out[group] = representative[index[codes[firstRow[group] ?? 0] ?? 0] ?? 0] ?? 0;
}

function sumBy(values: Uint32Array, rows: number, { groups, groupOf }: Grouping): Uint32Array {
  const sums = new Uint32Array(groups);
  for (let row = 0; row < rows; row += 1) {
    const group = groupOf[row] ?? 0;
    sums[group] = (sums[group] ?? 0) + (values[row] ?? 0);
  }
  return sums;
}
