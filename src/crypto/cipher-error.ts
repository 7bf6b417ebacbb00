/** What can be wrong with an encrypted file, a recipient or an identity, whatever the format. */
export type CipherFault =
  'recipient' | 'identity-malformed' | 'no-identity' | 'header' | 'truncated' | 'damaged';

/** An encrypted file, recipient or identity that cannot be used; names neither keys nor content. */
export class CipherError extends Error {
  readonly fault: CipherFault;

  constructor(format: string, fault: CipherFault) {
    super(`${format}: ${fault}`);
    this.name = 'CipherError';
    this.fault = fault;
  }
}
