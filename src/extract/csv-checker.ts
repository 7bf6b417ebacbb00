import { BYTE, faultText, kindsOfBytes, LONE_RETURN, STATE, stepOf } from './csv-automaton.ts';

/** Bytes that a row may have at most. */
const LONGEST_ROW = 1024 * 1024;

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
  const rows = openRows(columns);
  let state: number = STATE.before;
  let length = 0;
  /** A byte that is no plain part of a value. */
  const take = (kind: number): CsvFault | null => {
    if (length > LONGEST_ROW) return rows.fault(TOO_LONG);
    const next = stepOf(state, kind);
    if (next < 0) return rows.fault(faultText(next));
    const was = state;
    state = next;
    if (kind === BYTE.delimiter && next !== STATE.quoted) rows.endCell();
    if (kind !== BYTE.lineFeed) return null;
    rows.endLine(next === STATE.quoted);
    return next === STATE.quoted ? null : endRow(was === STATE.returned);
  };
  const endRow = (returned: boolean): CsvFault | null => {
    const found = rows.endRow(length === 0, returned);
    length = 0;
    return found;
  };
  const add = (bytes: Uint8Array, from: number, to: number): CsvFault | null => {
    let counted = from;
    for (let i = from; i < to; i += 1) {
      const kind = kinds[bytes[i] ?? 0] ?? 0;
      if (kind === BYTE.other && (state === STATE.plain || state === STATE.quoted)) continue;
      length += i - counted + (kind === BYTE.lineFeed || kind === BYTE.carriageReturn ? 0 : 1);
      counted = i + 1;
      const found = take(kind);
      if (found !== null) return found;
    }
    length += to - counted;
    return length > LONGEST_ROW ? rows.fault(TOO_LONG) : null;
  };
  const end = (): CsvFault | null => {
    if (state === STATE.quoted) return rows.fault('a quote that is not closed');
    if (state === STATE.returned) return rows.fault(faultText(LONE_RETURN));
    return length === 0 ? null : endRow(rows.isWindows());
  };
  return { line: rows.line, add, end, found: rows.found };
}

const TOO_LONG = `more than ${LONGEST_ROW} bytes`;

/** Counts rows, cells and lines, and holds each row against those before. */
function openRows(columns: number) {
  let cells = 1;
  let line = 1;
  let began = 1;
  let rows = 0;
  let breaks = false;
  let windows: boolean | null = null;
  let empty: number | null = null;
  const fault = (reason: string): CsvFault => ({ line: began, reason });
  const check = (returned: boolean): CsvFault | null => {
    if (empty !== null) return { line: empty, reason: 'an empty line' };
    if (cells !== columns) return fault(`${cells} cells where the header has ${columns}`);
    return returned === (windows ??= returned) ? null : fault('another line ending than on the lines before');
  };
  return {
    fault,
    line: () => line,
    isWindows: () => windows ?? false,
    found: () => ({ rows: Math.max(0, rows - 1), breaks }),
    endCell: () => {
      cells += 1;
    },
    endLine: (withinValue: boolean) => {
      line += 1;
      breaks ||= withinValue;
    },
    endRow: (isEmpty: boolean, returned: boolean): CsvFault | null => {
      const found = isEmpty ? null : check(returned);
      if (isEmpty) empty ??= began;
      else rows += 1;
      cells = 1;
      began = line;
      return found;
    },
  };
}
