import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestDel, ManifestDokument } from '../artifacts/manifest.ts';
import { CipherError } from '../crypto/cipher-error.ts';
import type { OpenedFile } from '../crypto/measured-file.ts';
import { readSecrets, type OpenSealed, type Secrets } from '../crypto/open-sealed.ts';
import { parseCipherSuffix } from '../crypto/recipients.ts';
import { type PipelineError, refuse } from '../errors/pipeline-error.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER, unpackedFile } from './package-layout.ts';
import type { VerifiedPackage } from './verify.ts';

/**
 * Decrypts every file of a verified package into an empty folder, streaming, files 0600 and folders 0700; the
 * descriptions of the whole lie above the rest (`unpackedFile`). Each file is hashed again while it is read, so that what
 * is opened is what was verified. Throws PipelineError `verify.identity`, `verify.identity-malformed`, `verify.damaged`,
 * `verify.hash`, or the operating system's error.
 */
export async function decryptPackage(
  { dir, manifest }: VerifiedPackage,
  secrets: Secrets,
  folder: string,
): Promise<ReadonlyMap<string, OpenedFile>> {
  for (const name of [DATA_FOLDER, DOCUMENT_FOLDER]) await mkdir(join(folder, name), { mode: 0o700 });
  const opened = new Map<string, OpenedFile>();
  const files = [...manifest.deler, ...manifest.dokumentasjon];
  const open = await readOpener(files[0]?.fil ?? '', secrets);
  for (const file of files) opened.set(file.fil, await decryptFile(dir, file, open, folder));
  return opened;
}

/** A package is of one encryption format, which the name of any file in it tells. */
async function readOpener(fil: string, secrets: Secrets): Promise<OpenSealed> {
  try {
    return await readSecrets(parseCipherSuffix(fil) ?? 'age', secrets);
  } catch (error) {
    throw error instanceof CipherError ? asRefusal(error, fil) : error;
  }
}

async function decryptFile(
  dir: string,
  { fil, sha256 }: ManifestDel | ManifestDokument,
  openSealed: OpenSealed,
  folder: string,
): Promise<OpenedFile> {
  const target = await open(join(folder, unpackedFile(fil)), 'wx', 0o600);
  try {
    const opened = await openSealed(join(dir, fil), (plain) => target.writeFile(plain));
    if (opened.sealedSha256 !== sha256) throw refuse('ledger', 'verify.hash', fil, {});
    return opened;
  } catch (error) {
    throw error instanceof CipherError ? asRefusal(error, fil) : error;
  } finally {
    await target.close();
  }
}

function asRefusal({ fault }: CipherError, fil: string): PipelineError {
  if (fault === 'no-identity') return refuse('ledger', 'verify.identity', fil, {});
  if (fault === 'identity-malformed') return refuse('ledger', 'verify.identity-malformed', fil, {});
  return refuse('ledger', 'verify.damaged', fil, {});
}
