import { wording } from '../problem.ts';

export const packageCodes = {
  'package.exists': wording<{ navn: string }>({
    expected: () => 'a name under --ut that no package has yet',
    got: (p) => `${p.navn} is there already`,
    fix: () => 'deliver under another --ut, or move the old package away',
  }),
  'package.write-failed': wording<{ errno: string }>({
    expected: () => 'the file to be written',
    got: (p) => `the operating system said ${p.errno}`,
    fix: (p) => writeFix(p.errno),
  }),
  'package.pipe-failed': wording<{ errno: string }>({
    expected: () => 'a named pipe, as Linux and macOS have them',
    got: (p) => `mkfifo said ${p.errno}`,
    fix: () => 'run on Linux or macOS, with --ut on a file system that holds named pipes',
  }),
  'package.recipient-unusable': wording<{ antall: number }>({
    expected: () => 'one or more public keys of the kind that utlevering.kryptering names',
    got: (p) => `${p.antall} recipients, of which not all can be used`,
    fix: () =>
      'have the databruker send the public key again: age1… for age, the .pub file for crypt4gh, gpg --armor --export for openpgp',
  }),
  'package.password-unheard': wording<Record<string, never>>({
    expected: () => 'a terminal to show the password on once, or a file to write it to',
    got: () => 'neither, so nobody would know the password',
    fix: () => 'run prepare on a terminal, or give --passord-fil FILE',
  }),
  'package.shape-unreadable': wording<Record<string, never>>({
    expected: () => 'a whole file in the format of the decision from the pipe',
    got: () => 'bytes of which rows and columns cannot be read',
    fix: () => 'run again; if it repeats, report it with the run id',
  }),
  'package.incomplete': wording<{ hva: string }>({
    expected: () => 'exactly the files of the manifest, with their sizes',
    got: (p) => p.hva,
    fix: () => 'run again, with nothing else writing in --ut',
  }),
  'verify.read-failed': wording<{ errno: string }>({
    expected: () => 'a package that can be read',
    got: (p) => `the operating system said ${p.errno}`,
    fix: () => 'give the folder that holds manifest.json, and check its permissions',
  }),
  'verify.missing': wording<Record<string, never>>({
    expected: () => 'the file, as the package says',
    got: () => 'no such file',
    fix: () => 'ask the sender for the package again',
  }),
  'verify.extra': wording<Record<string, never>>({
    expected: () => 'only what the manifest lists',
    got: () => 'a file or folder that it does not list',
    fix: () => 'find out who added it; do not open it',
  }),
  'verify.not-a-file': wording<Record<string, never>>({
    expected: () => 'an ordinary file',
    got: () => 'a link, pipe or device',
    fix: () => 'ask the sender for the package again; do not follow it',
  }),
  'verify.size': wording<{ expected: number; got: number }>({
    expected: (p) => `${p.expected} bytes`,
    got: (p) => `${p.got} bytes`,
    fix: () => 'ask the sender for the package again',
  }),
  'verify.hash': wording<Record<string, never>>({
    expected: () => 'the SHA-256 of the manifest',
    got: () => 'another content of the same size',
    fix: () => 'ask the sender for the package again',
  }),
  'verify.manifest-invalid': wording<{ hva: string }>({
    expected: () => 'a manifest of version 1',
    got: (p) => p.hva,
    fix: () => 'ask the sender for the package again; use nothing of it',
  }),
  'verify.signature-malformed': wording<Record<string, never>>({
    expected: () => 'an Ed25519 SSH signature over SHA-512 in the namespace tilrette',
    got: () => 'something else',
    fix: () => 'ask the sender for the package again; use nothing of it',
  }),
  'verify.signature-wrong': wording<Record<string, never>>({
    expected: () => 'a signature over this manifest',
    got: () => 'a signature over other bytes: the manifest was altered after it was signed',
    fix: () => 'ask the sender for the package again; use nothing of it',
  }),
  'verify.signer-unknown': wording<{ fingeravtrykk: string }>({
    expected: () => 'a signature by one of the allowed signers',
    got: (p) => `a signature by the key ${p.fingeravtrykk}`,
    fix: () =>
      'compare the fingerprint with the sender by telephone before adding the key to the allowed signers',
  }),
  'verify.signers-malformed': wording<{ line: number; more: number }>({
    expected: () => 'lines such as principal [namespaces="tilrette"] ssh-ed25519 AAAA…',
    got: (p) => `something else in line ${p.line}${p.more === 0 ? '' : ` and in ${p.more} more`}`,
    fix: () =>
      'give the file avsendere that came from the sender, or have its line exported again; certificates and validity dates are not read',
  }),
  'verify.identity': wording<Record<string, never>>({
    expected: () => 'the identity of one of the recipients',
    got: () => 'an identity or password that none of the keys in the file was wrapped to',
    fix: () =>
      'use the identity whose public key was sent to the forvalter, or type the password again as it was received',
  }),
  'verify.identity-malformed': wording<Record<string, never>>({
    expected: () => 'the identity that opens this format, and its passphrase where it is locked',
    got: () => 'something else',
    fix: () =>
      'give the file of age-keygen for .age, the secret key of crypt4gh-keygen for .c4gh, gpg --armor --export-secret-keys for .gpg',
  }),
  'verify.damaged': wording<Record<string, never>>({
    expected: () => 'an encrypted file that opens',
    got: () => 'a file that was not sealed as its format says',
    fix: () => 'ask the sender for the package again',
  }),
  'verify.contents': wording<{ hva: string }>({
    expected: () => 'decrypted files that agree with the contents list',
    got: (p) => p.hva,
    fix: () => 'ask the sender for the package again; use nothing of it',
  }),
  'verify.target-inside': wording<Record<string, never>>({
    expected: () => 'a folder outside the package',
    got: () => 'one inside it, where a file too many would make the package fail its own check',
    fix: () => 'give another --ut',
  }),
  'verify.target-not-empty': wording<Record<string, never>>({
    expected: () => 'a folder that is empty or does not exist',
    got: () => 'a file, or a folder with something in it',
    fix: () => 'give another --ut',
  }),
  'verify.write-failed': wording<{ errno: string }>({
    expected: () => 'the file to be written',
    got: (p) => `the operating system said ${p.errno}`,
    fix: (p) => writeFix(p.errno),
  }),
};

function writeFix(errno: string): string {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return 'make room on the file system of --ut';
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS')
    return 'give --ut a folder that can be written';
  if (errno === 'EEXIST') return 'remove the file that is in the way';
  return 'check the file system of --ut';
}
