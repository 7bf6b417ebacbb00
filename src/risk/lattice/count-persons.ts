import type { ColumnReader } from '../../engine/column-reader.ts';
import {
  emitDropPersonCount,
  emitLevelNumbers,
  emitPersonCount,
  emitPersonRows,
} from '../../sql/person-count.ts';
import type { BaseColumns } from '../../sql/base-columns.ts';
import { emitDropCodes } from '../../sql/base-table.ts';
import { emitDropLists } from '../../sql/base-words.ts';
import type { ClassTable } from './class-table.ts';
import { codeColumns } from './code-columns.ts';
import type { Hierarchy } from './hierarchy.ts';
import { packColumn, planLayout, type PackColumn } from './layout.ts';
import { openLevelMaps } from './level-maps.ts';

/** Counts persons exactly, where a person may have several keys. */
export interface PersonCounter {
  /** The classes of a transformation with the number of persons in each: one aggregate over persons and their keys. */
  readonly count: (levels: readonly number[], classes: ClassTable) => Promise<ClassTable>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a counter: one scan that keeps each person's keys as numbers. `columns.person` is named. Values must be listed in
 * the hierarchies, as `readBase` makes sure of.
 */
export async function openPersonCounter(
  reader: ColumnReader,
  columns: BaseColumns,
  hierarchies: readonly Hierarchy[],
): Promise<PersonCounter> {
  const { packs } = planLayout(hierarchies);
  const mapsOf = openLevelMaps({ hierarchies, packs });
  const coded = await codeColumns(reader, columns, hierarchies);
  await reader.run(emitPersonRows({ columns, coded, packs }));
  for (const drop of [...emitDropCodes(hierarchies.length), ...emitDropLists(coded)]) await reader.run(drop);
  return {
    count: async (levels, classes) => {
      for (const [i, { index, representative }] of mapsOf(levels).entries())
        await reader.run(
          emitLevelNumbers(
            i,
            Array.from(index, (place) => representative[place] ?? 0),
          ),
        );
      const codes = packs.map((pack) => packColumn(pack, classes.rows));
      const counts = new Uint32Array(classes.rows);
      await reader.columns(emitPersonCount(packs), [...codes, counts]);
      return { ...classes, persons: matchRows(classes, codes, counts) };
    },
    close: async () => {
      for (const statement of emitDropPersonCount(packs.length)) await reader.run(statement);
    },
  };
}

/** Counts come in the order of the packs; the classes with units are put in that order to find each its own. */
function matchRows(classes: ClassTable, codes: readonly PackColumn[], counts: Uint32Array): Uint32Array {
  const rows = Uint32Array.from({ length: classes.rows }, (_, row) => row);
  const order = rows
    .filter((row) => (classes.count[row] ?? 0) > 0)
    .sort((a, b) => {
      for (const column of classes.codes)
        if (column[a] !== column[b]) return (column[a] ?? 0) - (column[b] ?? 0);
      return 0;
    });
  const persons = new Uint32Array(classes.rows);
  order.forEach((row, place) => {
    if (codes.some((column, i) => column[place] !== classes.codes[i]?.[row]))
      throw new Error('persons were counted in other classes than those of the base table');
    persons[row] = counts[place] ?? 0;
  });
  return persons;
}
