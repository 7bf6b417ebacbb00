import { BIGINT, DuckDBDataChunk } from '@duckdb/node-api';
import type { Statement } from '../sql/statement.ts';
import type { Engine } from './engine.ts';
import { redact } from './redact.ts';

/** Numbers of one result column, in a typed array: they are pseudonyms of persons, not rows of a register. */
export const readNumbers = (engine: Engine, { id, sql, params }: Statement): Promise<BigInt64Array> =>
  redacted(id, async () => {
    const numbers: bigint[] = [];
    const result = await engine.connection.stream(sql, [...params]);
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    )
      for (const value of chunk.getColumnValues(0)) numbers.push(value as bigint);
    return BigInt64Array.from(numbers);
  });

const CHUNK_ROWS = 2048;

/** Adds numbers to a table of one column of type BIGINT, in their order. */
export const appendNumbers = (engine: Engine, table: string, numbers: BigInt64Array): Promise<void> =>
  redacted(table, async () => {
    const appender = await engine.connection.createAppender(table);
    for (let start = 0; start < numbers.length; start += CHUNK_ROWS) {
      const part = [...numbers.subarray(start, start + CHUNK_ROWS)];
      const chunk = DuckDBDataChunk.create([BIGINT], part.length);
      chunk.setColumns([part]);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  });

/** Work on the connection itself, whose errors would otherwise keep their text. */
async function redacted<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redact(step, error);
  }
}
