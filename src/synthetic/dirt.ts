import { chance, type Draw } from './draw.ts';

/** Wraps the SQL of a column so that a few in a thousand rows get a faulty value. */
export interface Dirt {
  readonly identifier: (sql: string, key: string) => string;
  /** Replaces the value by a code that no code list has. */
  readonly unknown: (sql: string, key: string, column: string, code: string) => string;
  readonly future: (sql: string, key: string, column: string) => string;
  readonly missing: (sql: string, key: string, column: string) => string;
}

const clean: Dirt = {
  identifier: (sql) => sql,
  unknown: (sql) => sql,
  future: (sql) => sql,
  missing: (sql) => sql,
};

/** Faults at 0.1-0.5 % a column, or none. */
export function dirtOf(dirty: boolean, draw: Draw): Dirt {
  if (!dirty) return clean;
  const instead = (sql: string, perMille: number, key: string, salt: string, fault: string) =>
    `CASE WHEN ${chance(perMille, draw(`feil ${salt}`, key))} THEN ${fault} ELSE ${sql} END`;
  return {
    identifier: (sql, key) => instead(sql, 4, key, 'identifikator', malformed(draw, sql, key)),
    unknown: (sql, key, column, code) => instead(sql, 3, key, `ukjent ${column}`, `'${code}'`),
    future: (sql, key, column) => instead(sql, 1, key, `framtid ${column}`, `${sql} + 36525`),
    missing: (sql, key, column) => instead(sql, 3, key, `mangler ${column}`, 'NULL'),
  };
}

/** A lost first character, a last digit that does not check, letters, or nothing. */
function malformed(draw: Draw, sql: string, key: string): string {
  const otherDigit = `left(${sql}, 10) || ((right(${sql}, 1)::INTEGER + 1) % 10)::VARCHAR`;
  return `CASE ${draw('feil slag', key)} % 4 WHEN 0 THEN substr(${sql}, 2) WHEN 1 THEN ${otherDigit}
    WHEN 2 THEN 'UKJENT' ELSE NULL END`;
}
