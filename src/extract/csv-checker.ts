import { BYTE, faultText, kindsOfBytes, STATE, stepOf } from './csv-automaton.ts';

/** Bytes that a row may have at most. */
export const LONGEST_ROW = 1024 * 1024;

/** Why a file is no table: the line on which the row begins (from 1), and what is wrong, without anything of the row. */
export interface CsvFault {
  readonly line: number;
  readonly reason: string;
}

/** Follows the bytes of a CSV file from its first to its last and tells the first fault. */
export interface CsvChecker {
  /** Line that the next byte is on, from 1. */
  readonly line: () => number;
  readonly add: (bytes: Uint8Array, from: number, to: number) => CsvFault | null;
  /** Called once, behind the last byte. */
  readonly end: () => CsvFault | null;
  /** Rows behind the header, and whether a value holds a line break. */
  readonly found: () => { readonly rows: number; readonly breaks: boolean };
}

/**
 * The rules: as many cells in each row as in the first, one kind of line ending, empty lines at the very end only, quotes by
 * RFC 4180.
 */
export function openCsvChecker(delimiter: string, columns: number): CsvChecker {
  const kinds = kindsOfBytes(delimiter);
  let state: number = STATE.before;
  let cells = 1;
  let length = 0;
  let line = 1;
  let began = 1;
  let rows = 0;
  let breaks = false;
  let windows: boolean | null = null;
  let empty: number | null = null;
  const fault = (reason: string): CsvFault => ({ line: began, reason });
  const endRow = (returned: boolean): CsvFault | null => {
    if (length === 0) {
      empty ??= began;
      began = line;
      return null;
    }
    if (empty !== null) return { line: empty, reason: 'an empty line' };
    if (cells !== columns) return fault(`${cells} cells where the header has ${columns}`);
    if (returned !== (windows ??= returned)) return fault('another line ending than on the lines before');
    rows += 1;
    cells = 1;
    length = 0;
    began = line;
    return null;
  };
  /** A byte that is no plain part of a value. */
  const take = (kind: number): CsvFault | null => {
    const next = stepOf(state, kind);
    if (next < 0) return fault(faultText(next));
    const was = state;
    state = next;
    if (kind === BYTE.delimiter && next !== STATE.quoted) cells += 1;
    if (kind !== BYTE.lineFeed) return null;
    line += 1;
    if (next !== STATE.quoted) return endRow(was === STATE.returned);
    breaks = true;
    return null;
  };
  const add = (bytes: Uint8Array, from: number, to: number): CsvFault | null => {
    let counted = from;
    for (let i = from; i < to; i += 1) {
      const kind = kinds[bytes[i] ?? 0] ?? 0;
      if (kind === BYTE.other && (state === STATE.plain || state === STATE.quoted)) continue;
      if (kind !== BYTE.lineFeed && kind !== BYTE.carriageReturn) length += i + 1 - counted;
      else length += i - counted;
      counted = i + 1;
      const found = length > LONGEST_ROW ? fault(tooLong) : take(kind);
      if (found !== null) return found;
    }
    length += to - counted;
    return length > LONGEST_ROW ? fault(tooLong) : null;
  };
  return {
    line: () => line,
    add,
    end: () => {
      if (state === STATE.quoted) return fault('a quote that is not closed');
      if (state === STATE.returned) return fault(faultText(-3));
      return length === 0 ? null : endRow(windows ?? false);
    },
    found: () => ({ rows: Math.max(0, rows - 1), breaks }),
  };
}

const tooLong = `more than ${LONGEST_ROW} bytes`;
