import { createHmac, createSecretKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, describe, expect, it } from 'vitest';
import { deriveNumber, fingerprintOf } from '../../src/keys/derive-number.ts';
import { makeSecret, readSecret, sealSecret, secretPath, takeSecret } from '../../src/keys/project-secret.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';

const root = mkdtempSync(join(tmpdir(), 'tilrette-secret-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});
const folder = (): string => mkdtempSync(join(root, 'hjem-'));

const codesOf = (work: Promise<unknown>): Promise<readonly string[]> =>
  work.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof PipelineError)) throw error;
      return error.problems.map(({ code }) => code);
    },
  );

describe('the secret of a project', () => {
  it('is a file of its owner alone, and never made twice', async () => {
    const dir = folder();
    await makeSecret(dir, 'p 4410');
    expect(statSync(secretPath(dir, 'p 4410')).mode & 0o777).toBe(0o600);
    const before = readFileSync(secretPath(dir, 'p 4410'), 'utf8');
    expect(await codesOf(makeSecret(dir, 'p 4410'))).toEqual(['keys.secret-exists']);
    expect(readFileSync(secretPath(dir, 'p 4410'), 'utf8')).toBe(before);
  });

  it('is refused where others can read it, and where there is none', async () => {
    const dir = folder();
    expect(await codesOf(readSecret(dir, 'p1'))).toEqual(['keys.secret-missing']);
    await makeSecret(dir, 'p1');
    chmodSync(secretPath(dir, 'p1'), 0o640);
    expect(await codesOf(readSecret(dir, 'p1'))).toEqual(['keys.permissions']);
  });

  it('is of its project alone, also where another has the same file name', async () => {
    const dir = folder();
    await makeSecret(dir, 'p/1');
    expect(await codesOf(readSecret(dir, 'p.1'))).toEqual(['keys.unreadable']);
  });

  it('shows nothing when it is printed', async () => {
    const dir = folder();
    await makeSecret(dir, 'p1');
    const { hemmelighet } = JSON.parse(readFileSync(secretPath(dir, 'p1'), 'utf8')) as {
      hemmelighet: string;
    };
    const secret = await readSecret(dir, 'p1');
    const hex = Buffer.from(hemmelighet, 'base64').toString('hex');
    for (const text of [inspect(secret, { depth: 9 }), JSON.stringify(secret)])
      expect([text.includes(hemmelighet), text.includes(hex)]).toEqual([false, false]);
  });

  it('comes to another party as it is, and opens for her alone', async () => {
    const [ours, theirs] = [folder(), folder()];
    const identity = await generateX25519Identity();
    await makeSecret(ours, 'p1');
    const sealed = await sealSecret(ours, 'p1', await identityToRecipient(identity));
    const own = readFileSync(secretPath(ours, 'p1'));
    expect(sealed.includes(own)).toBe(false);
    const other = { prosjekt: 'p1', sealed, identity: await generateX25519Identity() };
    expect(await codesOf(takeSecret(theirs, other))).toEqual(['keys.sealed-to-others']);
    expect(await codesOf(takeSecret(theirs, { prosjekt: 'p2', sealed, identity }))).toEqual([
      'keys.unreadable',
    ]);
    await takeSecret(theirs, { prosjekt: 'p1', sealed, identity });
    expect(readFileSync(secretPath(theirs, 'p1'))).toEqual(own);
    expect(fingerprintOf(await readSecret(theirs, 'p1'))).toBe(fingerprintOf(await readSecret(ours, 'p1')));
  });
});

describe('a derived number', () => {
  const secret = { prosjekt: 'p1', key: createSecretKey(Buffer.alloc(32, 7)) };

  it('is the first 128 bits of HMAC-SHA-256 over project, series and value', () => {
    const whole = createHmac('sha256', Buffer.alloc(32, 7))
      .update('p1\nloepenummer\n01010112345')
      .digest('hex');
    expect(deriveNumber(secret, 'loepenummer', '01010112345')).toBe(whole.slice(0, 32));
  });

  it('is another for every value, series, project and secret', () => {
    const [a, b] = [fc.string({ maxLength: 8 }), fc.constantFrom('loepenummer', 'mor', 'opphold')];
    fc.assert(
      fc.property(a, a, b, b, (one, other, serie, second) => {
        const same = one === other && serie === second;
        expect(deriveNumber(secret, serie, one) === deriveNumber(secret, second, other)).toBe(same);
      }),
    );
    const others = [
      { ...secret, prosjekt: 'p2' },
      { ...secret, key: createSecretKey(Buffer.alloc(32, 8)) },
    ].map((of) => deriveNumber(of, 'mor', 'x'));
    expect(new Set([...others, deriveNumber(secret, 'mor', 'x')]).size).toBe(3);
  });
});
