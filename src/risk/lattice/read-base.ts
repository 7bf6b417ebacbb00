import { z } from 'zod';
import type { ColumnReader } from '../../engine/column-reader.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import {
  emitBase,
  emitBaseCodes,
  emitBaseRows,
  emitCodes,
  emitDropBase,
  emitRowCount,
  emitSensitive,
  emitSensitiveCodes,
  emitSensitiveRows,
  emitSensitiveValues,
  emitUncoded,
  type BaseColumns,
} from '../../sql/base-table.ts';
import type { Statement } from '../../sql/statement.ts';
import { assembleBase } from './assemble-base.ts';
import type { BaseTable } from './base-table.ts';
import type { Spread } from './class-table.ts';
import type { Hierarchy } from './hierarchy.ts';
import { packColumn, planLayout, type Layout, type PackColumn } from './layout.ts';

const countRow = z.object({ n: z.number() });

/**
 * Reads the base table of a table or view: one scan, and one more per sensitive column. The hierarchies are those of
 * `columns.quasi`, in that order. Throws `risk.hierarchy-misses` for values that a hierarchy does not list and
 * `risk.table-empty` (exit 13), and what the engine throws.
 */
export async function readBase(
  reader: ColumnReader,
  columns: BaseColumns,
  hierarchies: readonly Hierarchy[],
): Promise<BaseTable> {
  const layout = planLayout(hierarchies);
  await reader.run(emitBaseRows(columns));
  await codePlaces(reader, columns, hierarchies);
  await reader.run(emitBaseCodes(layout.packs, hierarchies.length));
  const keys = await readKeys(reader, layout, columns);
  const sensitive = [];
  for (const name of columns.sensitive)
    sensitive.push({ name, ...(await readSensitive(reader, layout, { columns, name, keys })) });
  for (const drop of emitDropBase(hierarchies.length)) await reader.run(drop);
  return assembleBase(layout, keys, sensitive);
}

async function codePlaces(
  reader: ColumnReader,
  { quasi }: BaseColumns,
  hierarchies: readonly Hierarchy[],
): Promise<void> {
  for (const [place, { labels }] of hierarchies.entries()) {
    await reader.run(emitCodes(place, labels[0] ?? []));
    const values = await readCount(reader, emitUncoded(place));
    if (values > 0) throw refuse('run', 'risk.hierarchy-misses', quasi[place] ?? '', { values });
  }
}

async function readCount(reader: ColumnReader, statement: Statement): Promise<number> {
  const [row] = await reader.read(statement, countRow);
  return row?.n ?? 0;
}

/** The combinations there are, in the order of their packs. */
interface Keys {
  readonly rows: number;
  readonly codes: readonly PackColumn[];
  readonly count: Uint32Array;
  readonly population: Uint32Array | null;
}

async function readKeys(reader: ColumnReader, layout: Layout, columns: BaseColumns): Promise<Keys> {
  const rows = await readCount(reader, emitRowCount('base'));
  if (rows === 0) throw refuse('run', 'risk.table-empty', columns.quasi.join(', '), {});
  const codes = layout.packs.map((pack) => packColumn(pack, rows));
  const count = new Uint32Array(rows);
  const population = new Uint32Array(rows);
  await reader.columns(emitBase(codes.length), [...codes, count, population]);
  return { rows, codes, count, population: columns.member === null ? null : population };
}

interface SensitiveSource {
  readonly columns: BaseColumns;
  readonly name: string;
  readonly keys: Keys;
}

async function readSensitive(
  reader: ColumnReader,
  layout: Layout,
  { columns, name, keys }: SensitiveSource,
): Promise<{ readonly labels: readonly string[]; readonly spread: Spread }> {
  const place = columns.quasi.length;
  await reader.run(emitSensitiveRows(columns, name));
  const values = await reader.read(emitSensitiveValues(place), z.object({ verdi: z.string() }));
  const labels = values.map(({ verdi }) => verdi).sort();
  await reader.run(emitCodes(place, labels));
  await reader.run(emitSensitiveCodes(layout.packs, place));
  const rows = await readCount(reader, emitRowCount('sensitive'));
  const codes = layout.packs.map((pack) => packColumn(pack, rows));
  const cells = { values: new Uint32Array(rows), counts: new Uint32Array(rows) };
  await reader.columns(emitSensitive(codes.length), [...codes, cells.values, cells.counts]);
  return { labels, spread: { ...cells, offsets: offsetsOf(keys, codes, rows) } };
}

/** Both are in the order of the packs, and each key of the cells is one of the table. */
function offsetsOf(keys: Keys, codes: readonly PackColumn[], cells: number): Uint32Array {
  const offsets = new Uint32Array(keys.rows + 1);
  let cell = 0;
  for (let row = 0; row < keys.rows; row += 1) {
    while (cell < cells && codes.every((column, i) => column[cell] === keys.codes[i]?.[row])) cell += 1;
    offsets[row + 1] = cell;
  }
  if (cell !== cells) throw new Error('sensitive values with a key that the table lacks');
  return offsets;
}
