import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFilesSchema, type KeyFiles } from '../artifacts/key-files.ts';
import { makeFolder } from '../base/make-folder.ts';
import { sha256 } from '../base/sha256.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { caseStem, handedOverPaths, type HandedOverPaths } from '../keys/key-store.ts';
import { isTaken, writeDurably, writing } from '../package/durable-file.ts';
import { packageName } from '../package/package-layout.ts';
import { findDisclosed } from './earlier-run.ts';
import { openRecord } from './open-record.ts';
import { readRecord } from './read-record.ts';

/** A key file that was handed over. */
export interface HandedOver {
  readonly forvalter: string;
  /** Where it lies, an absolute path. */
  readonly file: string;
  readonly sha256: string;
  readonly persons: number;
}

/**
 * Hands over the key files of a delivery that is out: each is recorded as a disclosure of keys and put into a folder, sealed
 * to its party as the run made it. Throws `ledger.run-unknown`, `keys.no-key-files`, `keys.unreadable`, `keys.target-exists`,
 * `package.write-failed`, and the problems of the ledger.
 */
export async function handOverKeys(
  { dir, run, ut }: { readonly dir: string; readonly run: string; readonly ut: string },
  now: () => Date,
): Promise<readonly HandedOver[]> {
  const { state, ledger } = await openRecord(dir, now);
  const { saksnummer } = findDisclosed(await readRecord(state), run).disclosure;
  const paths = handedOverPaths(dir, saksnummer, run);
  const sealed = await readSealed(paths, run);
  const placed = sealed.map(({ part, bytes }, nr) => ({
    ...{ part, bytes },
    name: `${packageName(saksnummer, run)}_noekkel${nr + 1}_${caseStem(part.forvalter)}.csv.age`,
  }));
  for (const { name } of placed)
    if (await isTaken(join(ut, name))) throw refuse('package', 'keys.target-exists', ut, { name });
  await writing(ut, () => makeFolder(ut));
  for (const { part, bytes, name } of placed) {
    const { forvalter, mottakere, personer } = part;
    await ledger.append({
      ...{ type: 'key-handed-over', saksnummer, of: run, part: forvalter },
      ...{ file: part.sha256, mottakere, persons: personer },
    });
    await writing(name, () => putWhole(join(ut, name), bytes));
  }
  return placed.map(({ part, name }) => ({
    ...{ forvalter: part.forvalter, file: join(ut, name) },
    ...{ sha256: part.sha256, persons: part.personer },
  }));
}

/** A file has its name when it is whole; what a killed command left aside is made anew. */
async function putWhole(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.ny`;
  await rm(aside, { force: true });
  await writeDurably(aside, bytes);
  await rename(aside, path);
}

interface Sealed {
  readonly part: KeyFiles['parter'][number];
  readonly bytes: Uint8Array;
}

async function readSealed(paths: HandedOverPaths, run: string): Promise<readonly Sealed[]> {
  const text = await readFile(paths.list, 'utf8').catch(() => null);
  if (text === null) throw refuse('run', 'keys.no-key-files', run, { run });
  const { parter } = keyFilesSchema.parse(JSON.parse(text));
  return Promise.all(
    parter.map(async (part, nr) => {
      const file = paths.file(nr);
      const bytes = await readFile(file).catch(() => null);
      if (bytes !== null && sha256(bytes) === part.sha256) return { part, bytes };
      throw refuse('run', 'keys.unreadable', file, { file, expected: 'the key file as the run made it' });
    }),
  );
}
