import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** DuckDB that can read descriptors of this process and nothing else. */
export async function openLockedDuckdb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET allowed_directories = ['/proc/self/fd/']");
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return connection;
}

/** Rows of a Parquet file in its own order, each value as DuckDB writes it. */
export async function readTexts(
  connection: DuckDBConnection,
  path: string,
  columns: readonly string[],
): Promise<(string | null)[][]> {
  const list = columns.map((column) => `"${column}"::VARCHAR`).join(', ');
  const reader = await connection.runAndReadAll(`SELECT ${list} FROM read_parquet('${path}')`);
  return reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
}
