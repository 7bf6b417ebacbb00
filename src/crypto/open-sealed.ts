import type { Identity } from 'age-encryption';
import { openAge } from './age-file.ts';
import { parseAgeIdentities } from './age-identities.ts';
import { scryptIdentity } from './age-scrypt.ts';
import { CipherError } from './cipher-error.ts';
import { openCrypt4gh } from './crypt4gh-file.ts';
import { readCrypt4ghKey } from './crypt4gh-keys.ts';
import { openMeasured, type OpenedFile, type TakePlaintext } from './measured-file.ts';
import { openOpenpgp, readOpenpgpKey } from './openpgp-file.ts';
import type { CipherSuffix, Password } from './recipients.ts';

/** What the recipient has to open files with. */
export interface Secrets {
  /**
   * Text of an identity file in its format: age identities, a Crypt4GH secret key, an armored OpenPGP private key. Null
   * for a package with a password.
   */
  readonly identity: string | null;
  /**
   * Asked once at most: the password of the package, or the passphrase that locks the identity. Without it, what needs one
   * is refused like a malformed identity.
   */
  readonly password?: () => Promise<Password>;
}

/** Opens one encrypted file, streaming. Throws CipherError, also after `take` has had some of the plaintext. */
export type OpenSealed = (path: string, take: TakePlaintext) => Promise<OpenedFile>;

/**
 * Reads the secrets once for all files of one format. Throws CipherError `identity-malformed` for what is no identity of
 * the format, or is locked with another passphrase.
 */
export async function readSecrets(suffix: CipherSuffix, secrets: Secrets): Promise<OpenSealed> {
  const password = secrets.password ?? noPassword(suffix);
  switch (suffix) {
    case 'age': {
      const identities = await ageIdentities(secrets.identity, password);
      return (path, take) => openMeasured(path, (pieces) => openAge(pieces, identities), take);
    }
    case 'c4gh': {
      const key = await readCrypt4ghKey(secrets.identity ?? '', password);
      return (path, take) => openMeasured(path, (pieces) => openCrypt4gh(pieces, key), take);
    }
    case 'gpg': {
      const key = await readOpenpgpKey(secrets.identity ?? '', password);
      return (path, take) => openMeasured(path, (pieces) => openOpenpgp(pieces, key), take);
    }
  }
}

const noPassword = (suffix: CipherSuffix) => (): Promise<Password> =>
  Promise.reject(new CipherError(suffix, 'identity-malformed'));

const ageIdentities = async (
  identity: string | null,
  password: () => Promise<Password>,
): Promise<readonly (string | Identity)[]> =>
  identity === null ? [scryptIdentity(await password())] : parseAgeIdentities(identity);
