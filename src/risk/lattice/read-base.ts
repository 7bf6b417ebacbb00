import { z } from 'zod';
import type { ColumnReader } from '../../engine/column-reader.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { type BaseColumns } from '../../sql/base-columns.ts';
import {
  emitBase,
  emitBaseRows,
  emitCodes,
  emitDropBase,
  emitRowCount,
  emitSensitive,
  emitSensitiveCodes,
  emitSensitiveRows,
  emitSensitiveValues,
  emitUncoded,
  emitUncodedRows,
} from '../../sql/base-table.ts';
import { emitDropLists, type Coded } from '../../sql/base-words.ts';
import type { Statement } from '../../sql/statement.ts';
import { assembleBase } from './assemble-base.ts';
import type { BaseTable } from './base-table.ts';
import type { Spread } from './class-table.ts';
import { codeColumns } from './code-columns.ts';
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
  const coded = await codeColumns(reader, columns, hierarchies);
  const source: Source = { columns, coded, packs: layout.packs };
  await reader.run(emitBaseRows(source));
  if ((await readCount(reader, emitUncodedRows(layout.packs))) > 0) await refuseUncoded(reader, columns);
  const keys = await readKeys(reader, source);
  const sensitive = [];
  for (const name of columns.sensitive)
    sensitive.push({ name, ...(await readSensitive(reader, source, name, keys)) });
  for (const drop of [...emitDropBase(hierarchies.length), ...emitDropLists(coded)]) await reader.run(drop);
  return assembleBase(layout, keys, sensitive);
}

/** What is read, how its values become codes, and how these are packed. */
interface Source extends Coded {
  readonly packs: Layout['packs'];
}

/** Says how many values of the first quasi-identifier with any have no code. */
async function refuseUncoded(reader: ColumnReader, columns: BaseColumns): Promise<never> {
  for (const [place, name] of columns.quasi.entries()) {
    const values = await readCount(reader, emitUncoded(columns, place));
    if (values > 0) throw refuse('run', 'risk.hierarchy-misses', name, { values });
  }
  throw new Error('a combination without a code, of values that all have one');
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

async function readKeys(reader: ColumnReader, { columns, packs }: Source): Promise<Keys> {
  const rows = await readCount(reader, emitRowCount('base'));
  if (rows === 0) throw refuse('run', 'risk.table-empty', columns.quasi.join(', '), {});
  const codes = packs.map((pack) => packColumn(pack, rows));
  const count = new Uint32Array(rows);
  const population = new Uint32Array(rows);
  await reader.columns(emitBase(packs), [...codes, count, population]);
  return { rows, codes, count, population: columns.member === null ? null : population };
}

async function readSensitive(
  reader: ColumnReader,
  source: Source,
  name: string,
  keys: Keys,
): Promise<{ readonly labels: readonly string[]; readonly spread: Spread }> {
  const { packs } = source;
  const place = source.columns.quasi.length;
  await reader.run(emitSensitiveRows(source, name));
  const values = await reader.read(emitSensitiveValues(place), z.object({ verdi: z.string() }));
  const labels = values.map(({ verdi }) => verdi).sort();
  await reader.run(emitCodes(place, labels));
  await reader.run(emitSensitiveCodes(packs, place));
  const rows = await readCount(reader, emitRowCount('sensitive'));
  const codes = packs.map((pack) => packColumn(pack, rows));
  const cells = { values: new Uint32Array(rows), counts: new Uint32Array(rows) };
  await reader.columns(emitSensitive(packs), [...codes, cells.values, cells.counts]);
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
