import type { z } from 'zod';
import type { Statement } from '../sql/statement.ts';
import type { Engine } from './engine.ts';
import { redact } from './redact.ts';

/** What reads an aggregated table column by column. */
export interface ColumnReader {
  readonly run: (statement: Statement) => Promise<void>;
  readonly read: <T>(statement: Statement, row: z.ZodType<T>) => Promise<T[]>;
  /** Fills one array per column of the result, each as long as the result has rows, with whole numbers below 2^32. */
  readonly columns: (statement: Statement, into: readonly (Uint16Array | Uint32Array)[]) => Promise<void>;
}

/** Reads chunk by chunk, so that no row becomes an object. Throws what `openEngine` says, and for a NULL a plain error. */
export const openColumnReader = (engine: Engine): ColumnReader => ({
  run: (statement) => engine.run(statement),
  read: (statement, row) => engine.read(statement, row),
  columns: async (statement, into) => {
    try {
      await readChunks(engine, statement, into);
    } catch (error) {
      throw redact(statement.id, error);
    }
  },
});

async function readChunks(
  { connection }: Engine,
  { sql, params }: Statement,
  into: readonly (Uint16Array | Uint32Array)[],
): Promise<void> {
  const result = await connection.stream(sql, [...params]);
  let at = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const rows = chunk.rowCount;
    for (const [place, target] of into.entries()) {
      const column = chunk.getColumnVector(place);
      for (let row = 0; row < rows; row += 1) target[at + row] = Number(column.getItem(row));
    }
    at += rows;
  }
}
