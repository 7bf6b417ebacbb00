import type { ArrowReader } from '../extract/arrow-chunks.ts';
import type { Extract } from '../extract/extract.ts';
import { parquetView } from '../sql/dialect.ts';
import { sourceName, tableName } from '../sql/names.ts';
import type { Engine } from './engine.ts';

interface TableRef {
  readonly register: string;
  readonly tabell: string;
}

/** The extracts of a run as SQL sees them. */
export interface Sources {
  /**
   * Lets the view of a table show its files and does the work: once for Parquet, once per chunk for Arrow, so work must
   * add to what it did for the chunk before.
   */
  each(table: TableRef, columns: readonly string[], work: () => Promise<void>): Promise<void>;
}

/** Size of a chunk of Arrow columns before it becomes Parquet, in bytes. */
const CHUNK_BYTES = 16 * 1024 * 1024;

export function openSources(
  engine: Engine,
  extracts: ReadonlyMap<string, Extract>,
  arrow: () => ArrowReader,
): Sources {
  const show = (table: TableRef, files: readonly string[]): Promise<void> =>
    engine.run({ id: `${tableName(table)}.source`, sql: parquetView(sourceName(table), files), params: [] });
  return {
    each: async (table, columns, work) => {
      const extract = extracts.get(tableName(table));
      if (extract === undefined) throw new Error('a table of the plan has no extract');
      if (extract.form === 'parquet') {
        await show(
          table,
          extract.files.map((file) => file.path),
        );
        return work();
      }
      for await (const chunk of arrow().chunks(extract, columns, { chunkBytes: CHUNK_BYTES })) {
        try {
          await show(table, [chunk.path]);
          await work();
        } finally {
          chunk.close();
        }
      }
    },
  };
}
