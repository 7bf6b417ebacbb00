import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinTree, maximalSets } from '../../src/statistics/join-tree.ts';
import { naturalOrder } from '../../src/statistics/natural-order.ts';
import { protectTables } from '../../src/statistics/protect-tables.ts';
import { countPersons } from './count-persons.ts';

it('categories come in the order of their numbers and texts, what is missing last', () => {
  const categories = [null, '80+', '5-9', 'Agder', '10-14', 'I60', 'I9', '0-4'];
  expect(categories.sort(naturalOrder)).toEqual(['0-4', '5-9', '10-14', '80+', 'Agder', 'I9', 'I60', null]);
});

it('the order of categories is one order, whatever they are', () => {
  const category = fc.option(fc.stringMatching(/^[0-3ab-]{0,4}$/));
  fc.assert(
    fc.property(category, category, category, (a, b, c) => {
      expect(Math.sign(naturalOrder(a, b)) + Math.sign(naturalOrder(b, a))).toBe(0);
      if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
        expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
      expect(naturalOrder(a, b) === 0).toBe(a === b);
    }),
  );
});

it('sets of dimensions are linked by what they share, and a ring is told from a tree', () => {
  expect(
    joinTree([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ])?.map(({ shared }) => shared),
  ).toEqual([['b'], ['c']]);
  expect(
    joinTree([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ]),
  ).toBeNull();
  expect(
    joinTree([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'b', 'c'],
    ]),
  ).not.toBeNull();
  expect(joinTree([])).toEqual([]);
  expect(maximalSets([['a'], ['a', 'b'], ['b', 'a'], []])).toEqual([['a', 'b']]);
});

it('a small count of what other register tables tell as well cannot be protected, and is not told', async () => {
  const persons = Array.from({ length: 8 }, (_, i) => [[i < 7 ? 'a' : 'b', String(i % 2)]]);
  const table = countPersons(persons, { dimensions: [0, 1], measure: 'personer', totals: true });
  expect(await protectTables([table], 3, [])).toMatchObject({ outcome: 'safe' });
  expect(await protectTables([table], 3, ['a'])).toMatchObject({ outcome: 'unsafe' });
});
