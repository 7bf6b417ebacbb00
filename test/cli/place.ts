import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LedgerEntry } from '../../src/artifacts/ledger-entry.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { diskFiles } from '../../src/ledger/ledger-files.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { makeSeal } from '../../src/ledger/seal.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';

/** A folder for one run of the program: its output, state, extracts, temporary files and decision, and nothing else. */
export interface Place {
  readonly folder: string;
  readonly ut: string;
  readonly state: string;
  readonly uttrekk: string;
  readonly tmp: string;
  readonly vedtak: string;
  /** State directory and temporary folder of this place. */
  readonly env: NodeJS.ProcessEnv;
  /** Arguments of `prepare`. */
  readonly args: readonly string[];
}

/** Makes places that share one set of keys; all are gone when the tests of the file are done. */
export async function openPlaces(): Promise<(extracts: string | null, decision: unknown) => Place> {
  const root = mkdtempSync(join(tmpdir(), 'tilrette-place-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const keys = join(root, 'keys');
  await makeKeys(keys, 'forvalter');
  return (extracts, decision) => openPlace(mkdtempSync(join(root, 'p-')), keys, extracts, decision);
}

function openPlace(folder: string, keys: string, extracts: string | null, decision: unknown): Place {
  const at = (name: string): string => join(folder, name);
  const place = { folder, ut: at('ut'), state: at('state'), uttrekk: at('uttrekk'), tmp: at('tmp') };
  const vedtak = at('decision.json');
  cpSync(keys, place.state, { recursive: true });
  for (const made of [place.uttrekk, place.tmp]) mkdirSync(made);
  if (extracts !== null)
    for (const name of readdirSync(extracts)) linkSync(join(extracts, name), join(place.uttrekk, name));
  writeFileSync(vedtak, typeof decision === 'string' ? decision : JSON.stringify(decision, null, 2));
  const env = { TILRETTE_HJEM: place.state, TMPDIR: place.tmp };
  return { ...place, vedtak, env, args: ['--vedtak', vedtak, '--uttrekk', place.uttrekk, '--ut', place.ut] };
}

/** Every regular file under a folder, by its path; a folder that is not there has none. */
export function listFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names.filter((path) => lstatSync(path).isFile()).sort();
}

/** Every entry of the ledger; fails where the chain does not verify. */
export async function readVerified(state: string): Promise<readonly LedgerEntry[]> {
  const { signer, ownSigners } = await openState(state);
  const { entries, problems } = verifyLedger(
    await readLedger(state, diskFiles),
    makeSeal(signer, ownSigners),
  );
  if (problems.length > 0) throw new Error(problems.map((p) => p.code).join(', '));
  return entries;
}

export const readText = (path: string): string => readFileSync(path, 'latin1');
