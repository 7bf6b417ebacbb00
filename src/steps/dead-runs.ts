import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartLine } from '../artifacts/part-line.ts';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import type { KnownDraft } from '../keys/key-store.ts';
import type { State } from '../keys/state-directory.ts';
import { writing } from '../package/durable-file.ts';
import { packageName, partFile, stagingName } from '../package/package-layout.ts';
import { readPartJournal } from '../package/part-journal.ts';
import { listLeftovers } from '../package/reconcile.ts';

/** What a run that died left in an output folder. */
export interface DeadRun {
  readonly run: string;
  /** Name of its folder. */
  readonly folder: string;
  /** The last line of each of its files: what was written over is not there any more. */
  readonly lines: readonly PartLine[];
}

/** The run that asks. */
interface Asking {
  readonly ut: string;
  readonly saksnummer: string;
  /** What decides its parts; null for one that takes nothing over. */
  readonly basis: string | null;
  readonly state: State;
}

/**
 * The dead runs under `ut` that were made from the same as this one, newest first, each with the parts that its journal
 * tells of. Names of runs sort by time. The caller holds the lock of `ut`.
 */
export async function readDeadRuns({ ut, saksnummer, basis, state }: Asking): Promise<readonly DeadRun[]> {
  if (basis === null) return [];
  const reader = { identities: parseAgeIdentities(state.identity()), signers: state.ownSigners };
  const dead: DeadRun[] = [];
  for (const folder of await listLeftovers(ut)) {
    const lines = (await readPartJournal(join(ut, folder), reader)).filter(
      ({ run, grunnlag }) => grunnlag === basis && stagingName(packageName(saksnummer, run)) === folder,
    );
    const [first] = lines;
    if (first !== undefined) dead.push({ run: first.run, folder, lines: lastOfEach(lines) });
  }
  return dead.sort((a, b) => (a.run < b.run ? 1 : -1));
}

const lastOfEach = (lines: readonly PartLine[]): readonly PartLine[] => [
  ...new Map(lines.map((line) => [partFile(line.del), line])).values(),
];

/** The koblingsnøkler whose numbers their parts hold. */
export const draftsOf = (dead: readonly DeadRun[]): readonly KnownDraft[] =>
  dead
    .flatMap(({ lines }) => lines)
    .map(({ noekkel, noekkelFoer }) => ({ sha256: noekkel, before: noekkelFoer }));

/** Removes what is left of them. Throws `package.write-failed`. */
export async function removeDeadRuns(ut: string, dead: readonly DeadRun[]): Promise<void> {
  for (const { folder } of dead)
    await writing(folder, () => rm(join(ut, folder), { recursive: true, force: true }));
}
