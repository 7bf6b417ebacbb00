import { DuckDBInstance } from '@duckdb/node-api';

/** A DuckDB in memory of the benchmark itself, never of a contestant. */
export interface Database {
  run(sql: string): Promise<void>;
  /** Rows of a small result. */
  read(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Opens it for the time of one piece of work. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: '' });
  const connection = await instance.connect();
  const database: Database = {
    run: async (sql) => {
      await connection.run(sql);
    },
    read: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
  };
  try {
    return await work(database);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
