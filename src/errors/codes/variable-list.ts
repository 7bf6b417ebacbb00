import { wording } from '../problem.ts';

const or = (words: readonly string[]): string => words.join(' or ');

/** A variable list that came with a decision, and the draft made of it. */
export const variableListCodes = {
  'vedtak.list-unreadable': wording<{ reason: string }>({
    expected: () => 'a variable list as CSV (; or , or tab between the cells) or Excel (.xlsx)',
    got: (p) => p.reason,
    fix: () => 'save the list as .xlsx or as CSV',
  }),
  'vedtak.list-columns': wording<{ missing: readonly string[]; found: readonly string[] }>({
    expected: (p) => `a column with each of: ${p.missing.join(', ')}`,
    got: (p) => (p.found.length === 0 ? 'no row of headings' : `the columns ${p.found.join(', ')}`),
    fix: (p) => `name them: --kolonner "${p.missing.map((name) => `${name}=HEADING`).join(',')}"`,
  }),
  'vedtak.list-unmatched': wording<{ what: string; got: string; nearest: readonly string[] }>({
    expected: (p) => `a ${p.what} of the catalogue, by its exact name`,
    got: (p) => p.got,
    fix: (p) =>
      p.nearest.length === 0
        ? 'see tilrette registre, correct the list and make the draft again, or add it to the draft'
        : `if ${or(p.nearest)} is meant, correct the list and make the draft again, or add it to the draft`,
  }),
  'vedtak.list-minimisation': wording<{ got: string; levels: readonly string[] }>({
    expected: (p) =>
      p.levels.length === 0
        ? 'no minimisation: the catalogue has none for this variable'
        : `a minimisation the catalogue has for this variable: ${p.levels.join(', ')}`,
    got: (p) => p.got,
    fix: () => 'write the minimisation into the draft: it now has none for this variable',
  }),
  'vedtak.list-repeated': wording<{ first: number }>({
    expected: () => 'each variable once',
    got: (p) => `the variable of row ${p.first} again`,
    fix: () => 'see which of the rows holds; the draft has the first',
  }),
  'usage.confirmation': wording<{ columns: string }>({
    expected: () => 'a yes to how the columns of the list were read',
    got: (p) => `none, and the columns would be ${p.columns}`,
    fix: (p) => `if that is right, give them: --kolonner "${p.columns}"`,
  }),
  'usage.exists': wording<object>({
    expected: () => 'a file that is not there',
    got: () => 'a file that is there, and is left as it is',
    fix: () => 'give another name, or move the file away',
  }),
};
