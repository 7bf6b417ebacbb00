import { generateKeyPairSync } from 'node:crypto';
import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBytes, sealBytes } from '../../src/crypto/age-file.ts';
import { writeAllowedSigner } from '../../src/crypto/allowed-signers.ts';
import { verifySshSignature } from '../../src/crypto/ssh-signature.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { readGuarded, secretGuard } from '../../src/keys/secret-file.ts';
import { openState } from '../../src/keys/state-directory.ts';

const principal = 'npr@example.org';
const names = ['avsendere', 'identitet.txt', 'mottaker.txt', 'signering.pem', 'signering.pub'];

let parent = '';
let dir = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'state-'));
  dir = join(parent, 'hjem');
});
afterEach(() => rm(parent, { recursive: true }));

async function refusal(action: Promise<unknown>): Promise<PipelineError> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PipelineError)) throw new Error('expected a refusal', { cause: error });
  return error;
}

const codeOf = async (action: Promise<unknown>): Promise<unknown> =>
  (await refusal(action)).problems[0]?.code;

describe('new keys', () => {
  test('are files of their owner alone, in a directory of its own', async () => {
    await makeKeys(dir, principal);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect((await readdir(dir)).sort()).toEqual(names);
    for (const name of names) expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
  });

  test('are told by their public halves only', async () => {
    const keys = await makeKeys(dir, principal);
    expect(keys.publicKey).toMatch(/^ssh-ed25519 [A-Za-z0-9+/=]+ npr@example\.org$/);
    expect(keys.sender).toMatch(/^npr@example\.org namespaces="tilrette" ssh-ed25519 /);
    expect(keys.recipient).toMatch(/^age1/);
    expect(JSON.stringify(keys)).not.toMatch(/PRIVATE|SECRET/);
  });

  test('never take the place of keys that are there, and leave nothing of themselves', async () => {
    await makeKeys(dir, principal);
    const before = await readFile(join(dir, 'signering.pem'), 'utf8');
    expect(await codeOf(makeKeys(dir, principal))).toBe('keys.exists');
    expect(await readFile(join(dir, 'signering.pem'), 'utf8')).toBe(before);
    expect((await readdir(dir)).sort()).toEqual(names);
  });

  test('are not made beside an identity that old koblingsnøkler may need', async () => {
    await makeKeys(dir, principal);
    for (const name of names.filter((n) => n !== 'identitet.txt')) await unlink(join(dir, name));
    const error = await refusal(makeKeys(dir, principal));
    expect(error).toMatchObject({ exitCode: 13, problems: [{ code: 'keys.exists', at: 'identitet.txt' }] });
    expect(await readdir(dir)).toEqual(['identitet.txt']);
  });

  test('of two makers at once are those of one', async () => {
    const both = await Promise.allSettled([makeKeys(dir, 'a'), makeKeys(dir, 'b')]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [made] = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
    expect((await openState(dir)).recipient).toBe(made?.recipient);
  });

  test.each(['', 'two words', 'a,b', '*', '#no', 'a"b', 'a\nb', `x${'y'.repeat(128)}`])(
    'are not made for the principal %j',
    async (bad) => {
      expect(await codeOf(makeKeys(dir, bad))).toBe('keys.principal');
    },
  );

  test('are not made in a directory that others may write', async () => {
    await chmod(parent, 0o777);
    expect(await codeOf(makeKeys(parent, principal))).toBe('keys.permissions');
  });
});

describe('an open state directory', () => {
  test('signs in the name of the principal and opens what is sealed to it', async () => {
    await makeKeys(dir, principal);
    const state = await openState(dir);
    const message = Buffer.from('a manifest');
    expect(verifySshSignature(message, state.signer.sign(message), state.senders)).toMatchObject({
      type: 'good',
      principal,
    });
    const sealed = await sealBytes(message, [state.recipient]);
    expect(await openBytes(sealed, [state.identity()])).toEqual(message);
  });

  test('shows no secret when it is printed', async () => {
    await makeKeys(dir, principal);
    const state = await openState(dir);
    const secrets = [
      state.identity(),
      (await readFile(join(dir, 'signering.pem'), 'utf8')).split('\n')[1] ?? '?',
    ];
    for (const shown of [inspect(state, { depth: 9, showHidden: true }), JSON.stringify(state)]) {
      for (const secret of secrets) expect(shown).not.toContain(secret);
    }
  });

  test('counts the own keys, old ones too, apart from those of other senders', async () => {
    await makeKeys(dir, principal);
    const line = (name: string): string =>
      `${writeAllowedSigner(name, generateKeyPairSync('ed25519').privateKey)}\n`;
    await appendFile(join(dir, 'avsendere'), line(principal) + line('other@example.org'));
    const { senders, ownSigners } = await openState(dir);
    expect(senders.map((s) => s.principal)).toEqual([principal, principal, 'other@example.org']);
    expect(ownSigners).toEqual(senders.slice(0, 2));
  });
});

describe('a state directory is refused', () => {
  beforeEach(async () => {
    await makeKeys(dir, principal);
  });
  const at = (name: string): string => join(dir, name);

  test.each(names.filter((name) => name !== 'signering.pub'))('without %s', async (name) => {
    await unlink(at(name));
    const error = await refusal(openState(dir));
    expect(error).toMatchObject({ stage: 'run', exitCode: 13, problems: [{ code: 'keys.missing' }] });
    expect(error.problems[0]?.expected).toContain(name);
  });

  test('that is not there', async () => {
    expect(await codeOf(openState(join(parent, 'borte')))).toBe('keys.missing');
  });

  test.each([
    ['signering.pem', 0o640],
    ['signering.pem', 0o604],
    ['identitet.txt', 0o660],
    ['avsendere', 0o622],
    ['mottaker.txt', 0o602],
    ['.', 0o720],
    ['.', 0o777],
  ])('when %s has mode %o', async (name, mode) => {
    await chmod(at(name), mode);
    const error = await refusal(openState(dir));
    expect(error.problems[0]).toMatchObject({ code: 'keys.permissions' });
    expect(error.problems[0]?.got).toContain(mode.toString(8));
  });

  test.each(['signering.pem', 'identitet.txt', 'avsendere'])('when %s is a symbolic link', async (name) => {
    await rename(at(name), join(parent, name));
    await symlink(join(parent, name), at(name));
    const error = await refusal(openState(dir));
    expect(error.problems[0]).toMatchObject({ code: 'keys.permissions', got: 'a symbolic link' });
  });

  test('when a secret is someone else’s', async () => {
    const owner = (process.getuid?.() ?? 0) + 1;
    expect(await codeOf(readGuarded(at('signering.pem'), secretGuard(owner)))).toBe('keys.permissions');
  });

  test('when a secret is a directory', async () => {
    expect(await codeOf(readGuarded(dir, secretGuard(process.getuid?.())))).toBe('keys.permissions');
  });

  test.each(['signering.pem', 'identitet.txt', 'mottaker.txt', 'avsendere'])(
    'when %s holds something else, of which the refusal shows nothing',
    async (name) => {
      await writeFile(at(name), 'CANARY not a key\n');
      const error = await refusal(openState(dir));
      expect(error.problems[0]?.code).toBe('keys.unreadable');
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('CANARY');
    },
  );

  test('when its keys belong to different sets', async () => {
    const other = join(parent, 'annet');
    await makeKeys(other, principal);
    for (const name of ['identitet.txt', 'signering.pem']) {
      const own = await readFile(at(name));
      await writeFile(at(name), await readFile(join(other, name)));
      expect(await codeOf(openState(dir))).toBe('keys.unreadable');
      await writeFile(at(name), own);
    }
  });

  test('when the signing key is of another kind', async () => {
    const { privateKey } = generateKeyPairSync('x25519');
    await writeFile(at('signering.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(await codeOf(openState(dir))).toBe('keys.unreadable');
  });
});
