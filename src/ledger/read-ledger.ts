import type { LedgerFiles } from './ledger-files.ts';
import { ledgerPaths } from './paths.ts';
import type { LedgerText } from './verify-ledger.ts';

const TRIES = 20;

/** The ledger's files, read so that both belong together also while others append; needs no right to write. */
export async function readLedger(dir: string, files: Pick<LedgerFiles, 'read'>): Promise<LedgerText> {
  const paths = ledgerPaths(dir);
  let head = await readText(paths.head, files);
  for (let tried = 1; ; tried += 1) {
    const entries = (await readText(paths.entries, files)) ?? '';
    const headAfter = await readText(paths.head, files);
    if (head === headAfter || tried === TRIES) return { entries, head };
    head = headAfter;
  }
}

const readText = async (path: string, files: Pick<LedgerFiles, 'read'>): Promise<string | undefined> =>
  (await files.read(path))?.toString('utf8');
