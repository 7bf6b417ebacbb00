import { join } from 'node:path';
import { manifestSchema, type Manifest } from '../artifacts/manifest.ts';
import { sha256 } from '../base/sha256.ts';
import { writeDurably, writing } from './durable-file.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from './package-layout.ts';
import type { Staging } from './staging.ts';

/**
 * Writes `manifest.json` and its signature by the forvalter (armored, as `sign` gives it), and gives the SHA-256 of the
 * manifest's bytes for the ledger. Equal manifests give equal bytes. Throws PipelineError `package.write-failed`.
 */
export async function writeManifest(
  staging: Staging,
  manifest: Manifest,
  sign: (message: Uint8Array) => string,
): Promise<{ readonly sha256: string }> {
  const text = `${JSON.stringify(manifestSchema.parse(manifest), null, 2)}\n`;
  const signature = sign(Buffer.from(text));
  await writing(MANIFEST_FILE, () => writeDurably(join(staging.folder, MANIFEST_FILE), text));
  await writing(SIGNATURE_FILE, () => writeDurably(join(staging.folder, SIGNATURE_FILE), signature));
  return { sha256: sha256(text) };
}
