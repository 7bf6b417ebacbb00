import { describe, expect, it } from 'vitest';
import { parseHierarchy } from '../../src/risk/measure/parse-hierarchy.ts';
import { problemsOf } from '../sql/problems.ts';
import { ask, measureRows, openTestEngine, type Row } from './ask.ts';

const engine = await openTestEngine();

/** The nine patients of Li, Li and Venkatasubramanian (2007), three classes of three. */
const patients: readonly Row[] = [
  [1, 3, 'gastric ulcer'],
  [1, 4, 'gastritis'],
  [1, 5, 'stomach cancer'],
  [2, 6, 'gastritis'],
  [2, 11, 'flu'],
  [2, 8, 'bronchitis'],
  [3, 7, 'bronchitis'],
  [3, 9, 'pneumonia'],
  [3, 10, 'stomach cancer'],
].map(([klasse, loenn, sykdom]) => ({
  klasse: klasse ?? null,
  loenn: loenn ?? null,
  sykdom: sykdom ?? null,
}));

const organs = parseHierarchy(
  [
    'gastric ulcer;stomach;digestive;*',
    'gastritis;stomach;digestive;*',
    'stomach cancer;stomach;digestive;*',
    'flu;infection;respiratory;*',
    'bronchitis;infection;respiratory;*',
    'pneumonia;infection;respiratory;*',
  ].join('\n'),
  'sykdom.csv',
);

describe('t-closeness', () => {
  it('with ordered distance is 0.375 for salaries of 3, 4 and 5 among 3 to 11, as the paper has it', async () => {
    const f = await measureRows(engine, patients, ask({ kvasi: ['klasse'], sensitiv: ['loenn'] }));
    expect([f.sensitive[0]?.t.ordered, f.sensitive[0]?.order]).toEqual([0.375, 'numbers']);
  });

  it('with hierarchical distance moves what is left over in a group up to the next, at the cost of its level', async () => {
    const q = ask(
      { kvasi: ['klasse'], sensitiv: ['sykdom'] },
      { hierarchies: [organs], distance: 'hierarkisk' },
    );
    const f = await measureRows(engine, patients, q);
    // first class: 1/3, 1/3, 1/3 in stomach, where the table has 1/9, 2/9, 2/9; 4/9 come from all the others over the top,
    // nothing is exchanged within the stomach
    expect(f.sensitive[0]?.t.hierarchical).toBeCloseTo(4 / 9, 12);
    expect(f.t).toBe(f.sensitive[0]?.t.hierarchical);
  });

  it('with a hierarchy of one level is that of equal distance', async () => {
    const flat = organs.map(([value = '']) => [value, '*']);
    const q = ask({ kvasi: ['klasse'], sensitiv: ['sykdom'] }, { hierarchies: [flat] });
    const [s] = (await measureRows(engine, patients, q)).sensitive;
    expect(s?.t.hierarchical).toBeCloseTo(s?.t.equal ?? NaN, 12);
  });

  it('a value that the hierarchy does not list is refused, and not shown', async () => {
    const q = ask({ kvasi: ['klasse'], sensitiv: ['sykdom'] }, { hierarchies: [organs.slice(1)] });
    const problems = await problemsOf(() => measureRows(engine, patients, q));
    expect(problems.map((p) => p.code)).toEqual(['risk.hierarchy']);
    expect(JSON.stringify(problems)).not.toContain('ulcer');
  });
});

describe('a hierarchy file', () => {
  const refused = (text: string) => problemsOf(() => parseHierarchy(text, 'h.csv'));

  it('may have quotation marks, a byte order mark and empty lines at the end', () => {
    expect(parseHierarchy('\uFEFF"a;1";"b ""x""";*\r\nc;d;*\n\n', 'h.csv')).toEqual([
      ['a;1', 'b "x"', '*'],
      ['c', 'd', '*'],
    ]);
  });

  it.each([
    ['is empty', '', 'risk.hierarchy-empty'],
    ['has a value without a group', 'a\nb\n', 'risk.hierarchy'],
    ['has rows of different length', 'a;x;*\nb;*\n', 'risk.hierarchy-uneven'],
    ['lists a value twice', 'a;x;*\na;y;*\n', 'risk.hierarchy-repeated'],
    ['is no tree', 'a;x;1;*\nb;x;2;*\n', 'risk.hierarchy-not-tree'],
    ['does not end in one group for all', 'a;x\nb;y\n', 'risk.hierarchy'],
    ['has a quote that does not end', 'a;"x\n', 'risk.hierarchy-quote'],
  ])('that %s is refused', async (_, text, code) => {
    expect((await refused(text)).map((p) => p.code)).toEqual([code]);
  });
});

it('beta-likeness, delta-disclosure and alpha are those of their definitions', async () => {
  const rows = [
    { a: 1, s: 'x' },
    { a: 1, s: 'x' },
    { a: 1, s: 'y' },
    { a: 2, s: 'y' },
    { a: 2, s: 'y' },
    { a: 2, s: 'z' },
  ];
  const [s] = (await measureRows(engine, rows, ask({ kvasi: ['a'], sensitiv: ['s'] }))).sensitive;
  // frequencies of x, y, z: 1/3, 1/2, 1/6 in the table; 2/3, 1/3, 0 and 0, 2/3, 1/3 in the classes
  expect(s?.alpha).toBeCloseTo(2 / 3, 12);
  expect(s?.beta.basic).toBeCloseTo(1, 12);
  expect(s?.beta.enhanced).toBeCloseTo(1, 12);
  expect(s?.delta).toBeCloseTo(1, 12);
});
