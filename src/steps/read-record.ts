import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { State } from '../keys/state-directory.ts';
import { diskFiles } from '../ledger/ledger-files.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { makeSeal } from '../ledger/seal.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';

/** Every entry of the ledger, in order. Throws the problems of `verifyLedger` when any is wrong. */
export async function readRecord(state: State): Promise<readonly LedgerEntry[]> {
  const seal = makeSeal(state.signer, state.ownSigners);
  const { entries, problems } = verifyLedger(await readLedger(state.dir, diskFiles), seal);
  if (problems.length > 0) throw new PipelineError('ledger', problems);
  return entries;
}
