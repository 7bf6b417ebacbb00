import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { makePassword } from '../../src/crypto/make-password.ts';
import { readSecrets, type Secrets } from '../../src/crypto/open-sealed.ts';
import type { CipherSuffix, Recipients } from '../../src/crypto/recipients.ts';
import { sealInMemory } from '../../src/crypto/seal.ts';
import { runTool } from '../crypto/run-tool.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';

const root = temporaryFolder();
/** No bytes, one segment exactly, and a few segments with a rest: where formats of chunks differ. */
const contents = [0, 65_536, 200_001].map((bytes) => randomBytes(bytes));
const place = (): string => mkdtempSync(join(root, 'i-'));

async function seal(plain: Buffer, recipients: Recipients, file: string): Promise<void> {
  writeFileSync(file, await sealInMemory(plain, recipients));
}

async function open(suffix: CipherSuffix, file: string, secrets: Secrets): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const opener = await readSecrets(suffix, secrets);
  await opener(file, (plain) => void pieces.push(Buffer.from(plain)));
  return Buffer.concat(pieces);
}

describe('age of Debian', () => {
  it('opens our files and makes files that we open', async () => {
    const folder = place();
    const [key, sealed] = [join(folder, 'key'), join(folder, 'f.age')];
    runTool('age-keygen', ['-o', key]);
    const recipient = runTool('age-keygen', ['-y', key]).toString().trim();
    for (const plain of contents) {
      await seal(plain, { kryptering: 'age', keys: [recipient] }, sealed);
      expect(runTool('age', ['-d', '-i', key, sealed]).equals(plain)).toBe(true);
      writeFileSync(sealed, runTool('age', ['-r', recipient], plain));
      expect((await open('age', sealed, { identity: readFileSync(key, 'utf8') })).equals(plain)).toBe(true);
    }
  });

  it('opens our files with their password, and makes files with a password that we open', async () => {
    const folder = place();
    const password = makePassword((block) => {
      block.set(randomBytes(block.length));
    });
    const files = ['ours.age', 'plain', 'theirs.age', 'opened'].map((name) => join(folder, name));
    const [ours = '', plain = '', theirs = '', opened = ''] = files;
    const content = randomBytes(100_000);
    await seal(content, { kryptering: 'passord', password }, ours);
    writeFileSync(plain, content);
    typePassword(password, ['age', '-d', '-o', opened, ours], 1);
    expect(readFileSync(opened).equals(content)).toBe(true);
    typePassword(password, ['age', '-p', '-o', theirs, plain], 2);
    const secrets = { identity: null, password: () => Promise.resolve(password) };
    expect((await open('age', theirs, secrets)).equals(content)).toBe(true);
  });
});

/** age takes a password from a terminal only: a terminal is made for it, and the password typed whenever it asks. */
const TYPE = `
import os, pty, sys
times, text, command = int(sys.argv[1]), sys.stdin.buffer.read(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0: os.execvp(command[0], command)
said = b''
while True:
    try: got = os.read(terminal, 1024)
    except OSError: break
    if not got: break
    said += got
    if said.rstrip().endswith(b':') and times > 0:
        os.write(terminal, text + b'\\n'); times -= 1; said = b''
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

function typePassword(password: Uint8Array, command: readonly string[], times: number): void {
  runTool('python3', ['-c', TYPE, String(times), ...command], Buffer.from(password));
}

describe('gpg of Debian', () => {
  const home = join(root, 'gnupg');
  mkdirSync(home, { mode: 0o700 });
  const gpg = (args: readonly string[], input?: Uint8Array | string): Buffer =>
    runTool(
      'gpg',
      ['--homedir', home, '--batch', '--quiet', '--no-tty', '--trust-model', 'always', ...args],
      input,
    );

  it('opens our files to its keys and makes files to them that we open', async () => {
    const folder = place();
    const sealed = join(folder, 'f.gpg');
    for (const [name, algorithm] of [
      ['rsa@example.org', 'rsa3072'],
      ['ecc@example.org', 'future-default'],
    ] as const) {
      gpg(['--passphrase', '', '--quick-gen-key', name, algorithm, 'default', 'never']);
      if (algorithm === 'rsa3072') {
        const listed = gpg(['--with-colons', '--list-keys', name]).toString();
        const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? '';
        gpg(['--passphrase', '', '--quick-add-key', fingerprint, 'rsa3072', 'encr', 'never']);
      }
      const publicKey = gpg(['--armor', '--export', name]).toString();
      const identity = gpg(['--passphrase', '', '--armor', '--export-secret-keys', name]).toString();
      for (const plain of contents) {
        await seal(plain, { kryptering: 'openpgp', keys: [publicKey] }, sealed);
        expect(gpg(['--decrypt', sealed]).equals(plain)).toBe(true);
        writeFileSync(sealed, gpg(['--encrypt', '-r', name], plain));
        expect((await open('gpg', sealed, { identity })).equals(plain)).toBe(true);
      }
    }
  });

  it('takes a key made elsewhere, and opens our file to it', async () => {
    const made = await generateKey({ userIDs: [{ email: 'x@example.org' }], format: 'armored' });
    gpg(['--import'], made.privateKey);
    const sealed = join(place(), 'f.gpg');
    const plain = randomBytes(70_000);
    await seal(plain, { kryptering: 'openpgp', keys: [made.publicKey] }, sealed);
    expect(gpg(['--decrypt', sealed]).equals(plain)).toBe(true);
  });
});

describe('crypt4gh of PyPI', () => {
  it('opens our files with its keys and makes files that we open', async () => {
    const folder = place();
    const [pk, sk, sealed] = ['key.pub', 'key.sec', 'f.c4gh'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    runTool('crypt4gh-keygen', ['--nocrypt', '--pk', pk, '--sk', sk]);
    const publicKey = readFileSync(pk, 'utf8');
    const identity = readFileSync(sk, 'utf8');
    for (const plain of contents.filter((content) => content.length > 0)) {
      await seal(plain, { kryptering: 'crypt4gh', keys: [publicKey] }, sealed);
      expect(runTool('crypt4gh', ['decrypt', '--sk', sk], readFileSync(sealed)).equals(plain)).toBe(true);
      writeFileSync(sealed, runTool('crypt4gh', ['encrypt', '--sk', sk, '--recipient_pk', pk], plain));
      expect((await open('c4gh', sealed, { identity })).equals(plain)).toBe(true);
    }
  });

  it('opens the same file for several recipients', async () => {
    const keys = [0, 1].map(() => {
      const folder = place();
      const [pk, sk] = [join(folder, 'key.pub'), join(folder, 'key.sec')];
      runTool('crypt4gh-keygen', ['--nocrypt', '--pk', pk, '--sk', sk]);
      return { sk, publicKey: readFileSync(pk, 'utf8') };
    });
    const plain = randomBytes(1000);
    const sealed = await sealInMemory(plain, {
      kryptering: 'crypt4gh',
      keys: keys.map((key) => key.publicKey),
    });
    for (const { sk } of keys)
      expect(runTool('crypt4gh', ['decrypt', '--sk', sk], sealed).equals(plain)).toBe(true);
  });
});
