import { JOINED_FILE } from '../../src/artifacts/joined.ts';
import type { ReadyTable } from './evaluate.ts';
import type { OracleRow } from './evaluated-verdict.ts';
import type { Registers, Row } from './register-rows.ts';
import { personsOf } from './evaluated-population.ts';

type Values = Pick<OracleRow, 'cells' | 'ranks'>;

/**
 * Every combination of a person's rows in the tables; a table in which there is none is empty cells. The last cell tells
 * in which tables there is one.
 */
export function joinByPerson(tables: readonly ReadyTable[]): readonly OracleRow[] {
  const persons = [...new Set(tables.flatMap(({ rows }) => rows.map(({ person }) => person)))];
  return persons.flatMap((person) => {
    const own = tables.map(({ rows }) => rows.filter((row) => row.person === person));
    const seen = own.map((rows) => (rows.length > 0 ? 'x' : '-')).join('');
    return tables
      .reduce<Values[]>(
        (all, { table }, i) => {
          const blank = table.columns.map(() => null);
          const rows = own[i] ?? [];
          const mine = rows.length === 0 ? [{ cells: blank, ranks: blank }] : rows;
          return all.flatMap((left) =>
            mine.map((right) => ({
              cells: [...left.cells, ...right.cells],
              ranks: [...left.ranks, ...right.ranks],
            })),
          );
        },
        [{ cells: [], ranks: [] }],
      )
      .map(({ cells, ranks }) => ({ person, cells: [...cells, seen], ranks }));
  });
}

/** The tables as the file that they are delivered in. */
export function joinedFile(tables: readonly ReadyTable[]): ReadyTable {
  const [first] = tables;
  if (first === undefined) throw new Error('nothing to join');
  const columns = tables.flatMap(({ table }) => table.columns);
  const rows = joinByPerson(tables).map((row) => ({ ...row, cells: row.cells.slice(0, columns.length) }));
  return {
    table: { ...first.table, ...JOINED_FILE, columns },
    codes: tables.flatMap(({ codes }) => codes),
    rows,
    attrition: { extract: rows.length, ofPopulation: rows.length, malformed: 0 },
  };
}

/** Why tables cannot be joined: somebody has several rows in one that is to have one a person. */
export const severalRows = (tables: readonly ReadyTable[], several: string | null): string[] =>
  tables.some(
    ({ table, rows }) =>
      `${table.register}.${table.tabell}` !== several &&
      new Set(rows.map(({ person }) => person)).size < rows.length,
  )
    ? ['run.joined-several']
    : [];

/** Registers in which nobody has two rows in these tables. */
export function oneRowEach(registers: Registers, names: readonly string[]): Registers {
  const personOf = personsOf(registers);
  const first = (rows: readonly Row[]): readonly Row[] => {
    const seen = new Set<string>();
    return rows.filter(({ foedselsnummer }) => {
      const person = personOf(String(foedselsnummer));
      return !seen.has(person) && seen.add(person);
    });
  };
  const tables = Object.entries(registers.tables).map(([name, rows]) => [
    name,
    names.includes(name) ? first(rows) : rows,
  ]);
  return { ...registers, tables: Object.fromEntries(tables) as Registers['tables'] };
}
