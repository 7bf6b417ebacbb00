/** A name as SQL: always quoted, quotes doubled, so that any name is a name and nothing else. */
export function identifier(name: string): string {
  if (name.includes('\0')) throw new Error('a name cannot hold a NUL character');
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for the few places where DuckDB takes no parameter (types, macros). */
export function literal(text: string): string {
  if (text.includes('\0')) throw new Error('a literal cannot hold a NUL character');
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A path as a literal that names this file alone: DuckDB takes `*`, `?` and `[` for patterns, and would read other folders
 * too, or another in its place.
 */
export const pathLiteral = (path: string): string => literal(path.replace(/[*?[]/g, '[$&]'));
