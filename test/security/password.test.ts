import { randomFillSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makePassword } from '../../src/crypto/make-password.ts';
import { readSecrets } from '../../src/crypto/open-sealed.ts';
import { clearPassword, type Recipients } from '../../src/crypto/recipients.ts';
import { openEncryptors } from '../../src/package/encryptors.ts';
import { compileProgram } from '../cli/compiled-program.ts';
import { listFiles, readText } from '../cli/place.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { openMarkedPlaces } from './marked-place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();
const hook = fileURLToPath(new URL('message-hook.mjs', import.meta.url));
const root = temporaryFolder();

test('the password of a delivery is in the file it was told to, and in no output, other file or text between threads', async () => {
  const place = places.open({ 'utlevering.kryptering': 'passord', 'utlevering.mottakere': ['Kari Forsker'] });
  const [told, messages] = [join(place.folder, 'passord'), join(place.folder, 'messages')];
  const ended = await program.run(
    'prepare-main',
    [...place.args, '--passord-fil', told, '--json', '--profil'],
    {
      ...{ cwd: place.folder, node: ['--import', hook] },
      env: { ...place.env, MESSAGES: messages },
    },
  );
  expect([ended.status, ended.stderr.includes('fault')]).toEqual([0, false]);
  const password = readFileSync(told, 'utf8').trim();
  expect(password).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){5}$/);
  expect(readFileSync(messages, 'utf8')).toContain("kryptering: 'passord'");
  const holding = listFiles(place.folder).filter((path) => readText(path).includes(password));
  expect(holding).toEqual([told]);
  expect(`${ended.stdout}${ended.stderr}`).not.toContain(password);
  const [name = ''] = readdirSync(place.ut);
  const unpack = ['unpack', join(place.ut, name), '--passord-fil', told, '--ut', join(place.folder, 'klar')];
  const opened = await program.run('main', unpack, { cwd: place.folder, env: place.env });
  expect(opened.status).toBe(0);
  expect(`${opened.stdout}${opened.stderr}`).not.toContain(password);
});

test('threads have no copy of a password: what is sealed after it was cleared does not open with it', async () => {
  const encryptors = openEncryptors({ threads: 1, folder: root });
  const recipients: Recipients = { kryptering: 'passord', password: makePassword(randomFillSync) };
  const password = Buffer.from(recipients.password);
  const seal = async (): Promise<string> => {
    const target = join(mkdtempSync(join(root, 'p-')), 'f.age');
    const sink = await encryptors.openBytes({ target, recipients });
    const writer = await open(sink.path, 'w');
    await writer.writeFile('plain');
    await writer.close();
    await sink.finish();
    return target;
  };
  const opens = async (file: string): Promise<boolean> => {
    const opener = await readSecrets('age', { identity: null, password: () => Promise.resolve(password) });
    return opener(file, () => undefined).then(
      () => true,
      () => false,
    );
  };
  try {
    const before = await seal();
    clearPassword(recipients);
    expect([...recipients.password].every((byte) => byte === 0)).toBe(true);
    expect([await opens(before), await opens(await seal())]).toEqual([true, false]);
  } finally {
    await encryptors.close();
  }
});
