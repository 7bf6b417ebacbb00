import { Decrypter, Encrypter } from 'age-encryption';
import { randomFillSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBytes } from '../../src/crypto/age-file.ts';
import { scryptIdentity } from '../../src/crypto/age-scrypt.ts';
import { makePassword } from '../../src/crypto/make-password.ts';
import { sealInMemory } from '../../src/crypto/seal.ts';

const password = makePassword((block) => randomFillSync(block));
const text = Buffer.from(password).toString();
const toPassword = { kryptering: 'passord', password } as const;

describe('a file with a password', () => {
  it('opens with the password, in another implementation of age too', async () => {
    const sealed = await sealInMemory(Buffer.from('svar'), toPassword);
    expect((await openBytes(sealed, [scryptIdentity(password)])).toString()).toBe('svar');
    const other = new Decrypter();
    other.addPassphrase(text);
    expect(await other.decrypt(sealed, 'text')).toBe('svar');
  });

  it('of another implementation opens', async () => {
    const other = new Encrypter();
    other.setPassphrase(text);
    other.setScryptWorkFactor(10);
    const sealed = await other.encrypt('svar');
    expect((await openBytes(sealed, [scryptIdentity(password)])).toString()).toBe('svar');
  });

  it('does not open with another password, nor where the work asked for is beyond reason', async () => {
    const sealed = await sealInMemory(Buffer.from('svar'), toPassword);
    const wrong = [scryptIdentity(Buffer.from('feil'))];
    await expect(openBytes(sealed, wrong)).rejects.toMatchObject({ fault: 'no-identity' });
    const heavy = Buffer.from(sealed.toString('latin1').replace(/ 15\n/, ' 31\n'), 'latin1');
    await expect(openBytes(heavy, [scryptIdentity(password)])).rejects.toMatchObject({
      fault: 'no-identity',
    });
  });
});

describe('a password', () => {
  it('is six groups of four letters that are not taken for one another', () => {
    expect(text).toMatch(/^([0-9abcdefghjkmnpqrstvwxyz]{4}-){5}[0-9abcdefghjkmnpqrstvwxyz]{4}$/);
  });

  it('has each letter as often as any other', () => {
    const seen = new Map<string, number>();
    let next = 0;
    for (let i = 0; i < 32; i++) {
      const made = makePassword((block) => {
        for (let at = 0; at < block.length; at++) block[at] = next++ & 255;
      });
      for (const letter of Buffer.from(made).toString().replaceAll('-', ''))
        seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }
    expect([...seen.values()]).toEqual(Array.from({ length: 32 }, () => 24));
  });
});
