import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/base/sha256.ts';
import { sealBytes } from '../../src/crypto/age-file.ts';
import { openKeyStore, type KeyStore, type KnownDraft } from '../../src/keys/key-store.ts';

let dir = '';
let identity = '';
let recipient = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-'));
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});
afterEach(() => rm(dir, { recursive: true }));

const now = (): Date => new Date('2026-01-15T12:00:00Z');
const open = (saksnummer: string, run = 'r1', adopts: readonly KnownDraft[] = []): Promise<KeyStore> =>
  openKeyStore({ dir, saksnummer, run, now, adopts });
const files = async (): Promise<string[]> => (await readdir(join(dir, 'noekler'))).sort();
const code = (name: string): object => ({ exitCode: 13, problems: [{ code: name }] });

async function write(saksnummer: string, text: string, run = 'r1'): Promise<void> {
  const store = await open(saksnummer, run);
  await writeFile(store.draft, await sealBytes(Buffer.from(text), [recipient]));
  await store.commit();
  await store.close();
}

async function read(saksnummer: string): Promise<string | undefined> {
  const store = await open(saksnummer);
  try {
    const bytes = await store.read(identity);
    return bytes && Buffer.from(bytes).toString();
  } finally {
    await store.close();
  }
}

describe('the koblingsnøkkel of a case', () => {
  test('is not there before the first run', async () => {
    expect(await read('2026/17')).toBeUndefined();
  });

  test('is what the last run committed, and the version before is kept', async () => {
    for (const text of ['first', 'second', 'third']) await write('2026/17', text);
    expect(await read('2026/17')).toBe('third');
    expect(await files()).toEqual(['2026_17.noekkel.age', '2026_17.noekkel.age.forrige', '2026_17.sak']);
    await writeFile(
      join(dir, 'noekler', '2026_17.noekkel.age'),
      await readFile(join(dir, 'noekler', '2026_17.noekkel.age.forrige')),
    );
    expect(await read('2026/17')).toBe('second');
  });

  test('does not change when a run ends without commit, and its draft is gone', async () => {
    await write('2026/17', 'first');
    const store = await open('2026/17', 'r2');
    await writeFile(store.draft, 'half a');
    await store.close();
    expect(await read('2026/17')).toBe('first');
    expect(await files()).toEqual(['2026_17.noekkel.age', '2026_17.sak']);
  });

  test('does not change when there is no draft to commit', async () => {
    await write('2026/17', 'first');
    const store = await open('2026/17', 'r2');
    await expect(store.commit()).rejects.toThrow();
    await store.close();
    expect(await read('2026/17')).toBe('first');
  });

  test('is rid of the drafts of dead runs of this case, and of no other', async () => {
    await write('2026/17', 'first');
    await write('2026/171', 'other');
    const left = [
      '2026_17.noekkel.age.r0.ny',
      '2026_17.noekkel.age.forrige.ny',
      '2026_171.noekkel.age.r0.ny',
    ];
    for (const name of left) await writeFile(join(dir, 'noekler', name), 'left');
    expect(await read('2026/17')).toBe('first');
    expect((await files()).filter((name) => name.endsWith('.ny'))).toEqual(['2026_171.noekkel.age.r0.ny']);
  });

  test('goes on with a known draft of a dead run, and of that only where the store is as it was', async () => {
    await write('2026/17', 'first');
    const before = sha256(await readFile(join(dir, 'noekler', '2026_17.noekkel.age')));
    const draft = await sealBytes(Buffer.from('second'), [recipient]);
    const leave = (): Promise<void> => writeFile(join(dir, 'noekler', '2026_17.noekkel.age.r0.ny'), draft);
    for (const adopts of [
      [],
      [{ sha256: sha256('another'), before }],
      [{ sha256: sha256(draft), before: null }],
      [{ sha256: sha256(draft), before: sha256('another') }],
    ]) {
      await leave();
      const store = await open('2026/17', 'r1', adopts);
      expect(store).toMatchObject({ stored: before, adopted: null });
      await store.close();
    }
    expect(await read('2026/17')).toBe('first');
    await leave();
    const store = await open('2026/17', 'r1', [{ sha256: sha256(draft), before }]);
    expect(store.adopted).toBe(sha256(draft));
    expect(Buffer.from((await store.read(identity)) ?? '').toString()).toBe('second');
    await store.commit();
    await store.close();
    expect(await read('2026/17')).toBe('second');
  });

  test('is held by one run at a time', async () => {
    const store = await open('2026/17', 'r1');
    await expect(open('2026/17', 'r2')).rejects.toMatchObject(code('keys.busy'));
    const other = await open('2026/18', 'r2');
    await store.close();
    await other.close();
    await (await open('2026/17', 'r2')).close();
  });

  test('is never shared by two cases whose file names are the same', async () => {
    await write('2026/17', 'first');
    await expect(open('2026-17')).rejects.toMatchObject(code('keys.case-collision'));
    expect(await read('2026/17')).toBe('first');
  });

  test('can begin again after a crash that left the name of the case unwritten', async () => {
    await write('2026/17', 'first');
    await writeFile(join(dir, 'noekler', '2026_17.sak'), '');
    expect(await read('2026/17')).toBe('first');
    await expect(open('2026-17')).rejects.toMatchObject(code('keys.case-collision'));
  });

  test('is refused when it is sealed to someone else, damaged or cut short', async () => {
    await write('2026/17', 'first');
    const path = join(dir, 'noekler', '2026_17.noekkel.age');
    const sealed = await readFile(path);
    const other = await identityToRecipient(await generateX25519Identity());
    const damaged = Buffer.from(sealed);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const cases = [
      await sealBytes(Buffer.from('x'), [other]),
      damaged,
      sealed.subarray(0, -20),
      Buffer.from('plain'),
    ];
    for (const bytes of cases) {
      await writeFile(path, bytes);
      await expect(read('2026/17')).rejects.toMatchObject(code('keys.unreadable'));
    }
  });
});
