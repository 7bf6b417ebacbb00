import {
  LEDGER_VERSION,
  ledgerEventSchema,
  ledgerFrameSchema,
  type LedgerEntry,
  type LedgerEvent,
} from '../artifacts/ledger-entry.ts';
import { canonicalJson, type Json } from '../base/canonical-json.ts';
import type { LedgerSeal } from './seal.ts';

/** What a new entry follows: the number and the hash of the last line. */
export interface LastLine {
  readonly nr: number;
  readonly hash: string;
}

/** The entry that records an event after the last line, signed; `tid` in UTC. */
export function composeEntry(event: LedgerEvent, after: LastLine, tid: Date, seal: LedgerSeal): LedgerEntry {
  const frame = {
    versjon: LEDGER_VERSION,
    nr: after.nr + 1,
    tid: tid.toISOString(),
    forrige: after.hash,
  } as const;
  const unsigned = { ...ledgerEventSchema.parse(event), ...frame };
  return { ...unsigned, signatur: seal.sign(canonicalJson(unsigned)) };
}

/** An entry as its line in the file, without the line end. */
export const renderLine = (entry: LedgerEntry): string => canonicalJson(entry);

/** The entry of a line; undefined unless the line is, byte for byte, what `renderLine` gives for a known entry. */
export function parseLine(line: string): LedgerEntry | undefined {
  const frame = ledgerFrameSchema.safeParse(parseJson(line));
  if (!frame.success) return undefined;
  const { versjon, nr, tid, forrige, signatur, ...rest } = { ...(parseJson(line) as LedgerEntry) };
  const event = ledgerEventSchema.safeParse(rest);
  if (!event.success) return undefined;
  const entry = { ...event.data, versjon, nr, tid, forrige, signatur };
  return renderLine(entry) === line ? entry : undefined;
}

/** Whether the entry's signature is by a known key and over exactly this entry. */
export function isSealed(entry: LedgerEntry, seal: Pick<LedgerSeal, 'verify'>): boolean {
  const { signatur, ...unsigned } = entry;
  return seal.verify(canonicalJson(unsigned), signatur);
}

function parseJson(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
