import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ageBands } from '../../src/plan/age-bands.ts';

const age = fc.integer({ min: 0, max: 130 });
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const ends = fc
  .tuple(optional(age), optional(age))
  .filter(([bunn, topp]) => bunn === undefined || topp === undefined || bunn <= topp)
  .map(([bunn, topp]) => ({ bunn, topp }));
const spec = fc.oneof(
  fc.tuple(fc.record({ bredde: fc.integer({ min: 1, max: 130 }) }), ends),
  fc.tuple(
    fc.record({
      grenser: fc.uniqueArray(age, { minLength: 1, maxLength: 10 }).map((all) => all.sort((a, b) => a - b)),
    }),
    ends,
  ),
);

/** First and last age of a band, as its label says; the last is Infinity for an open band. */
function readLabel(label: string): readonly [number, number] {
  const [, from = '', to] = /^(\d+)(?:-(\d+)|\+)?$/.exec(label) ?? [];
  if (label.endsWith('+')) return [Number(from), Infinity];
  return [Number(from), Number(to ?? from)];
}

it('bands cover 0 to 130 without gap or overlap, and their labels say so', () => {
  fc.assert(
    fc.property(spec, ([shape, limits]) => {
      const bands = ageBands({ ...shape, ...limits });
      const read = bands.map((band) => readLabel(band.label));
      expect(read[0]?.[0]).toBe(0);
      expect(read.at(-1)?.[1]).toBe(Infinity);
      read.forEach(([from, to], i) => {
        expect(from).toBe(bands[i]?.from);
        expect(to).toBeGreaterThanOrEqual(from);
        if (i > 0) expect(from).toBe((read[i - 1]?.[1] ?? NaN) + 1);
      });
    }),
  );
});

it('no band lies inside what bunn or topp holds together', () => {
  fc.assert(
    fc.property(spec, ([shape, limits]) => {
      const starts = ageBands({ ...shape, ...limits }).map((band) => band.from);
      const { bunn = 0, topp = 130 } = limits;
      expect(starts.filter((from) => from > 0 && from < bunn)).toEqual([]);
      expect(starts.filter((from) => from > topp)).toEqual([]);
    }),
  );
});

it.each([
  [{ bredde: 10, topp: 30 }, '0-9 10-19 20-29 30+'],
  [{ bredde: 40 }, '0-39 40-79 80-119 120+'],
  [{ bredde: 1, topp: 2 }, '0 1 2+'],
  [{ grenser: [18, 67] }, '0-17 18-66 67+'],
  [{ grenser: [0, 18] }, '0-17 18+'],
  [{ bredde: 5, bunn: 20, topp: 30 }, '0-19 20-24 25-29 30+'],
  [{ bredde: 5, bunn: 50, topp: 50 }, '0-49 50+'],
  [{ bredde: 10, topp: 0 }, '0+'],
])('%j gives %s', (given, labels) => {
  expect(
    ageBands(given)
      .map((band) => band.label)
      .join(' '),
  ).toBe(labels);
});
