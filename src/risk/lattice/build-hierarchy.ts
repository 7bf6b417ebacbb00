import { refuse } from '../../errors/pipeline-error.ts';
import type { Hierarchy } from './hierarchy.ts';

/** One value and what it becomes at each level, with the line it stands on. */
export interface HierarchyRow {
  readonly line: number;
  /** The leaf first, then its coarser texts. */
  readonly cells: readonly string[];
}

/**
 * Builds the levels of one quasi-identifier from a row per value. Values are sorted, so that the order of the rows makes
 * no difference. Throws, with the name and the line and never a value: `risk.hierarchy-empty`, `risk.hierarchy-uneven` for
 * another number of levels, `risk.hierarchy-repeated` for a value listed twice, `risk.hierarchy-not-tree` where what is
 * one at a level is several at the next (all exit 13).
 */
export function buildHierarchy(name: string, rows: readonly HierarchyRow[]): Hierarchy {
  const width = checkRows(name, rows);
  const sorted = [...rows].sort((a, b) => compareText(cell(a, 0), cell(b, 0)));
  const coded = Array.from({ length: width }, (_, level) => codeLevel(sorted, level));
  for (let level = 1; level < width; level += 1) checkTree(name, sorted, coded, level);
  return { name, levels: coded.map(({ codes }) => codes), labels: coded.map(({ labels }) => labels) };
}

/** A function table: what each value becomes, computed (age bands, codes cut short) instead of read. */
export function tabulateHierarchy(
  name: string,
  values: readonly string[],
  coarser: readonly ((value: string) => string)[],
): Hierarchy {
  const rows = values.map((value, i) => ({ line: i + 1, cells: [value, ...coarser.map((to) => to(value))] }));
  return buildHierarchy(name, rows);
}

/** By code unit, so that the order is the same everywhere. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const cell = (row: HierarchyRow, level: number): string => row.cells[level] ?? '';

function checkRows(name: string, rows: readonly HierarchyRow[]): number {
  const [first] = rows;
  if (first === undefined || first.cells.length === 0) throw refuse('run', 'risk.hierarchy-empty', name, {});
  const seen = new Map<string, number>();
  for (const row of rows) {
    const { line, cells } = row;
    if (cells.length !== first.cells.length)
      throw refuse('run', 'risk.hierarchy-uneven', name, {
        line,
        expected: first.cells.length,
        got: cells.length,
      });
    const before = seen.get(cell(row, 0));
    if (before !== undefined) throw refuse('run', 'risk.hierarchy-repeated', name, { line, first: before });
    seen.set(cell(row, 0), line);
  }
  return first.cells.length;
}

interface CodedLevel {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** Codes in the order in which the sorted leaves first reach them. */
function codeLevel(rows: readonly HierarchyRow[], level: number): CodedLevel {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const text = cell(row, level);
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { codes, labels: [...codeOf.keys()] };
}

function checkTree(
  name: string,
  rows: readonly HierarchyRow[],
  coded: readonly CodedLevel[],
  level: number,
): void {
  const parentOf = new Map<number, number>();
  rows.forEach(({ line }, leaf) => {
    const child = coded[level - 1]?.codes[leaf] ?? 0;
    const parent = coded[level]?.codes[leaf] ?? 0;
    if ((parentOf.get(child) ?? parent) !== parent)
      throw refuse('run', 'risk.hierarchy-not-tree', name, { line, level });
    parentOf.set(child, parent);
  });
}
