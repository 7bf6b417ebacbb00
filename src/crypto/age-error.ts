/** What can be wrong with an age file, a recipient or an identity. */
export type AgeFault =
  'recipient' | 'identity-malformed' | 'no-identity' | 'header' | 'truncated' | 'damaged';

/** An age file, recipient or identity that cannot be used; names neither keys nor content. */
export class AgeError extends Error {
  readonly fault: AgeFault;

  constructor(fault: AgeFault) {
    super(`age: ${fault}`);
    this.name = 'AgeError';
    this.fault = fault;
  }
}
