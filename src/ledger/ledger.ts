import type { LedgerEntry, LedgerEvent } from '../artifacts/ledger-entry.ts';
import { acquireLock } from '../base/lock.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import { composeEntry, renderLine, type LastLine } from './entry-line.ts';
import { emptyHead, parseHead, renderHead } from './head.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { ledgerPaths, type LedgerPaths } from './paths.ts';
import { reserveRoom, withRoom } from './room.ts';
import type { LedgerSeal } from './seal.ts';
import { assessTail } from './tail.ts';

export interface LedgerSettings {
  /** State directory; must exist. */
  readonly dir: string;
  readonly seal: LedgerSeal;
  readonly now: () => Date;
  readonly files: LedgerFiles;
}

export interface Ledger {
  /** Records an event, on the disk when it resolves. Safe among any number of processes. */
  readonly append: (event: LedgerEvent) => Promise<LedgerEntry>;
}

const WAIT_MS = 30_000;
const MAX_LINE_BYTES = 262_144;

/**
 * Opens the append-only record of every run and disclosure (helseregisterloven § 19 h), and sets room aside for the
 * entry of a run that fills the disk. Each entry bears the hash of the one before and a signature, and a signed head
 * counts them; replacing both files by an older copy of both is the one removal that only a backup can show.
 *
 * A line cut short by a crash is moved to `oversikt.avkuttet-<n>` and recorded. Throws, here and from `append`:
 * `ledger.no-room`, `ledger.busy`, `ledger.head`, `ledger.truncated`, `ledger.unreadable`.
 */
export async function openLedger(settings: LedgerSettings): Promise<Ledger> {
  const { dir, files } = settings;
  const paths = ledgerPaths(dir);
  await refusing(paths, () => reserveRoom(dir, files));
  const guarded = <T>(action: () => Promise<T>): Promise<T> =>
    refusing(paths, () => withRoom(dir, files, () => underLock(paths, settings.now, action)));
  await guarded(() => settle(paths, settings));
  return {
    append: (event) => guarded(async () => add(event, await settle(paths, settings), paths, settings)),
  };
}

async function underLock<T>(paths: LedgerPaths, now: () => Date, action: () => Promise<T>): Promise<T> {
  const attempt = await acquireLock(paths.lock, { waitMs: WAIT_MS, now });
  if (attempt.state === 'busy') {
    const { pid, host } = attempt.holder;
    throw refuse('ledger', 'ledger.busy', paths.entries, { pid, host });
  }
  return action().finally(() => attempt.release());
}

async function add(
  event: LedgerEvent,
  after: LastLine,
  paths: LedgerPaths,
  { seal, now, files }: LedgerSettings,
): Promise<LedgerEntry> {
  const entry = composeEntry(event, after, now(), seal);
  const line = Buffer.from(`${renderLine(entry)}\n`);
  if (line.length > MAX_LINE_BYTES) throw new Error(`a ledger entry of ${line.length} bytes`);
  const { size } = await files.readEnd(paths.entries, 0);
  await files.append(paths.entries, line);
  try {
    await files.replace(paths.head, Buffer.from(renderHead(lastOf(entry), seal)));
  } catch (error) {
    await files.truncate(paths.entries, size);
    throw error;
  }
  return entry;
}

/** Mends what a crash left at the end of the ledger, one thing at a time, and gives the last line. */
async function settle(paths: LedgerPaths, settings: LedgerSettings): Promise<LastLine> {
  const { seal, files } = settings;
  const head = await readHead(paths, settings);
  const end = await files.readEnd(paths.entries, 2 * MAX_LINE_BYTES);
  const tail = assessTail(end, head, seal);
  switch (tail.state) {
    case 'whole':
      return head;
    case 'head-behind':
      await files.replace(paths.head, Buffer.from(renderHead(tail.last, seal)));
      return tail.last;
    case 'line-end-missing':
      await files.append(paths.entries, Buffer.from('\n'));
      return head;
    case 'torn':
      return cutOff(tail.piece, tail.keep, head, paths, settings);
    case 'truncated':
      throw refuse('ledger', 'ledger.truncated', paths.entries, { head: head.nr });
  }
}

async function readHead(paths: LedgerPaths, { seal, files }: LedgerSettings): Promise<LastLine> {
  const text = await files.read(paths.head);
  if (text === undefined) return beginHead(paths, seal, files);
  const head = parseHead(text.toString('utf8'), seal);
  if (head === undefined)
    throw refuse('ledger', 'ledger.head', paths.head, { got: 'a head not signed by an allowed signer' });
  return head;
}

/** A head is made only where there is no ledger yet: it must be there before the first entry. */
async function beginHead(paths: LedgerPaths, seal: LedgerSeal, files: LedgerFiles): Promise<LastLine> {
  const { size } = await files.readEnd(paths.entries, 0);
  if (size > 0) throw refuse('ledger', 'ledger.head', paths.head, { got: 'entries, but no head file' });
  await files.replace(paths.head, Buffer.from(renderHead(emptyHead, seal)));
  return emptyHead;
}

async function cutOff(
  piece: Buffer,
  keep: number,
  after: LastLine,
  paths: LedgerPaths,
  settings: LedgerSettings,
): Promise<LastLine> {
  const { files } = settings;
  let n = 1;
  while ((await files.readEnd(paths.torn(n), 0)).size > 0) n += 1;
  await files.append(paths.torn(n), piece);
  await files.truncate(paths.entries, keep);
  const keptAs = paths.torn(n).slice(settings.dir.length + 1);
  return lastOf(await add({ type: 'torn-line', bytes: piece.length, keptAs }, after, paths, settings));
}

const lastOf = (entry: LedgerEntry): LastLine => ({ nr: entry.nr, hash: sha256(renderLine(entry)) });

/** Errors of the disk as refusals; those for want of room have been dealt with before. */
async function refusing<T>(paths: LedgerPaths, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw refuse('ledger', 'ledger.unreadable', paths.entries, { reason: `${syscall}: ${code}` });
  }
}
