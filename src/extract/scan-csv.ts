import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { refuse } from '../errors/pipeline-error.ts';
import { openCsvChecker, type CsvChecker, type CsvFault } from './csv-checker.ts';
import type { CsvHeader } from './csv-header.ts';
import { systemReason } from './system-reason.ts';

/** What a whole CSV file was found to be. */
export interface CsvScan {
  /** Rows behind the header. */
  readonly rows: number;
  /** Whether a value holds a line break: such a file cannot be read from several places at once. */
  readonly breaks: boolean;
}

const CHUNK = 4 * 1024 * 1024;
/** Bytes of a UTF-8 character beyond its first. */
const TAIL = 3;
const BOM = [0xef, 0xbb, 0xbf] as const;

/**
 * Reads a CSV file from end to end and holds it to RFC 4180 and UTF-8, since what reads the rows later would pass over
 * some of it: an empty cell too many, empty lines, other encodings. Throws extract.csv-row and extract.csv-encoding with
 * the line, extract.unreadable (stage run); nothing of a row is ever told.
 */
export async function scanCsv(path: string, { columns, delimiter }: CsvHeader): Promise<CsvScan> {
  const file = await open(path).catch((error: unknown) => {
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: systemReason(error) });
  });
  try {
    const checker = openCsvChecker(delimiter, columns.length);
    await follow(path, file, checker);
    refuseFault(path, checker.end());
    return checker.found();
  } finally {
    await file.close();
  }
}

/** Hands whole characters on; the begun one at the end of a chunk waits for the next. */
async function follow(path: string, file: FileHandle, checker: CsvChecker): Promise<void> {
  const buffer = new Uint8Array(CHUNK + TAIL);
  let held = 0;
  for (let first = true; ; first = false) {
    const read = await readInto(path, file, buffer.subarray(held, held + CHUNK));
    const filled = held + read;
    if (filled === 0) return;
    const end = read === 0 ? filled : wholeCharacters(buffer, filled);
    const start = first && BOM.every((byte, i) => buffer[i] === byte) ? BOM.length : 0;
    if (!isUtf8(buffer.subarray(0, end))) throw badEncoding(path, buffer.subarray(0, end), checker);
    refuseFault(path, checker.add(buffer, start, end));
    held = filled - end;
    buffer.copyWithin(0, end, filled);
    if (read === 0) return;
  }
}

async function readInto(path: string, file: FileHandle, buffer: Uint8Array): Promise<number> {
  try {
    return (await file.read(buffer, 0, buffer.length)).bytesRead;
  } catch (error) {
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: systemReason(error) });
  }
}

/** How many of the bytes are whole characters, if they are UTF-8 at all. */
function wholeCharacters(bytes: Uint8Array, filled: number): number {
  for (let back = 1; back <= TAIL && back <= filled; back += 1) {
    const byte = bytes[filled - back] ?? 0;
    if (byte < 0x80) return filled;
    if (byte >= 0xc0) return filled - back;
  }
  return filled;
}

function badEncoding(path: string, bytes: Uint8Array, checker: CsvChecker) {
  let line = checker.line();
  for (let from = 0; from < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, from);
    const to = feed < 0 ? bytes.length : feed + 1;
    if (!isUtf8(bytes.subarray(from, to))) break;
    from = to;
  }
  return refuse('run', 'extract.csv-encoding', path, { file: path, line });
}

function refuseFault(path: string, fault: CsvFault | null): void {
  if (fault !== null) throw refuse('run', 'extract.csv-row', path, { file: path, ...fault });
}
