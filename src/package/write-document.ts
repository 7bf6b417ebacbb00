import { join } from 'node:path';
import type { ManifestDokument } from '../artifacts/manifest.ts';
import { sha256 } from '../base/sha256.ts';
import { CipherError } from '../crypto/cipher-error.ts';
import { cipherSuffix, countRecipients, type Recipients } from '../crypto/recipients.ts';
import { sealInMemory } from '../crypto/seal.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { writeDurably, writing } from './durable-file.ts';
import { DOCUMENT_FOLDER } from './package-layout.ts';
import type { Staging } from './staging.ts';

export interface Document {
  /** As it is when decrypted, such as `foelgebrev.html`. */
  readonly name: string;
  readonly content: Uint8Array | string;
}

/**
 * Encrypts a document into the package and gives its entry in the manifest. Throws PipelineError
 * `package.recipient-unusable`, `package.write-failed`.
 */
export async function writeDocument(
  staging: Staging,
  document: Document,
  recipients: Recipients,
): Promise<ManifestDokument> {
  const fil = `${DOCUMENT_FOLDER}/${document.name}.${cipherSuffix(recipients)}`;
  const sealed = await seal(fil, Buffer.from(document.content), recipients);
  await writing(fil, () => writeDurably(join(staging.folder, fil), sealed));
  return { fil, bytes: sealed.length, sha256: sha256(sealed) };
}

async function seal(fil: string, content: Buffer, recipients: Recipients): Promise<Buffer> {
  try {
    return await sealInMemory(content, recipients);
  } catch (error) {
    if (!(error instanceof CipherError)) throw error;
    throw refuse('package', 'package.recipient-unusable', fil, { antall: countRecipients(recipients) });
  }
}
