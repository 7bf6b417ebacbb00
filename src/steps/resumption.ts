import { PipelineError } from '../errors/pipeline-error.ts';
import type { KeyStore, KnownDraft } from '../keys/key-store.ts';
import type { State } from '../keys/state-directory.ts';
import { openPartJournal } from '../package/part-journal.ts';
import type { Staging } from '../package/staging.ts';
import { draftsOf, readDeadRuns, removeDeadRuns, type DeadRun } from './dead-runs.ts';
import { everyPartAnew, openFinishedParts, type FinishedParts } from './finished-parts.ts';
import { readRunBasis, type BasisFacts } from './run-basis.ts';

/** What this run may take over of runs that died in its output folder, and what one after it may take over of this. */
export interface Resumption {
  /** Names of the folders that are still needed. */
  readonly folders: readonly string[];
  /** Drafts of the koblingsnøkkel that the parts in them were numbered from. */
  readonly drafts: readonly KnownDraft[];
  /** Begins the journal, when it is known which koblingsnøkkel the numbers are of: its SHA-256, null for none. */
  readonly begin: (staging: Staging, store: KeyStore, key: string | null) => Promise<FinishedParts>;
  /** Ends the journal; may be called again. */
  readonly end: () => Promise<void>;
  /** Removes the folders of the dead runs. Throws `package.write-failed`. */
  readonly clear: () => Promise<void>;
}

interface Resuming extends BasisFacts {
  readonly run: string;
  readonly state: State;
  /** A run that is to show that it comes out the same makes every part itself. */
  readonly makesAll: boolean;
}

/** Looks for dead runs that were made from the same as this one. The caller holds the lock of the output folder. */
export async function openResumption(r: Resuming): Promise<Resumption> {
  const { state, run, settings } = r;
  const { ut } = settings;
  const { saksnummer } = r.decision.vedtak;
  const basis = r.makesAll ? null : await readRunBasis(r).catch(unlessUnreadable);
  const dead: readonly DeadRun[] = await readDeadRuns({ ut, saksnummer, basis, state });
  let end = (): Promise<void> => Promise.resolve();
  return {
    folders: dead.map(({ folder }) => folder),
    drafts: draftsOf(dead),
    begin: async (staging, store, key) => {
      if (basis === null || key === null) return everyPartAnew;
      const { signer, recipient } = state;
      const journal = await openPartJournal(staging.folder, { sign: signer.sign, recipient });
      end = () => journal.end();
      const made = { run, basis, key, keyBefore: store.stored };
      return openFinishedParts(journal, staging, made, dead);
    },
    end: () => end(),
    clear: () => removeDeadRuns(ut, dead),
  };
}

/** What cannot be looked at is refused where it is read. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof PipelineError || (error as NodeJS.ErrnoException).code !== undefined) return null;
  throw error;
}
