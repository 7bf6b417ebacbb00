import { CipherError, type CipherFault } from './cipher-error.ts';

/** An age file, recipient or identity that cannot be used; names neither keys nor content. */
export class AgeError extends CipherError {
  constructor(fault: CipherFault) {
    super('age', fault);
    this.name = 'AgeError';
  }
}
