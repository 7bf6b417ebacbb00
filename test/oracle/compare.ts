import type { Plan } from '../../src/artifacts/plan.ts';
import type { Outcome, OracleTable } from './evaluate.ts';
import type { OracleRow } from './evaluated-verdict.ts';
import type { ReadPart } from './read-package.ts';
import type { Cell } from './register-rows.ts';

type Delivered = Extract<Outcome, { kind: 'delivered' }>;

/** Everything in which delivered parts differ from what the oracle expects; empty when there is nothing. */
export function findDifferences(
  plan: Plan,
  expected: Delivered,
  parts: readonly ReadPart[],
  key: ReadonlyMap<string, string>,
  personOf: (identifier: string) => string,
): string[] {
  const { numbers, faults } = numbersOf(plan, key, personOf);
  const names = [...new Set(parts.map((part) => part.name))];
  const wanted = expected.tables.map((table) => table.name);
  return [
    ...faults,
    ...(JSON.stringify(names) === JSON.stringify(wanted)
      ? []
      : [`tables ${names.join(', ')} instead of ${wanted.join(', ')}`]),
    ...expected.tables.flatMap((table) =>
      compareTable(
        table,
        parts.filter((part) => part.name === table.name),
        numbers,
      ),
    ),
  ];
}

/** Løpenummer by person: one each, of the right width, and no two persons with the same. */
function numbersOf(
  plan: Plan,
  key: ReadonlyMap<string, string>,
  personOf: (identifier: string) => string,
): { readonly numbers: ReadonlyMap<string, string>; readonly faults: readonly string[] } {
  const numbers = new Map<string, string>();
  const persons = new Map<string, string>();
  const faults: string[] = [];
  for (const [identifier, number] of key) {
    const person = personOf(identifier);
    if (!new RegExp(`^[1-9][0-9]{${plan.number.width - 1}}$`).test(number))
      faults.push(`løpenummer ${number} is not of ${plan.number.width} digits`);
    if ((numbers.get(person) ?? number) !== number) faults.push(`${person} has two løpenumre`);
    if ((persons.get(number) ?? person) !== person) faults.push(`${person} shares løpenummer ${number}`);
    numbers.set(person, number);
    persons.set(number, person);
  }
  return { numbers, faults };
}

function compareTable(
  table: OracleTable,
  parts: readonly ReadPart[],
  numbers: ReadonlyMap<string, string>,
): string[] {
  const columns = ['loepenummer', ...table.columns];
  const strange = parts.filter((part) => part.columns.join() !== columns.join());
  const expected = inOrder(table.rows, numbers).map(({ number, row }) => show(number, row.cells));
  const found = parts.flatMap((part) => part.rows.map(({ number, cells }) => show(number, cells)));
  return [
    ...strange.map((part) => `${table.name}: columns ${part.columns.join()} instead of ${columns.join()}`),
    ...compareRows(table.name, expected, found),
  ];
}

const show = (number: string, cells: readonly Cell[]): string =>
  JSON.stringify([number, ...cells.map((cell) => (cell === 0 ? 0 : cell))]);

/** Rows by løpenummer, then by every column; within a column what is missing comes last. */
function inOrder(
  rows: readonly OracleRow[],
  numbers: ReadonlyMap<string, string>,
): { readonly number: string; readonly row: OracleRow }[] {
  return rows
    .map((row) => ({ number: numbers.get(row.person) ?? `none for ${row.person}`, row }))
    .sort((a, b) => {
      if (a.number !== b.number) return a.number < b.number ? -1 : 1;
      const differing = a.row.ranks.findIndex((rank, i) => compareRanks(rank, b.row.ranks[i] ?? null) !== 0);
      return compareRanks(a.row.ranks[differing] ?? null, b.row.ranks[differing] ?? null);
    });
}

function compareRanks(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareRows(name: string, expected: readonly string[], found: readonly string[]): string[] {
  const missing = without(expected, found).slice(0, 3);
  const extra = without(found, expected).slice(0, 3);
  const first = expected.findIndex((row, i) => row !== found[i]);
  if (missing.length + extra.length === 0)
    return first < 0 ? [] : [`${name}: row ${first} is out of order: ${found[first] ?? ''}`];
  return [
    `${name}: ${found.length} rows instead of ${expected.length}`,
    ...missing.map((row) => `${name}: missing ${row}`),
    ...extra.map((row) => `${name}: not expected ${row}`),
  ];
}

/** What one multiset has more than another. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of others) counts.set(row, (counts.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const left = counts.get(row) ?? 0;
    counts.set(row, left - 1);
    return left <= 0;
  });
}
