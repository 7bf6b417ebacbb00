import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCrypt4gh } from '../../src/crypto/crypt4gh-file.ts';
import { makeCrypt4ghKey, parseCrypt4ghPublicKey, readCrypt4ghKey } from '../../src/crypto/crypt4gh-keys.ts';
import { readSecrets } from '../../src/crypto/open-sealed.ts';
import { sealInMemory } from '../../src/crypto/seal.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { fileOfOther, lockedKey, openKey, publicKey, textOfOther } from './crypt4gh-vectors.ts';

const noPassword = () => Promise.reject(new Error('no passphrase is needed'));
const reader = makeCrypt4ghKey();
const toReader = { kryptering: 'crypt4gh', keys: [reader.publicBytes.toString('base64')] } as const;

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function open(sealed: Buffer, key = reader, length = 100_000): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of openCrypt4gh(cut(sealed, length), key)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe('a Crypt4GH file', () => {
  it('opens to what was sealed, however it is cut into pieces', async () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, 1, 65_536, 131_072));
    await fc.assert(
      fc.asyncProperty(size, fc.integer({ min: 1000, max: 200_000 }), async (bytes, length) => {
        const plain = randomBytes(bytes);
        expect((await open(await sealInMemory(plain, toReader), reader, length)).equals(plain)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('opens for each of its recipients and for nobody else', async () => {
    const other = makeCrypt4ghKey();
    const keys = [reader, other].map((key) => key.publicBytes.toString('base64'));
    const sealed = await sealInMemory(Buffer.from('svar'), { kryptering: 'crypt4gh', keys });
    expect((await open(sealed)).toString()).toBe('svar');
    expect((await open(sealed, other)).toString()).toBe('svar');
    await expect(open(sealed, makeCrypt4ghKey())).rejects.toMatchObject({ fault: 'no-identity' });
  });

  it('is refused with one turned bit anywhere', async () => {
    const sealed = await sealInMemory(randomBytes(500), toReader);
    for (let at = 0; at < sealed.length; at += 7) {
      const turned = Buffer.from(sealed);
      turned[at] = (turned[at] ?? 0) ^ 1;
      await expect(open(turned)).rejects.toThrow();
    }
  });

  it('is refused when it ends within its header or a segment', async () => {
    const sealed = await sealInMemory(randomBytes(500), toReader);
    for (const length of [0, 10, 50, 123, 130, 200, sealed.length - 1])
      await expect(open(sealed.subarray(0, length))).rejects.toHaveProperty('fault');
  });

  it('made by another program opens with its secret key, locked with a passphrase or not', async () => {
    const folder = mkdtempSync(join(temporaryFolder(), 'v-'));
    writeFileSync(join(folder, 'f.c4gh'), Buffer.from(fileOfOther, 'base64'));
    for (const identity of [openKey, lockedKey]) {
      const password = () => Promise.resolve(Buffer.from('hemmelig'));
      const opener = await readSecrets('c4gh', { identity, password });
      const pieces: Buffer[] = [];
      await opener(join(folder, 'f.c4gh'), (plain) => void pieces.push(Buffer.from(plain)));
      expect(Buffer.concat(pieces).toString()).toBe(textOfOther);
    }
  });
});

describe('a Crypt4GH key', () => {
  it('of another program is the pair of its public key', async () => {
    const key = await readCrypt4ghKey(openKey, noPassword);
    expect(parseCrypt4ghPublicKey(publicKey)).toEqual(key.publicBytes);
  });

  it('is refused with a wrong passphrase, or when it is none', async () => {
    const wrong = () => Promise.resolve(Buffer.from('feil'));
    for (const text of [lockedKey, '', 'AGE-SECRET-KEY-1', openKey.slice(0, 60)])
      await expect(readCrypt4ghKey(text, wrong)).rejects.toMatchObject({ fault: 'identity-malformed' });
  });

  it('that is none makes no recipient', async () => {
    for (const keys of [[], ['age1x'], [openKey]])
      await expect(sealInMemory(Buffer.alloc(1), { kryptering: 'crypt4gh', keys })).rejects.toMatchObject({
        fault: 'recipient',
      });
  });
});
