import { sha256 } from '../base/sha256.ts';
import { isSealed, parseLine, type LastLine } from './entry-line.ts';
import { emptyHead } from './head.ts';
import type { FileEnd } from './ledger-files.ts';
import type { LedgerSeal } from './seal.ts';

/** How the end of the ledger stands to its head. */
export type TailState =
  | { readonly state: 'whole' }
  /** The last entry is on the disk, the head was not brought up to it: the process died between the two. */
  | { readonly state: 'head-behind'; readonly last: LastLine }
  /** An incomplete line follows the last entry: the process died while writing it. */
  | { readonly state: 'torn'; readonly piece: Buffer; readonly keep: number }
  /** Only the line end of the last entry is missing: an editor took it away. */
  | { readonly state: 'line-end-missing' }
  /** Entries that the head counts are not there. */
  | { readonly state: 'truncated' };

const LINE_END = 10;

/** Compares the end of the ledger, which must hold its last whole line, with the head. */
export function assessTail(end: FileEnd, head: LastLine, seal: LedgerSeal): TailState {
  const { last, piece } = splitTail(end.bytes);
  const hash = last === undefined ? emptyHead.hash : sha256(last);
  if (piece.length > 0 && sha256(piece) === head.hash) return { state: 'line-end-missing' };
  if (hash === head.hash) {
    return piece.length === 0 ? { state: 'whole' } : { state: 'torn', piece, keep: end.size - piece.length };
  }
  const entry = last && parseLine(last.toString('utf8'));
  const follows = entry?.nr === head.nr + 1 && entry.forrige === head.hash && isSealed(entry, seal);
  return follows ? { state: 'head-behind', last: { nr: entry.nr, hash } } : { state: 'truncated' };
}

function splitTail(bytes: Buffer): { last: Buffer | undefined; piece: Buffer } {
  const lineEnd = bytes.lastIndexOf(LINE_END);
  if (lineEnd < 0) return { last: undefined, piece: bytes };
  const start = lineEnd === 0 ? 0 : bytes.lastIndexOf(LINE_END, lineEnd - 1) + 1;
  return { last: bytes.subarray(start, lineEnd), piece: bytes.subarray(lineEnd + 1) };
}
