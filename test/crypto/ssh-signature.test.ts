import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllowedSigners, writeAllowedSigner } from '../../src/crypto/allowed-signers.ts';
import { sshFingerprint, sshKeyBlob, writeSshPublicKey } from '../../src/crypto/ssh-public-key.ts';
import { verifySshSignature, writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import { runTool } from './run-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const message = Buffer.from('{"versjon":1}\n');
const forvalter = generateKeyPairSync('ed25519').privateKey;
const stranger = generateKeyPairSync('ed25519').privateKey;
const signersOf = (key: KeyObject) =>
  parseAllowedSigners(writeAllowedSigner('forvalter@example.org', key)).signers;

/** A key pair of ssh-keygen, and an allowed_signers line for it. */
function opensshKey(name: string): { file: string; line: string } {
  const file = join(folder, name);
  runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'a comment', '-f', file]);
  chmodSync(file, 0o600);
  return { file, line: `avsender@example.org namespaces="tilrette" ${readFileSync(`${file}.pub`, 'utf8')}` };
}

describe('between this program and ssh-keygen', () => {
  it('ssh-keygen verifies our signature, by the key and the line we export', () => {
    const [signers, signature] = [join(folder, 'signers'), join(folder, 'm.sig')];
    writeFileSync(signers, `${writeAllowedSigner('forvalter@example.org', forvalter)}\n`);
    writeFileSync(signature, writeSshSignature(message, forvalter));
    const args = [
      '-Y',
      'verify',
      '-f',
      signers,
      '-I',
      'forvalter@example.org',
      '-n',
      'tilrette',
      '-s',
      signature,
    ];
    expect(runTool('ssh-keygen', args, message).toString()).toContain('Good "tilrette" signature');
    expect(() => runTool('ssh-keygen', args, 'another message')).toThrow();
  });

  it('we verify a signature of ssh-keygen', () => {
    const { file, line } = opensshKey('theirs');
    const signature = runTool(
      'ssh-keygen',
      ['-Y', 'sign', '-q', '-f', file, '-n', 'tilrette'],
      message,
    ).toString();
    const { signers } = parseAllowedSigners(line);
    expect(verifySshSignature(message, signature, signers)).toMatchObject({
      type: 'good',
      principal: 'avsender@example.org',
    });
    expect(verifySshSignature(Buffer.from('other'), signature, signers)).toEqual({ type: 'wrong' });
  });

  it('a signature of ssh-keygen in another namespace counts for nothing here', () => {
    const { file, line } = opensshKey('git-key');
    const signature = runTool(
      'ssh-keygen',
      ['-Y', 'sign', '-q', '-f', file, '-n', 'git'],
      message,
    ).toString();
    expect(verifySshSignature(message, signature, parseAllowedSigners(line).signers)).toEqual({
      type: 'malformed',
    });
  });

  it('both print the same fingerprint of a key', () => {
    const file = join(folder, 'ours.pub');
    writeFileSync(file, `${writeSshPublicKey(forvalter)}\n`);
    const printed = runTool('ssh-keygen', ['-l', '-f', file]).toString();
    expect(printed).toContain(sshFingerprint(sshKeyBlob(forvalter)));
  });
});

describe('a signature', () => {
  it('is good for its message by its signer, and for no other message', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const signature = writeSshSignature(one, forvalter);
        const same = Buffer.from(one).equals(Buffer.from(other));
        expect(verifySshSignature(one, signature, signersOf(forvalter)).type).toBe('good');
        expect(verifySshSignature(other, signature, signersOf(forvalter)).type).toBe(same ? 'good' : 'wrong');
      }),
    );
  });

  it('by a key that is not in the list names the key by its fingerprint', () => {
    expect(verifySshSignature(message, writeSshSignature(message, stranger), signersOf(forvalter))).toEqual({
      type: 'unknown-signer',
      fingerprint: sshFingerprint(sshKeyBlob(stranger)),
    });
  });

  it('by a key that may sign only for something else is by an unknown signer', () => {
    const { signers } = parseAllowedSigners(`a@b namespaces="git,file" ${writeSshPublicKey(forvalter)}`);
    const verdict = verifySshSignature(message, writeSshSignature(message, forvalter), signers);
    expect(verdict.type).toBe('unknown-signer');
  });

  it('with any byte changed is never good', () => {
    const armored = writeSshSignature(message, forvalter);
    const [begin, ...rest] = armored.trimEnd().split('\n');
    const blob = Buffer.from(rest.slice(0, -1).join(''), 'base64');
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(blob);
        changed[at] = (changed[at] ?? 0) ^ change;
        const text = [begin, changed.toString('base64'), rest.at(-1), ''].join('\n');
        expect(verifySshSignature(message, text, signersOf(forvalter)).type).not.toBe('good');
      }),
    );
  });

  it.each(['', 'x', '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n'])(
    'that is no signature is malformed',
    (text) => {
      expect(verifySshSignature(message, text, signersOf(forvalter))).toEqual({ type: 'malformed' });
    },
  );
});

describe('allowed signers', () => {
  const key = writeSshPublicKey(forvalter);

  it('passes over comments, empty lines and keys of other types', () => {
    const text = `# kommentar\n\n   \na@b ssh-rsa AAAAB3NzaC1yc2E= x\nc@d ${key} kommentar\r\n`;
    expect(parseAllowedSigners(text)).toMatchObject({
      signers: [{ principal: 'c@d', namespaces: null }],
      badLines: [],
    });
  });

  it.each([
    `a@b cert-authority ${key}`,
    `a@b valid-before="20200101" ${key}`,
    `a@b namespaces="tilrette",valid-before="20200101" ${key}`,
    `a@b cert-authority,namespaces="tilrette" ${key}`,
    'a@b ssh-ed25519 AAAA',
    'a@b',
    key,
  ])('a line that says more or less than we read is a bad line, never a signer: %s', (line) => {
    expect(parseAllowedSigners(`# first\n${line}\n`)).toEqual({ signers: [], badLines: [2] });
  });

  it('a principal that could be read as something else is not written', () => {
    expect(() => writeAllowedSigner('a b', forvalter)).toThrow();
    expect(() => writeAllowedSigner('*', forvalter)).toThrow();
  });
});
