import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestDel, ManifestDokument } from '../artifacts/manifest.ts';
import { AgeError } from '../crypto/age-error.ts';
import { openFile, type OpenedFile } from '../crypto/age-file.ts';
import { type PipelineError, refuse } from '../errors/pipeline-error.ts';
import { plaintextName } from './check-contents.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER } from './package-layout.ts';
import type { VerifiedPackage } from './verify.ts';

/**
 * Decrypts every file of a verified package into an empty folder, streaming, files 0600 and folders 0700. Each file is
 * hashed again while it is read, so that what is opened is what was verified. Throws PipelineError `verify.identity`,
 * `verify.identity-malformed`, `verify.damaged`, `verify.hash`, or the operating system's error.
 */
export async function decryptPackage(
  { dir, manifest }: VerifiedPackage,
  identities: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, OpenedFile>> {
  for (const name of [DATA_FOLDER, DOCUMENT_FOLDER]) await mkdir(join(folder, name), { mode: 0o700 });
  const opened = new Map<string, OpenedFile>();
  for (const file of [...manifest.deler, ...manifest.dokumentasjon])
    opened.set(file.fil, await decryptFile(dir, file, identities, folder));
  return opened;
}

async function decryptFile(
  dir: string,
  { fil, sha256 }: ManifestDel | ManifestDokument,
  identities: readonly string[],
  folder: string,
): Promise<OpenedFile> {
  const target = await open(join(folder, plaintextName(fil)), 'wx', 0o600);
  try {
    const opened = await openFile(join(dir, fil), identities, (plain) => target.writeFile(plain));
    if (opened.sealedSha256 !== sha256) throw refuse('ledger', 'verify.hash', fil, {});
    return opened;
  } catch (error) {
    throw error instanceof AgeError ? asRefusal(error, fil) : error;
  } finally {
    await target.close();
  }
}

function asRefusal({ fault }: AgeError, fil: string): PipelineError {
  if (fault === 'no-identity') return refuse('ledger', 'verify.identity', fil, {});
  if (fault === 'identity-malformed') return refuse('ledger', 'verify.identity-malformed', fil, {});
  return refuse('ledger', 'verify.damaged', fil, {});
}
