import {
  createScanner,
  type JSONVisitor,
  type ParseErrorCode,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';

import { codePoint } from './shown-value.ts';

export interface SyntaxFault {
  readonly offset: number;
  readonly expected: string;
  readonly got: string;
  readonly fix: string;
}

/** How many objects and lists stand inside each other, at most. Counts tokens, so it needs no stack. */
export function jsonDepth(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let deepest = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()];
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** What one pass over a text finds. */
export interface JsonScan {
  /** The first place where the text is not strict JSON (RFC 8259): what a parser says after it has lost its place is a guess. */
  readonly fault: SyntaxFault | undefined;
  /** Whether objects and lists stand inside each other deeper than the limit; the scan ends there. */
  readonly deep: boolean;
  /** Whether a key stands twice in its object. */
  readonly repeated: boolean;
}

/** Looks through a text once; stops where it is too deep or not JSON, since past that a parser nests deeper than the brackets. */
export function scanJson(text: string, maxDepth: number): JsonScan {
  const keys: Set<string>[] = [];
  let depth = 0;
  let repeated = false;
  const enter = (): void => {
    if ((depth += 1) > maxDepth) throw new Stop(undefined);
  };
  const leave = (): void => {
    depth -= 1;
  };
  const visitor: JSONVisitor = {
    onError: (code, offset) => {
      throw new Stop(describe(text, code, offset));
    },
    onArrayBegin: enter,
    onArrayEnd: leave,
    onObjectBegin: () => {
      enter();
      keys.push(new Set());
    },
    onObjectEnd: () => {
      leave();
      keys.pop();
    },
    onObjectProperty: (key) => {
      const before = keys.at(-1);
      repeated ||= before?.has(key) === true;
      before?.add(key);
    },
  };
  try {
    visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
    return { fault: undefined, deep: false, repeated };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { fault: error.fault, deep: error.fault === undefined, repeated };
  }
}

/** Ends the visit. */
class Stop extends Error {
  readonly fault: SyntaxFault | undefined;

  constructor(fault: SyntaxFault | undefined) {
    super();
    this.fault = fault;
  }
}

const value = 'a value: text in double quotes, a number, true, false, null, { or [';
const number = 'a number as JSON writes it';
const noComment = 'no comment, JSON has none';

const wordings: Readonly<Record<string, string>> = {
  InvalidSymbol: value,
  InvalidNumberFormat: number,
  PropertyNameExpected: 'a key in double quotes',
  ValueExpected: value,
  ColonExpected: 'a colon after the key',
  CommaExpected: 'a comma before the next key or value',
  CloseBraceExpected: 'a comma or }',
  CloseBracketExpected: 'a comma or ]',
  EndOfFileExpected: 'nothing after the end of the object',
  InvalidCommentToken: noComment,
  UnexpectedEndOfComment: noComment,
  UnexpectedEndOfString: 'text that ends with a double quote on the line where it starts',
  UnexpectedEndOfNumber: number,
  InvalidUnicode: 'four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after a backslash',
  InvalidCharacter: 'text without control characters (write \\n for a new line)',
};

function describe(text: string, code: ParseErrorCode, offset: number): SyntaxFault {
  const expected = wordings[printParseErrorCode(code)] ?? 'JSON';
  return { offset, expected, got: characterAt(text, offset), fix: fixFor(text, offset) };
}

function characterAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file';
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return `the character ${/^[!-~]$/.test(character) ? character : codePoint(character)}`;
}

function fixFor(text: string, offset: number): string {
  const here = text.charAt(offset);
  if (/[}\]]/.test(here) && /,\s*$/.test(text.slice(Math.max(0, offset - 1000), offset)))
    return 'remove the comma before it';
  if (/[“”„«»‘’']/.test(here)) return 'use straight double quotes';
  if (here === '/') return 'remove the comment';
  const unclosed = here === '"' && !text.slice(offset).trimEnd().includes('\n');
  return here === '' || unclosed ? 'the file seems cut short: use the whole file' : 'correct the file here';
}
