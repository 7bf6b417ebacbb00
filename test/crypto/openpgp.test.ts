import { generateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { openOpenpgp, readOpenpgpKey } from '../../src/crypto/openpgp-file.ts';
import { sealInMemory } from '../../src/crypto/seal.ts';

const make = (passphrase?: string) =>
  generateKey({
    type: 'curve25519',
    userIDs: [{ email: 'test@example.org' }],
    format: 'armored',
    ...(passphrase === undefined ? {} : { passphrase }),
  });
const [anne, bjoern] = [await make(), await make('hemmelig')];
const password = () => Promise.resolve(Buffer.from('hemmelig'));
const toBoth = { kryptering: 'openpgp', keys: [anne.publicKey, bjoern.publicKey] } as const;
const toAnne = { kryptering: 'openpgp', keys: [anne.publicKey] } as const;

async function open(sealed: Buffer, privateKey: string): Promise<Buffer> {
  const key = await readOpenpgpKey(privateKey, password);
  const pieces: Buffer[] = [];
  async function* cut(): AsyncGenerator<Buffer> {
    for (let at = 0; at < sealed.length; at += 50_000)
      yield await Promise.resolve(sealed.subarray(at, at + 50_000));
  }
  for await (const piece of openOpenpgp(cut(), key)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('an OpenPGP file', () => {
  it('opens to what was sealed for each recipient, with a locked key too', async () => {
    for (const bytes of [0, 1, 300_000]) {
      const plain = Buffer.alloc(bytes, 'x');
      const sealed = await sealInMemory(plain, toBoth);
      expect((await open(sealed, anne.privateKey)).equals(plain)).toBe(true);
      expect((await open(sealed, bjoern.privateKey)).equals(plain)).toBe(true);
    }
  });

  it('does not open for anybody else', async () => {
    const sealed = await sealInMemory(Buffer.alloc(10), toAnne);
    await expect(open(sealed, bjoern.privateKey)).rejects.toMatchObject({ fault: 'no-identity' });
  });

  it('is refused when it was altered or cut', async () => {
    const sealed = await sealInMemory(Buffer.alloc(100_000), toAnne);
    const turned = Buffer.from(sealed);
    turned[70_000] = (turned[70_000] ?? 0) ^ 1;
    await expect(open(turned, anne.privateKey)).rejects.toHaveProperty('fault');
    await expect(open(sealed.subarray(0, 90_000), anne.privateKey)).rejects.toHaveProperty('fault');
    await expect(open(Buffer.from('noe annet'), anne.privateKey)).rejects.toMatchObject({ fault: 'header' });
  });
});

describe('an OpenPGP key', () => {
  it('is no recipient when it is private, or none at all', async () => {
    for (const keys of [[], ['age1x'], [anne.privateKey]])
      await expect(sealInMemory(Buffer.alloc(1), { kryptering: 'openpgp', keys })).rejects.toMatchObject({
        fault: 'recipient',
      });
  });

  it('does not open with a wrong passphrase', async () => {
    const wrong = () => Promise.resolve(Buffer.from('feil'));
    await expect(readOpenpgpKey(bjoern.privateKey, wrong)).rejects.toMatchObject({
      fault: 'identity-malformed',
    });
  });
});
