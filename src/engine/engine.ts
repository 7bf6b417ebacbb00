import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api';
import type { z } from 'zod';

import { refuse } from '../errors/pipeline-error.ts';
import { attachStages } from '../sql/dialect.ts';
import { literal, pathLiteral } from '../sql/identifier.ts';
import type { Statement } from '../sql/statement.ts';
import { redact } from './redact.ts';

export interface EngineOptions {
  readonly memoryBytes: number;
  readonly threads: number;
  /** Folders that SQL may read from or write to; nothing else is reachable. */
  readonly directories: readonly string[];
  /** Stops the running statement and refuses the next. */
  readonly signal: AbortSignal;
}

/** DuckDB, locked down: named folders only, no extension loading, no spill to disk, bounded memory. */
export interface Engine {
  readonly connection: DuckDBConnection;
  run(statement: Statement): Promise<void>;
  /** Rows of a small result (counts, verdicts), read through a schema. Register rows never come this way. */
  read<T>(statement: Statement, row: z.ZodType<T>): Promise<T[]>;
  /** Columns of the rows of a statement, a chunk at a time, for a file format that DuckDB does not write. */
  stream(statement: Statement): Promise<ColumnStream>;
  /** Share done of the running statement, 0 to 1, or undefined while DuckDB cannot tell. */
  readonly progress: () => number | undefined;
  close(): void;
}

/** The result of a statement while it is made. */
interface ColumnStream {
  readonly columns: readonly { readonly name: string; readonly type: DuckDBType }[];
  /** The next rows, null after the last. */
  readonly next: () => Promise<DuckDBDataChunk | null>;
}

/** Throws `sql.rejected` (exit 12), `run.out-of-memory`, `run.interrupted` and `run.database` (exit 13), all without cell values. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: `${Math.floor(options.memoryBytes / 1024)}KiB`,
    temp_directory: '',
  });
  const connection = await instance.connect();
  for (const setting of lockDown(options.directories)) await connection.run(setting);
  return engineOver(instance, connection, options);
}

function engineOver(instance: DuckDBInstance, connection: DuckDBConnection, options: EngineOptions): Engine {
  const stop = (): void => {
    connection.interrupt();
  };
  options.signal.addEventListener('abort', stop);
  const guarded = async <T>(statement: Statement, work: () => Promise<T>): Promise<T> => {
    if (options.signal.aborted) throw refuse('run', 'run.interrupted', statement.id, {});
    try {
      return await work();
    } catch (error) {
      throw redact(statement.id, error);
    }
  };
  return {
    connection,
    run: async (statement) => {
      await guarded(statement, () => connection.run(statement.sql, [...statement.params]));
    },
    read: async (statement, row) => {
      const result = await guarded(statement, () =>
        connection.runAndReadAll(statement.sql, [...statement.params]),
      );
      return result.getRowObjectsJson().map((json) => row.parse(json));
    },
    stream: async (statement) => {
      const result = await guarded(statement, () => connection.stream(statement.sql, [...statement.params]));
      const next = async (): Promise<DuckDBDataChunk | null> => {
        const chunk = await guarded(statement, () => result.fetchChunk());
        return chunk === null || chunk.rowCount === 0 ? null : chunk;
      };
      const columns = result.columnNames().map((name, i) => ({ name, type: result.columnType(i) }));
      return { columns, next };
    },
    progress: () => {
      const { percentage } = connection.progress;
      return percentage < 0 ? undefined : percentage / 100;
    },
    close: () => {
      options.signal.removeEventListener('abort', stop);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * The order is forced: folders first, then the door, then the lock on the settings themselves. Rows are staged in a
 * database of their own, which DuckDB compresses in memory at each checkpoint.
 */
function lockDown(directories: readonly string[]): string[] {
  // A path is held against them as it is written, and what reads a file writes it so that it is no pattern.
  const allowed = new Set(directories.flatMap((directory) => [literal(directory), pathLiteral(directory)]));
  return [
    attachStages(),
    'SET errors_as_json = true',
    // It takes a file rewritten under its name within a second, at the same length, for what it was before.
    'SET enable_external_file_cache = false',
    'SET preserve_insertion_order = false',
    // A time with a zone is a point in time; its day, and its hour where it is delivered, are those of Norway.
    `SET TimeZone = 'Europe/Oslo'`,
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    `SET allowed_directories = [${[...allowed].join(', ')}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}
