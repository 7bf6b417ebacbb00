import { wording } from '../problem.ts';

const didYouMean = (nearest: string | null): string =>
  nearest === null ? 'give the name as it stands in the file' : `did you mean ${nearest}?`;

/** Codes of the measures of risk on a file: of what was asked (exit 2), of the data (exit 13), of the verdict (exit 14). */
export const riskMeasureCodes = {
  'risk.unknown-column': wording<{ column: string; nearest: string | null; columns: readonly string[] }>({
    expected: (p) =>
      `a column of the file: ${p.columns.slice(0, 20).join(', ')}${p.columns.length > 20 ? ', …' : ''}`,
    got: (p) => p.column,
    fix: (p) => didYouMean(p.nearest),
  }),
  'risk.column-twice': wording<{ column: string }>({
    expected: () => 'each column in one role',
    got: (p) => `${p.column} more than once`,
    fix: () => 'take it out of all but one of the options',
  }),
  'risk.file-form': wording<{ file: string }>({
    expected: () => 'a file that ends in .parquet, .arrow, .arrows or .csv',
    got: (p) => p.file,
    fix: () => 'give a file of one of these forms, with its ending',
  }),
  'risk.population-size': wording<{ population: number; persons: number }>({
    expected: (p) => `a population of at least the ${p.persons} persons of the data`,
    got: (p) => String(p.population),
    fix: () => 'give the size of the population that the data were drawn from with --populasjon-antall',
  }),
  'risk.hierarchy': wording<{ reason: string }>({
    expected: () =>
      'a hierarchy without header, separated by «;», a row a value, its groups from the finest to one for all',
    got: (p) => p.reason,
    fix: () => 'correct the hierarchy; each group belongs to one group of the next level',
  }),
  'risk.all-missing': wording<{ rows: number }>({
    expected: () => 'a row with a value in one of the quasi-identifiers',
    got: (p) => `${p.rows} rows, and every quasi-identifier is missing in all of them`,
    fix: () =>
      'name the columns that identify; where all their values were suppressed there is no one to be found',
  }),
  'risk.nothing-measured': wording<{ left: number }>({
    expected: () => 'a row to measure',
    got: (p) => `none: ${p.left} rows, all of them left out (--undertrykt, --mangler utelat)`,
    fix: () => 'there is no one left to be found in the file, or the options leave out what they should not',
  }),
  'risk.no-person': wording<{ rows: number }>({
    expected: () => 'a person in every row',
    got: (p) => `${p.rows} rows without`,
    fix: () => 'correct the file, or count rows instead by leaving out --person',
  }),
  'risk.weight': wording<{ rows: number }>({
    expected: () => 'a weight of at least 1 in every row (how many of the population it stands for)',
    got: (p) => `${p.rows} rows without one`,
    fix: () => 'correct the weights, or leave out --vekt',
  }),
  'risk.weight-differs': wording<{ persons: number }>({
    expected: () => 'the same weight in all rows of a person',
    got: (p) => `${p.persons} persons with several weights in one class`,
    fix: () => 'correct the weights',
  }),
  'risk.wildcard-persons': wording<{ persons: number }>({
    expected: () =>
      'one combination of quasi-identifiers for each person, where a missing value is a wildcard',
    got: (p) => `${p.persons} persons of whom some have several`,
    fix: () => 'take --mangler kategori, or give a file with one row a person',
  }),
  'risk.patterns': wording<{ patterns: number; limit: number }>({
    expected: (p) =>
      `at most ${p.limit} patterns of missing quasi-identifiers, where a missing value is a wildcard`,
    got: (p) => String(p.patterns),
    fix: () => 'take fewer quasi-identifiers, or --mangler kategori',
  }),
  'risk.demand-k': wording<{ demanded: number; found: number }>({
    expected: (p) => `at least ${p.demanded} persons in every equivalence class`,
    got: (p) => `${p.found} in the smallest`,
    fix: () =>
      'coarsen or leave out a quasi-identifier (the list of columns left out says what each one costs)',
  }),
  'risk.demand-km': wording<{ demanded: number; found: number; m: number }>({
    expected: (p) =>
      `at least ${p.demanded} persons who share the quasi-identifiers and any ${p.m} of their events`,
    got: (p) => String(p.found),
    fix: () => 'coarsen the columns of the events, or leave one out',
  }),
  'risk.demand-l': wording<{ column: string; demanded: number; found: string }>({
    expected: (p) => `${p.demanded}-diversity of ${p.column} in every equivalence class`,
    got: (p) => p.found,
    fix: () => 'coarsen a quasi-identifier, so that classes grow',
  }),
  'risk.demand-t': wording<{ column: string; demanded: number; found: string }>({
    expected: (p) => `${p.column} distributed in every class as in the table, to a distance of ${p.demanded}`,
    got: (p) => p.found,
    fix: () => 'coarsen a quasi-identifier, so that classes grow',
  }),
};
