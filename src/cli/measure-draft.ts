import { randomFillSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Feasibility } from '../artifacts/feasibility.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import { openState } from '../keys/state-directory.ts';
import { diskFiles } from '../ledger/ledger-files.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { makeSeal } from '../ledger/seal.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { assessFeasibility } from '../steps/feasibility/assess-feasibility.ts';
import type { Configuration, Inputs } from '../steps/inputs.ts';
import { today } from '../steps/settings.ts';
import type { CheckedVedtak } from '../vedtak/read-vedtak.ts';
import { readIdentity } from './check-key-file.ts';
import { stateDirectory } from './paths.ts';
import { parseMemory, parseThreads } from './sizes.ts';

/** Measures a draft on its extracts, with a quarter of the machine's memory. Throws what `assessFeasibility` throws, and `ledger.*`. */
export async function measureDraft(
  draft: CheckedVedtak,
  inputs: Inputs,
  configuration: Configuration,
  uttrekk: string,
): Promise<Feasibility> {
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return assessFeasibility({
    ...{ draft, inputs, configuration, uttrekk },
    entries: await readEntries(),
    memoryBytes: parseMemory(undefined),
    threads: parseThreads(undefined),
    day: today({ now: () => new Date() }),
    randomFill: (block) => {
      randomFillSync(block);
    },
    identity: readIdentity,
    signal: stop.signal,
  });
}

/** The verified entries of the record; null where the forvalter has none yet. */
async function readEntries(): Promise<readonly LedgerEntry[] | null> {
  const dir = stateDirectory();
  if (!existsSync(dir)) return null;
  const { signer, ownSigners } = await openState(dir);
  const { entries, problems } = verifyLedger(await readLedger(dir, diskFiles), makeSeal(signer, ownSigners));
  if (problems.length > 0) throw new PipelineError('ledger', problems);
  return entries;
}
