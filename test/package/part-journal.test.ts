import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { appendFile, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PartLine } from '../../src/artifacts/part-line.ts';
import { sha256 } from '../../src/base/sha256.ts';
import { openBytes, sealBytes } from '../../src/crypto/age-file.ts';
import { sshKeyBlob } from '../../src/crypto/ssh-public-key.ts';
import { writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import {
  openPartJournal,
  readPartJournal,
  type JournalReader,
  type PartJournal,
} from '../../src/package/part-journal.ts';

let folder = '';
let identity = '';
let recipient = '';
const own = generateKeyPairSync('ed25519').privateKey;
const other = generateKeyPairSync('ed25519').privateKey;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});
afterEach(async () => {
  for (const journal of left.splice(0)) await journal.end();
  await rm(folder, { recursive: true });
});

/** Journals whose runs died: nobody ends them. */
const left: PartJournal[] = [];

const line = (nr: number): PartLine => ({
  ...{ type: 'tilrette-ferdig-del', versjon: 1, run: 'r1', grunnlag: sha256('a') },
  ...{ noekkel: sha256('b'), noekkelFoer: null, merke: sha256('c') },
  omraade: { foerste: '100000', siste: '999999' },
  del: { register: 'npr', tabell: 'episode', nr, format: 'parquet', cipher: 'age' },
  sealed: {
    ...{ bytes: 7, sha256: sha256('d'), plaintextBytes: 5, plaintextSha256: sha256('e'), rows: 4711 },
    columns: [{ name: 'loepenummer', physicalType: 'INT32', logicalType: null }],
  },
});
const signer = (key: KeyObject) => ({ sign: (m: Uint8Array) => writeSshSignature(m, key), recipient });
const reader = (key: KeyObject): JournalReader => ({
  identities: [identity],
  signers: [{ principal: 'forvalter', namespaces: null, keyBlob: sshKeyBlob(key) }],
});
const path = (): string => join(folder, 'ferdige-deler');

async function write(key: KeyObject, ...lines: readonly PartLine[]): Promise<void> {
  const journal = await openPartJournal(folder, signer(key));
  left.push(journal);
  for (const one of lines) await journal.note(one);
}

describe('the journal of finished parts', () => {
  test('gives back the lines in their order', async () => {
    await write(own, line(0), line(1));
    expect(await readPartJournal(folder, reader(own))).toEqual([line(0), line(1)]);
  });

  test('is for the forvalter alone: mode 0600, and nothing of it can be read without the identity', async () => {
    await write(own, line(0));
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    const text = await readFile(path(), 'utf8');
    const plain = Buffer.from(text, 'base64').toString('latin1');
    for (const secret of ['4711', 'episode', sha256('e')]) expect(text + plain).not.toContain(secret);
    const stranger = { ...reader(own), identities: [await generateX25519Identity()] };
    expect(await readPartJournal(folder, stranger)).toEqual([]);
  });

  test('believes nobody else, though anyone can seal a line to the forvalter', async () => {
    await write(other, line(0));
    expect(await readPartJournal(folder, reader(own))).toEqual([]);
  });

  test('leaves out a line whose content is not what was signed', async () => {
    await write(own, line(0));
    const [sealed = ''] = (await readFile(path(), 'utf8')).split('\n');
    const signed = (await openBytes(Buffer.from(sealed, 'base64'), [identity])).toString();
    const changed = Buffer.from(signed.replace('4711', '4712'));
    await writeFile(path(), `${(await sealBytes(changed, [recipient])).toString('base64')}\n${sealed}\n`);
    expect(await readPartJournal(folder, reader(own))).toEqual([line(0)]);
  });

  test('is read up to where it was cut off, and past what is no line', async () => {
    await write(own, line(0));
    const text = await readFile(path(), 'utf8');
    await writeFile(path(), `\u0000 no line\n${text}`);
    await appendFile(path(), text.slice(0, 100));
    expect(await readPartJournal(folder, reader(own))).toEqual([line(0)]);
  });

  test('gives lines that were written or none, whatever befalls its bytes', async () => {
    await write(own, line(0), line(1));
    const bytes = await readFile(path());
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      length: fc.nat(40),
      by: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const spoilt = changes.reduce(
          (all, { at, length, by }) => Buffer.concat([all.subarray(0, at), by, all.subarray(at + length)]),
          bytes,
        );
        await writeFile(path(), spoilt);
        for (const found of await readPartJournal(folder, reader(own)))
          expect([line(0), line(1)]).toContainEqual(found);
      }),
      { numRuns: 40 },
    );
  });

  test('is not looked for behind a link, and is none where there is none', async () => {
    expect(await readPartJournal(folder, reader(own))).toEqual([]);
    await write(own, line(0));
    const elsewhere = await mkdtemp(join(tmpdir(), 'journal-'));
    await symlink(path(), join(elsewhere, 'ferdige-deler'));
    expect(await readPartJournal(elsewhere, reader(own))).toEqual([]);
    await rm(elsewhere, { recursive: true });
  });

  test('is gone when it has ended, and may be ended again', async () => {
    const journal = await openPartJournal(folder, signer(own));
    await journal.note(line(0));
    await journal.end();
    await journal.end();
    expect(await readdir(folder)).toEqual([]);
  });
});
