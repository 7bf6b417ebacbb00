import { expect, it } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { tabulateHierarchy } from '../../src/risk/lattice/build-hierarchy.ts';
import { parseHierarchy } from '../../src/risk/lattice/parse-hierarchy.ts';

/** Code and wording of a refusal. */
function refusal(text: string): string {
  try {
    parseHierarchy('alder', text);
  } catch (error) {
    if (error instanceof PipelineError) {
      const [first] = error.problems;
      return `${first?.code} at ${first?.at}: ${first?.got}`;
    }
  }
  return 'none';
}

it('a hierarchy has a line per value, coarser from left to right', () => {
  const { levels, labels } = parseHierarchy('alder', '1;0-4;*\n7;5-9;*\r\n3;0-4;*\n');
  expect(labels).toEqual([['1', '3', '7'], ['0-4', '5-9'], ['*']]);
  expect(levels.map((codes) => [...codes])).toEqual([
    [0, 1, 2],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

it('a cell may stand in quotes, and be empty', () => {
  expect(parseHierarchy('x', '"a;""b""";c').labels).toEqual([['a;"b"'], ['c']]);
  expect(parseHierarchy('x', 'a;c\n;c').labels).toEqual([['', 'a'], ['c']]);
});

it('the order of the lines makes no difference', () => {
  expect(parseHierarchy('x', 'b;*\na;*')).toEqual(parseHierarchy('x', 'a;*\nb;*'));
});

it.each([
  ['', 'risk.hierarchy-empty at alder: no line'],
  ['11;x;*\n22;*', 'risk.hierarchy-uneven at alder: 2 in line 2'],
  ['11;x\n22;x\n11;x', 'risk.hierarchy-repeated at alder: the value of line 1 again in line 3'],
  ['11;x;y\n22;x;z', 'risk.hierarchy-not-tree at alder: a value in line 2 that parts again at level 2'],
  ['"11;x', 'risk.hierarchy-quote at alder: one that does not in line 1'],
])('%j is refused with its line and without a value', (text, expected) => {
  expect(refusal(text)).toBe(expected);
});

it('levels may be computed: bands of years, codes cut short', () => {
  const { labels } = tabulateHierarchy('kode', ['F321', 'F322', 'I10'], [(c) => c.slice(0, 3), () => '*']);
  expect(labels[1]).toEqual(['F32', 'I10']);
});
