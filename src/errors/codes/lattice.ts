import { wording } from '../problem.ts';

/**
 * Codes of the search for the least coarsening: of its input exit 13, of its outcome exit 14. `at` is the name of a
 * quasi-identifier or of a demand.
 */
export const latticeCodes = {
  'risk.hierarchy-empty': wording<Record<string, never>>({
    expected: () => 'a hierarchy with a line for each value',
    got: () => 'no line',
    fix: () => 'write one line per value: the value, then what it becomes at each level',
  }),
  'risk.hierarchy-uneven': wording<{ line: number; expected: number; got: number }>({
    expected: (p) => `${p.expected} cells in every line, as in the first`,
    got: (p) => `${p.got} in line ${p.line}`,
    fix: () => 'give every value a text for each level',
  }),
  'risk.hierarchy-repeated': wording<{ line: number; first: number }>({
    expected: () => 'each value once in the first column',
    got: (p) => `the value of line ${p.first} again in line ${p.line}`,
    fix: () => 'take one of the lines out',
  }),
  'risk.hierarchy-not-tree': wording<{ line: number; level: number }>({
    expected: () => 'a tree: values that are one at a level are one at every level above',
    got: (p) => `a value in line ${p.line} that parts again at level ${p.level}`,
    fix: () => 'give values with the same text at a level the same text at the next',
  }),
  'risk.hierarchy-quote': wording<{ line: number }>({
    expected: () => 'a cell in quotes that ends with a quote before the delimiter',
    got: (p) => `one that does not in line ${p.line}`,
    fix: () => 'end the quote, and double quotes inside it',
  }),
  'risk.hierarchy-misses': wording<{ values: number }>({
    expected: () => 'every value of the column listed in the hierarchy',
    got: (p) => `${p.values} distinct values that are not`,
    fix: () => 'add them to the hierarchy; a missing value is listed as an empty text',
  }),
  'risk.table-empty': wording<Record<string, never>>({
    expected: () => 'a table with at least one row',
    got: () => 'no row',
    fix: () => 'check the file or the selection',
  }),
  'risk.no-transformation': wording<{ tried: number; limit: string }>({
    expected: (p) => `levels that meet the demand with someone left and at most ${p.limit} suppressed`,
    got: (p) => `none; ${p.tried} transformations were looked at`,
    fix: () => 'give hierarchies with coarser levels, raise --maks-undertrykking, or lower the demand',
  }),
  'risk.local-rows': wording<{ rows: number; most: number }>({
    expected: (p) => `at most ${p.most} rows, since local suppression compares them in pairs`,
    got: (p) => `${p.rows} rows`,
    fix: () => 'coarsen the columns instead (--hierarki), or take a smaller file',
  }),
  'risk.demand': wording<{ expected: string; got: number }>({
    expected: (p) => p.expected,
    got: (p) => String(p.got),
    fix: () => 'correct the demand',
  }),
  'risk.demand-column': wording<{ needs: string }>({
    expected: (p) => p.needs,
    got: () => 'a table without it',
    fix: () => 'name the column, or leave the demand out',
  }),
};
