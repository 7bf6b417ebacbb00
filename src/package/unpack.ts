import { readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { CONTENTS_FILE, type Contents } from '../artifacts/contents.ts';
import type { Secrets } from '../crypto/open-sealed.ts';
import { plaintextName } from '../crypto/recipients.ts';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import { checkContents } from './check-contents.ts';
import type { Signer } from './check-signature.ts';
import { decryptPackage } from './decrypt-package.ts';
import { errnoOf } from './errno.ts';
import { stagingName } from './package-layout.ts';
import { verifyPackage, type VerifiedPackage } from './verify.ts';

export interface UnpackOptions extends Secrets {
  /** Text of an allowed_signers file. */
  readonly allowedSigners: string;
  /** Folder for the plaintext; must not exist or be empty. */
  readonly ut: string;
}

/** What was unpacked; tables are `register.tabell`. */
export interface Unpacked {
  readonly ut: string;
  readonly saksnummer: string;
  readonly run: string;
  readonly signer: Signer;
  readonly slettes: string;
  readonly persons: number;
  readonly files: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/**
 * Verifies a package, decrypts it into `ut` and checks the plaintext against the contents list. `ut` gets its name when
 * all of it has been checked; nothing is left when something fails. Throws PipelineError of stage `ledger`: what
 * `verifyPackage` throws, `verify.identity`, `verify.identity-malformed`, `verify.damaged`, `verify.contents`,
 * `verify.target-inside`, `verify.target-not-empty`, `verify.write-failed`.
 */
export async function unpackPackage(dir: string, options: UnpackOptions): Promise<Unpacked> {
  const ut = resolve(options.ut);
  const verified = await verifyPackage(dir, options.allowedSigners);
  return writing(ut, async () => {
    await refuseInside(dir, ut);
    await refuseNonEmpty(ut);
    const folder = join(dirname(ut), stagingName(basename(ut)));
    await rm(folder, { recursive: true, force: true });
    await makeFolder(folder, 0o700);
    try {
      const contents = await unpackInto(folder, verified, options);
      await rename(folder, ut);
      return summarise(ut, verified, contents);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function unpackInto(folder: string, verified: VerifiedPackage, secrets: Secrets): Promise<Contents> {
  const { manifest } = verified;
  const opened = await decryptPackage(verified, secrets, folder);
  const listed = [...opened.keys()].some((fil) => plaintextName(fil) === CONTENTS_FILE);
  const json = listed ? await readFile(join(folder, CONTENTS_FILE), 'utf8') : '';
  const { contents, problems } = await checkContents(json, manifest, folder, opened);
  if (contents === null || problems.length > 0) throw new PipelineError('ledger', problems);
  return contents;
}

function summarise(ut: string, { manifest, signer }: VerifiedPackage, contents: Contents): Unpacked {
  const rows: Record<string, number> = {};
  const columns: Record<string, readonly string[]> = {};
  for (const { register, tabell, rader, kolonner } of contents.deler) {
    const table = `${register}.${tabell}`;
    rows[table] = (rows[table] ?? 0) + rader;
    columns[table] = kolonner.map((k) => k.navn);
  }
  const { saksnummer, run, slettes, deler, dokumentasjon } = manifest;
  const files = deler.length + dokumentasjon.length;
  return { ut, saksnummer, run, signer, slettes, persons: contents.personer, files, rows, columns };
}

/** What is put into a package makes it another than was signed. */
async function refuseInside(dir: string, ut: string): Promise<void> {
  const step = relative(await realpath(dir), await realOf(ut));
  if (step === '..' || step.startsWith(`..${sep}`)) return;
  throw refuse('ledger', 'verify.target-inside', ut, {});
}

/** Where a path leads, whose last folders need not be there yet. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await realOf(dirname(path)), basename(path));
  }
}

async function refuseNonEmpty(ut: string): Promise<void> {
  try {
    if ((await readdir(ut)).length === 0) return;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    if (errnoOf(error) !== 'ENOTDIR') throw error;
  }
  throw refuse('ledger', 'verify.target-not-empty', basename(ut), {});
}

async function writing<T>(ut: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const errno = errnoOf(error);
    throw errno === undefined ? error : refuse('ledger', 'verify.write-failed', basename(ut), { errno });
  }
}
