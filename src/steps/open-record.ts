import { openState, type State } from '../keys/state-directory.ts';
import { diskFiles } from '../ledger/ledger-files.ts';
import { openLedger, type Ledger } from '../ledger/ledger.ts';
import { makeSeal } from '../ledger/seal.ts';

/** Opens the keys of a state directory and its ledger, to write. Throws what `openState` and `openLedger` throw. */
export async function openRecord(
  dir: string,
  now: () => Date,
): Promise<{ readonly state: State; readonly ledger: Ledger }> {
  const state = await openState(dir);
  const seal = makeSeal(state.signer, state.ownSigners);
  return { state, ledger: await openLedger({ dir, seal, now, files: diskFiles }) };
}
