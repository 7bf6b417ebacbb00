import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Problem } from '../../src/errors/problem.ts';
import { renderProblems } from '../../src/errors/render.ts';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { fixtures, TODAY } from './fixture-files.ts';

const texts = [...fixtures('valid'), ...fixtures('invalid')].map(({ bytes }) =>
  new TextDecoder().decode(bytes),
);
const anyText = fc.constantFrom(...texts);
const identifier = fc
  .integer({ min: 1_000_000_000, max: 99_999_999_999 })
  .map((number) => String(number).padStart(11, '0'));

/** The problems of a decision file, none when it is accepted; any other error fails the test. */
function problems(bytes: Uint8Array): readonly Problem[] {
  try {
    readVedtak(bytes, TODAY);
    return [];
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Replaces the nth text or number literal of a JSON text. */
function replaceLiteral(text: string, nth: number, by: string): string {
  const literals = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g)];
  const literal = literals[nth % literals.length];
  return literal === undefined
    ? text
    : text.slice(0, literal.index) + by + text.slice(literal.index + literal[0].length);
}

it('a decision cut short anywhere is refused', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, at) => {
      expect(problems(utf8(text.trimEnd().slice(0, at % text.trimEnd().length)))).not.toHaveLength(0);
    }),
    { numRuns: 500 },
  );
});

it('any change of the bytes gives a decision or problems, never another error', () => {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(anyText, fc.array(change, { maxLength: 5 }), (text, changes) => {
      const bytes = utf8(text);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      expect(problems(bytes).every(({ code }) => code.startsWith('vedtak.'))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('any JSON in the place of any value gives a decision or problems that say what to do', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.jsonValue({ maxDepth: 3 }), (text, nth, value) => {
      for (const { expected, got, fix } of problems(utf8(replaceLiteral(text, nth, JSON.stringify(value))))) {
        expect([expected, got, fix].every((words) => words.length > 0)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

it('an identifier is never shown, wherever in the file it stands', () => {
  const around = fc.constantFrom('', ' ', 'x', '-', 'å', '\u200b', 'ab_');
  const split = fc.constantFrom('', ' ', '-', '.', '\u200b', '\u00a0');
  fc.assert(
    fc.property(
      anyText,
      fc.nat(),
      identifier,
      around,
      around,
      split,
      (text, nth, digits, before, after, between) => {
        const written = `${before}${digits.slice(0, 6)}${between}${digits.slice(6)}${after}`;
        const shown = renderProblems(problems(utf8(replaceLiteral(text, nth, JSON.stringify(written)))));
        expect(shown).not.toContain(digits);
        expect(shown).not.toContain(`${digits.slice(0, 6)}${between}${digits.slice(6)}`.trim());
      },
    ),
    { numRuns: 1000 },
  );
});

it('an identifier as a number is never shown, also without its leading zero', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), identifier, (text, nth, digits) => {
      const number = digits.replace(/^0/, '');
      expect(renderProblems(problems(utf8(replaceLiteral(text, nth, number))))).not.toContain(number);
    }),
    { numRuns: 500 },
  );
});

it('a private key is never shown', () => {
  const secret = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
  const literals = fc.nat({ max: 200 });
  fc.assert(
    fc.property(anyText, literals, (text, nth) => {
      const found = problems(utf8(replaceLiteral(text, nth, JSON.stringify(secret))));
      expect(renderProblems(found)).not.toContain('GFPYY');
    }),
    { numRuns: 500 },
  );
});

it('problems come sorted by line, each with its line', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, nth) => {
      const lines = problems(utf8(replaceLiteral(text, nth, 'null'))).map(({ line }) => line ?? -1);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
      expect(lines.every((line) => line >= 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
