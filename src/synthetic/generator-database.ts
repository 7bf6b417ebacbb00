import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export interface GeneratorDatabase {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/**
 * An in-memory DuckDB without spill that joins in the order written, with the small table to the right: events only
 * stream past the persons, whatever their number.
 */
export async function openGeneratorDatabase(
  threads: number,
  memoryLimit: string,
): Promise<GeneratorDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memoryLimit,
    preserve_insertion_order: 'true',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET disabled_optimizers = 'join_order,build_side_probe_side'");
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
