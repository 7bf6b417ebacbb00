import { LEDGER_VERSION, NO_LINE, ledgerHeadSchema } from '../artifacts/ledger-entry.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import type { LastLine } from './entry-line.ts';
import type { LedgerSeal } from './seal.ts';

/** What an empty ledger's head says. */
export const emptyHead: LastLine = { nr: 0, hash: NO_LINE };

/** The head file: number and hash of the last entry, signed, so that entries removed from the end are missed. */
export function renderHead({ nr, hash }: LastLine, seal: LedgerSeal): string {
  const unsigned = { versjon: LEDGER_VERSION, nr, hash };
  return `${canonicalJson({ ...unsigned, signatur: seal.sign(canonicalJson(unsigned)) })}\n`;
}

/** What the head file says; undefined when it is malformed or its signature is not by an allowed signer. */
export function parseHead(text: string, seal: Pick<LedgerSeal, 'verify'>): LastLine | undefined {
  const head = ledgerHeadSchema.safeParse(parseJson(text));
  if (!head.success) return undefined;
  const { signatur, ...unsigned } = head.data;
  return seal.verify(canonicalJson(unsigned), signatur)
    ? { nr: unsigned.nr, hash: unsigned.hash }
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
