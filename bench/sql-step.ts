/** One statement of a script; `id` names its share of the time. */
export interface SqlStep {
  readonly id: string;
  readonly sql: string;
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes a query as `prepare` writes its parts: same compression at the same level, same row groups. */
export const copy = (query: string, target: string): string =>
  `COPY (${query}) TO ${quoted(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`;
