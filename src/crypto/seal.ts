import { startSeal } from './age-file.ts';
import type { Sealer } from './age-payload.ts';
import { scryptRecipient } from './age-scrypt.ts';
import { writeCrypt4ghHeader } from './crypt4gh-header.ts';
import { openCrypt4ghSealer } from './crypt4gh-payload.ts';
import { startOpenpgp, type Seal } from './openpgp-file.ts';
import type { Recipients } from './recipients.ts';

/** Begins a new encrypted file to the recipients, in their format. Throws CipherError `recipient`. */
export async function startSealing(recipients: Recipients): Promise<Seal> {
  switch (recipients.kryptering) {
    case 'age':
      return inChunks(await startSeal(recipients.keys));
    case 'passord':
      return inChunks(await startSeal([scryptRecipient(recipients.password)]));
    case 'crypt4gh': {
      const { header, dataKey } = writeCrypt4ghHeader(recipients.keys);
      return inChunks({ start: header, sealer: openCrypt4ghSealer(dataKey) });
    }
    case 'openpgp':
      return startOpenpgp(recipients.keys);
  }
}

/** Seals bytes held in memory. Throws CipherError `recipient`. */
export async function sealInMemory(plain: Uint8Array, recipients: Recipients): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const source = [plain];
  const seal = await startSealing(recipients);
  for await (const piece of seal(() => source.pop() ?? null)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const inChunks = ({ start, sealer }: { readonly start: Buffer; readonly sealer: Sealer }): Seal =>
  // eslint-disable-next-line @typescript-eslint/require-await -- OpenPGP needs an asynchronous one
  async function* (read) {
    yield start;
    for (let plain = read(); plain !== null; plain = read()) yield sealer.update(plain);
    yield sealer.final();
  };
