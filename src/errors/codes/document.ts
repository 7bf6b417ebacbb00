import { wording } from '../problem.ts';

interface Found {
  readonly expected: string;
  readonly got: string;
}

/** How a kind of file is spoken of: what it is, what to do when it is too large, and who knows what belongs in it. */
interface DocumentWords {
  readonly file: string;
  readonly size: string;
  readonly says: string;
}

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

/** Wordings of a JSON file that a person wrote, as bytes, as JSON, and against its schema: alike for every kind of file. */
export const documentWordings = (words: DocumentWords) => ({
  size: wording<{ limit: number }>({
    expected: (p) => `${words.file} of at most ${p.limit} bytes`,
    got: () => 'a larger one',
    fix: () => words.size,
  }),
  encoding: wording<{ got: string }>({
    expected: () => 'a file in UTF-8 without a byte order mark',
    got: (p) => p.got,
    fix: () => 'save the file again as UTF-8 without BOM',
  }),
  depth: wording<{ limit: number; depth: number }>({
    expected: (p) => `objects and lists at most ${p.limit} levels inside each other`,
    got: (p) => `${p.depth} levels`,
    fix: () => 'check the brackets of the file',
  }),
  syntax: wording<Found & { fix: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: (p) => p.fix,
  }),
  duplicateKey: wording<{ key: string; first: number }>({
    expected: () => 'each key once in its object',
    got: (p) => `the key ${p.key} again (first on line ${p.first})`,
    fix: () => `keep the one that ${words.says} says and remove the other`,
  }),
  unknownKey: wording<{ key: string; nearest: string | undefined; known: readonly string[] }>({
    expected: (p) => (p.known.length === 0 ? 'no further keys here' : `keys here: ${list(p.known)}`),
    got: (p) => `the key ${p.key}`,
    fix: (p) => (p.nearest === undefined ? 'remove the key' : `write "${p.nearest}", or remove the key`),
  }),
  missing: wording<{ key: string; expected: string }>({
    expected: (p) => p.expected,
    got: () => 'nothing',
    fix: (p) => `add the key "${p.key}" as ${words.says} says`,
  }),
  wrongType: wording<Found>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'write the value in the form expected',
  }),
  value: wording<Found & { nearest: string | undefined }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: (p) => (p.nearest === undefined ? 'write a value of the kind expected' : `write "${p.nearest}"`),
  }),
});
