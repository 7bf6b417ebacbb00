/**
 * To whom something is encrypted, and in which format: age (C2SP, X25519 recipients `age1…`), age with a password
 * (its scrypt recipient), Crypt4GH (GA4GH 1.0, public keys as its tools write them), OpenPGP (RFC 9580, armored keys).
 */
export type Recipients =
  | { readonly kryptering: 'age' | 'crypt4gh' | 'openpgp'; readonly keys: readonly string[] }
  | { readonly kryptering: 'passord'; readonly password: Password };

/** The letters of a password as bytes in shared memory: never a string that a message, log or JSON would show. */
export type Password = Uint8Array;

/** Overwrites the password, if there is one, in the memory that all threads share: nobody has a copy. */
export function clearPassword(recipients: Recipients): void {
  if (recipients.kryptering === 'passord') recipients.password.fill(0);
}

/** How the name of a file in each format ends; a password makes an age file like any other. */
export type CipherSuffix = 'age' | 'c4gh' | 'gpg';

const suffixes = { age: 'age', passord: 'age', crypt4gh: 'c4gh', openpgp: 'gpg' } as const;

/** The end of the name of what is encrypted to the recipients, without its dot. */
export const cipherSuffix = ({ kryptering }: Pick<Recipients, 'kryptering'>): CipherSuffix =>
  suffixes[kryptering];

const SUFFIX = /\.(age|c4gh|gpg)$/;

/** The format that a file name tells; null when it is none of ours. */
export function parseCipherSuffix(file: string): CipherSuffix | null {
  return (SUFFIX.exec(file)?.[1] ?? null) as CipherSuffix | null;
}

/** The name that a file has when it is decrypted. */
export const plaintextName = (file: string): string => file.replace(SUFFIX, '');

/** To age recipients (`age1…`). */
export const toAge = (...keys: readonly string[]): Recipients => ({ kryptering: 'age', keys });

/** How many there are; one for a password. */
export const countRecipients = (recipients: Recipients): number =>
  recipients.kryptering === 'passord' ? 1 : recipients.keys.length;
