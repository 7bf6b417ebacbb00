import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { sha256 } from '../base/sha256.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { isSealed, parseLine, type LastLine } from './entry-line.ts';
import { emptyHead, parseHead } from './head.ts';
import type { LedgerSeal } from './seal.ts';

/** The ledger's files as text; `head` undefined when there is none. */
export interface LedgerText {
  readonly entries: string;
  readonly head: string | undefined;
}

export interface VerifiedLedger {
  /** Entries of the lines that are well formed, in the order of the file; trust them only when there are no problems. */
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly Problem[];
  /** Length of an incomplete last line. The next start moves it aside; its entry was never promised to anyone. */
  readonly tornBytes: number;
}

const FILE = 'oversikt.jsonl';

/**
 * Checks every entry's form, signature and place in the chain, and the end against the head. The problems name the line:
 * `ledger.malformed`, `ledger.altered`, `ledger.chain`, and of the end `ledger.head`, `ledger.truncated`. One entry
 * beyond the head is in order: that is how a crash between the two leaves them.
 */
export function verifyLedger(text: LedgerText, seal: Pick<LedgerSeal, 'verify'>): VerifiedLedger {
  const lines = text.entries.split('\n');
  const piece = lines.pop() ?? '';
  const whole = piece !== '' && parseLine(piece) ? [...lines, piece] : lines;
  const parsed = whole.map(parseLine);
  const problems = whole.flatMap((line, i) => checkLine(i, parsed[i], whole[i - 1], seal));
  return {
    entries: parsed.filter((entry) => entry !== undefined),
    problems: [...problems, ...checkEnd(whole, text.head, seal)],
    tornBytes: whole === lines ? Buffer.byteLength(piece) : 0,
  };
}

function checkLine(
  index: number,
  entry: LedgerEntry | undefined,
  before: string | undefined,
  seal: Pick<LedgerSeal, 'verify'>,
): Problem[] {
  const line = index + 1;
  const at = (p: Problem): Problem => ({ ...p, line });
  if (entry === undefined) return [at(problem('ledger.malformed', FILE, { line }))];
  const forrige = before === undefined ? emptyHead.hash : sha256(before);
  const found: Problem[] = [];
  if (!isSealed(entry, seal)) found.push(at(problem('ledger.altered', FILE, { line })));
  if (entry.nr !== line || entry.forrige !== forrige)
    found.push(at(problem('ledger.chain', FILE, { line, after: index })));
  return found;
}

function checkEnd(
  lines: readonly string[],
  text: string | undefined,
  seal: Pick<LedgerSeal, 'verify'>,
): Problem[] {
  if (text === undefined)
    return lines.length === 0 ? [] : [problem('ledger.head', FILE, { got: 'no head file' })];
  const head = parseHead(text, seal);
  if (head === undefined)
    return [problem('ledger.head', FILE, { got: 'a head not signed by an allowed signer' })];
  return endsAt(lines, head) || endsAt(lines.slice(0, -1), head)
    ? []
    : [problem('ledger.truncated', FILE, { head: head.nr })];
}

function endsAt(lines: readonly string[], head: LastLine): boolean {
  const last = lines.at(-1);
  return lines.length === head.nr && (last === undefined ? emptyHead.hash : sha256(last)) === head.hash;
}
