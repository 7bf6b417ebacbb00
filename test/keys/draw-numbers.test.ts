import { createHash, randomFillSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { drawNumbers } from '../../src/keys/draw-numbers.ts';

const cryptographic = (block: Uint32Array): void => void randomFillSync(block);
const none = new BigInt64Array();

/** A reproducible stream, so that a statistical bound either always holds or never does. */
function seeded(seed: string): (block: Uint32Array) => void {
  let call = 0;
  return (block) => {
    const bytes = createHash('shake256', { outputLength: block.byteLength })
      .update(`${seed}/${call++}`)
      .digest();
    block.set(new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
  };
}

function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

describe('løpenumre', () => {
  test('every number has exactly the digits asked for, none twice and none used before', () => {
    const anyRequest = fc.integer({ min: 3, max: 18 }).chain((width) =>
      fc.record({
        width: fc.constant(width),
        before: fc.integer({ min: 0, max: 40 }),
        count: fc.integer({ min: 0, max: 50 }),
      }),
    );
    fc.assert(
      fc.property(anyRequest, ({ width, before, count }) => {
        const used = drawNumbers({ count: before, width, used: none, randomFill: cryptographic });
        const drawn = drawNumbers({ count, width, used, randomFill: cryptographic });
        expect(drawn.length).toBe(count);
        expect(new Set([...used, ...drawn]).size).toBe(before + count);
        for (const n of drawn) expect(String(n)).toMatch(new RegExp(`^[1-9][0-9]{${width - 1}}$`));
      }),
    );
  });

  test('with a tenth of all numbers used, none of these comes again', () => {
    const used = BigInt64Array.from({ length: 89_000 }, (_, i) => 100_000n + BigInt(i));
    const drawn = drawNumbers({ count: 1_000, width: 6, used, randomFill: cryptographic });
    expect(drawn.every((n) => n >= 189_000n)).toBe(true);
    expect(used[0]).toBe(100_000n);
  });

  test('an array of used numbers that begins inside its buffer is read from its own beginning', () => {
    const used = BigInt64Array.of(100n, 101n, 102n, 103n).subarray(2);
    const only = (n: bigint) => (block: Uint32Array) => {
      block.fill(0);
      block.forEach((_, i) => (block[i] = i % 2 === 0 ? (i < 2 ? Number(n - 100n) : 5) : 0));
    };
    expect([...drawNumbers({ count: 1, width: 3, used, randomFill: only(100n) })]).toEqual([100n]);
    expect([...drawNumbers({ count: 1, width: 3, used, randomFill: only(102n) })]).toEqual([105n]);
  });

  test('random bits beyond the last number are thrown away, not folded onto the first', () => {
    const beyondThenFirst = (block: Uint32Array): void => {
      block.fill(0);
      block[0] = 9;
      block[2] = 8;
    };
    expect([...drawNumbers({ count: 0, width: 1, used: none, randomFill: beyondThenFirst })]).toEqual([]);
    const wide = (block: Uint32Array): void => {
      block.fill(0);
      block[0] = 900;
      block[2] = 899;
    };
    expect([...drawNumbers({ count: 2, width: 3, used: none, randomFill: wide })]).toEqual([999n, 100n]);
  });

  test.each([8, 10, 18])('numbers of %i digits are spread evenly over the whole range', (width) => {
    const drawn = drawNumbers({ count: 200_000, width, used: none, randomFill: seeded(`even ${width}`) });
    const bins = new Array<number>(90).fill(0);
    const size = 10n ** BigInt(width - 2);
    for (const n of drawn) bins[Number(n / size) - 10] = (bins[Number(n / size) - 10] ?? 0) + 1;
    expect(chiSquare(bins)).toBeGreaterThan(46);
    expect(chiSquare(bins)).toBeLessThan(148);
  });

  test('the last digit is spread evenly too', () => {
    const drawn = drawNumbers({ count: 200_000, width: 9, used: none, randomFill: seeded('last digit') });
    const digits = new Array<number>(10).fill(0);
    for (const n of drawn) digits[Number(n % 10n)] = (digits[Number(n % 10n)] ?? 0) + 1;
    expect(chiSquare(digits)).toBeLessThan(33);
  });

  test('the place of a number says nothing of its size', () => {
    const drawn = drawNumbers({ count: 100_000, width: 8, used: none, randomFill: seeded('order') });
    let rises = 0;
    for (let i = 1; i < drawn.length; i++) if ((drawn[i] ?? 0n) > (drawn[i - 1] ?? 0n)) rises++;
    expect(Math.abs(rises - 50_000)).toBeLessThan(500);
    const half = drawn.subarray(0, 50_000).reduce((sum, n) => sum + Number(n), 0) / 50_000;
    expect(Math.abs(half / 55_000_000 - 1)).toBeLessThan(0.01);
  });

  test('fewer than ten possible numbers a person are refused, with the width that would do', () => {
    const draw = (count: number, used: BigInt64Array): BigInt64Array =>
      drawNumbers({ count, width: 3, used, randomFill: cryptographic });
    expect(draw(90, none).length).toBe(90);
    for (const [count, used] of [
      [91, none],
      [50, BigInt64Array.from({ length: 41 }, (_, i) => 200n + BigInt(i))],
    ] as const) {
      expect(() => draw(count, used)).toThrow(PipelineError);
      expect(() => draw(count, used)).toThrow('keys.width-too-small');
    }
  });

  test('a refusal names the number of persons and the width that is wide enough', () => {
    try {
      drawNumbers({ count: 90_001, width: 5, used: none, randomFill: cryptographic });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ exitCode: 13, problems: [{ at: 'kobling.loepenummer.bredde' }] });
      expect((error as PipelineError).problems[0]?.fix).toContain('7');
    }
  });
});
