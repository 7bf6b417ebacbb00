import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../src/base/lock.ts';
import { openBytes, sealBytes } from '../../src/crypto/age-file.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { openKeyStore } from '../../src/keys/key-store.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { rotateIdentity } from '../../src/keys/rotate-identity.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { exportState } from '../../src/steps/export-state.ts';
import { readRecord } from '../../src/steps/read-record.ts';
import { recordKeys } from '../../src/steps/record-keys.ts';
import { restoreState } from '../../src/steps/restore-state.ts';

const now = (): Date => new Date('2026-01-15T12:00:00Z');
const numbers = Buffer.from('løpenumre of one case');
const saksnummer = '26/1';

let folder = '';
let dir = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  dir = join(folder, 'hjem');
  await makeKeys(dir, 'forvalter');
  await recordKeys(dir, 'forvalter', now);
  const { recipient } = await openState(dir);
  for (let version = 0; version < 2; version += 1) {
    const store = await openKeyStore({ dir, saksnummer, run: `r${version}`, now, adopts: [] });
    await writeFile(store.draft, await sealBytes(numbers, [recipient]));
    await store.commit();
    await store.close();
  }
});
afterEach(() => rm(folder, { recursive: true }));

async function readStored(identity: string): Promise<readonly string[]> {
  const names = (await readdir(join(dir, 'noekler'))).filter((name) => name.includes('.age'));
  return Promise.all(
    names.map(async (name) =>
      String(await openBytes(await readFile(join(dir, 'noekler', name)), [identity]).catch(() => 'closed')),
    ),
  );
}

const codesOf = (work: Promise<unknown>): Promise<readonly string[]> =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof PipelineError ? error.problems.map(({ code }) => code) : ['fault']),
  );

test('a rotation wraps every version anew for another identity, and changes nothing inside', async () => {
  const before = (await openState(dir)).identity();
  const { stores } = await rotateIdentity(dir, now);
  const after = await openState(dir);
  expect(stores).toBe(2);
  expect(after.identity()).not.toContain(before);
  expect(await readStored(after.identity())).toEqual([String(numbers), String(numbers)]);
  expect(await readStored(before)).toEqual(['closed', 'closed']);
});

test('a rotation stops while a run holds a case, keeps everything readable, and is gone on with', async () => {
  const held = await acquireLock(join(dir, 'laas', 'noekkel-26_1'), { waitMs: 0, now });
  if (held.state !== 'held') throw new Error('the lock is taken');
  expect(await codesOf(rotateIdentity(dir, now))).toEqual(['keys.busy']);
  const between = await openState(dir);
  expect(between.identity().split('\n')).toHaveLength(2);
  await held.release();
  const store = await openKeyStore({ dir, saksnummer, run: 'r9', now, adopts: [] });
  expect(String(await store.read(between.identity()))).toBe(String(numbers));
  await store.close();
  const { recipient } = await rotateIdentity(dir, now);
  expect(recipient).toBe(between.recipient);
  expect((await openState(dir)).identity().split('\n')).toHaveLength(1);
});

test('the first entry of a ledger says that the keys were made', async () => {
  const [entry] = await readRecord(await openState(dir));
  expect(entry).toMatchObject({ type: 'keys', principal: 'forvalter' });
});

test('a copy gives the whole state back, which is recorded, and holds no plaintext', async () => {
  const identity = await generateX25519Identity();
  const state = await openState(dir);
  const copy = join(folder, 'kopi');
  const files = await exportState(state, copy, await identityToRecipient(identity), now);
  const secret = state.identity();
  for (const name of await readdir(copy, { recursive: true }))
    expect(await readFile(join(copy, name), 'latin1').catch(() => '')).not.toContain(secret);
  const restored = join(folder, 'ny');
  const request = { from: copy, dir: restored, identities: [identity] };
  expect((await restoreState(request, now)).filer).toHaveLength(files);
  const again = await openState(restored);
  expect(again.identity()).toBe(secret);
  expect(await readFile(join(restored, 'noekler', '26_1.noekkel.age'))).toEqual(
    await readFile(join(dir, 'noekler', '26_1.noekkel.age')),
  );
  expect((await readRecord(again)).at(-1)).toMatchObject({ type: 'keys-restored', files });
  expect(await codesOf(restoreState(request, now))).toEqual(['keys.exists']);
});

test('a copy that was changed, or for another identity, is refused and leaves nothing', async () => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const copy = join(folder, 'kopi');
  await exportState(await openState(dir), copy, recipient, now);
  const restored = join(folder, 'ny');
  const restore = (identities: readonly string[]) =>
    codesOf(restoreState({ from: copy, dir: restored, identities }, now));
  expect(await restore([await generateX25519Identity()])).toEqual(['keys.backup']);
  const other = await sealBytes(Buffer.from('another'), [recipient]);
  await writeFile(join(copy, 'noekler', '26_1.noekkel.age.age'), other);
  expect(await restore([identity])).toEqual(['keys.backup']);
  await writeFile(
    join(copy, 'kopi.json'),
    '{"versjon":1,"laget":"2026-01-15T12:00:00Z","filer":[{"fil":"../x","sha256":""}]}',
  );
  expect(await restore([identity])).toEqual(['keys.backup']);
  expect((await readdir(folder)).sort()).toEqual(['hjem', 'kopi']);
});
