import { z } from 'zod';
import type { ColumnReader } from '../../engine/column-reader.ts';
import type { BaseColumns } from '../../sql/base-columns.ts';
import { emitCodes } from '../../sql/base-table.ts';
import { emitColumnTypes, emitLists, type CodedColumn } from '../../sql/base-words.ts';
import type { Hierarchy } from './hierarchy.ts';

const typeRow = z.object({ navn: z.string(), type: z.string() });

/** Gives DuckDB the codes of the values of each quasi-identifier, until `emitDropBase` and `emitDropLists` take them back. */
export async function codeColumns(
  reader: ColumnReader,
  columns: BaseColumns,
  hierarchies: readonly Hierarchy[],
): Promise<readonly CodedColumn[]> {
  const types = await reader.read(emitColumnTypes(columns), typeRow);
  const coded: CodedColumn[] = [];
  for (const [place, { labels: all }] of hierarchies.entries()) {
    const [labels = []] = all;
    await reader.run(emitCodes(place, labels));
    const empty = labels.indexOf('');
    const { type = '' } = types[place] ?? {};
    coded.push({ type, values: labels.length, empty: empty === -1 ? null : empty });
  }
  for (const statement of emitLists(coded)) await reader.run(statement);
  return coded;
}
