import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { parseJson } from '../../src/document/parse-json.ts';
import { decision } from './decision.ts';
import { TODAY } from './fixture-files.ts';
import { codes, refusal } from './refusal.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function accepts(text: string): boolean {
  try {
    parseJson(text, 'vedtak');
    return true;
  } catch (error) {
    if (error instanceof PipelineError) return false;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the file', () => {
  it('with a byte order mark is refused, with the way to save it', () => {
    const [problem] = refusal(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(decision())), TODAY).problems;
    expect(problem).toMatchObject({ code: 'vedtak.encoding', got: 'UTF-8 with a byte order mark' });
  });
  it('in UTF-16 or Latin-1 is refused', () => {
    expect(codes(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00), TODAY)).toEqual(['vedtak.encoding']);
    expect(codes(Uint8Array.of(...utf8('{"a":"'), 0xe6, ...utf8('"}')), TODAY)).toEqual(['vedtak.encoding']);
  });
  it('may have 10 000 000 bytes and no more', () => {
    const text = utf8(decision());
    const padded = (length: number) => Buffer.concat([text, Buffer.alloc(length - text.length, ' ')]);
    expect(codes(padded(10_000_001), TODAY)).toEqual(['vedtak.size']);
    expect(codes(padded(10_000_000), '2030-01-01')).toEqual(['vedtak.not-valid']);
  });
  it('of brackets only is refused without exhausting the stack', () => {
    for (const unit of ['[', '{"a":', '[{"a":'])
      expect(codes(unit.repeat(100_000), TODAY)).toEqual(['vedtak.depth']);
    for (const unit of ['[},', '{],', '[:[,']) expect(codes(unit.repeat(100_000), TODAY)).toHaveLength(1);
  });
  it('with a text of nine million characters is refused in words of a few', () => {
    const [problem] = refusal(utf8(decision(['saksnummer'], 'a'.repeat(9_000_000))), TODAY).problems;
    expect(problem?.got).toHaveLength(62);
  });
  it('that is empty, or no object, is refused', () => {
    expect(codes('', TODAY)).toEqual(['vedtak.syntax']);
    for (const text of ['null', '1', '[]', '"x"']) expect(codes(text, TODAY)).toEqual(['vedtak.wrong-type']);
  });
});

describe('lines', () => {
  it.each(['\n', '\r\n', '\r'])('are counted from 1 with line ends %j', (end) => {
    const { lineOf } = parseJson(['{', '  "a": [', '    1,', '    {"b": 2}', '  ]', '}'].join(end), 'vedtak');
    expect([[], ['a'], ['a', 0], ['a', 1, 'b'], ['a', 1, 'c'], ['x']].map(lineOf)).toEqual([
      1, 2, 3, 4, 4, 1,
    ]);
  });
  it('of a key that stands twice is that of the last, whose value counts', () => {
    const { value, duplicates, lineOf } = parseJson('{"a":1,\n"a":2}', 'vedtak');
    expect(value).toEqual({ a: 2 });
    expect(duplicates.map(({ code }) => code)).toEqual(['vedtak.duplicate-key']);
    expect(lineOf(['a'])).toBe(2);
  });
});

describe('strict JSON', () => {
  const json = fc.jsonValue({ maxDepth: 5 });

  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text, 'vedtak').value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is accepted and nothing else is, as by JSON.parse', () => {
    const piece = fc.constantFrom(
      ...Array.from('{}[],:"\'\\/*-+.eE0195tfn \n\t\r\u00a0\u2028\ufeff'),
      'true',
      'null',
      '"a"',
      '\\u00e6',
      '01',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(accepts(text)).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('with one character changed is accepted where JSON.parse accepts it', () => {
    fc.assert(
      fc.property(
        json,
        fc.nat(),
        fc.constantFrom(...Array.from('{}[],:"\\ 0a'), ''),
        (value, at, character) => {
          const text = JSON.stringify(value);
          const changed = text.slice(0, at % text.length) + character + text.slice((at % text.length) + 1);
          expect(accepts(changed)).toBe(isJson(changed));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
