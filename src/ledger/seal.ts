import type { AllowedSigner } from '../crypto/allowed-signers.ts';
import { verifySshSignature } from '../crypto/ssh-signature.ts';

/** Signs and verifies what the ledger holds; signatures are base64 of the SSH signature blob, without armor. */
export interface LedgerSeal {
  readonly sign: (message: string) => string;
  /** Whether one of the allowed signers signed the message. */
  readonly verify: (message: string, signature: string) => boolean;
}

/** A seal by a signer whose signatures are armored, and those whose entries count: the forvalter's keys, old ones too. */
export function makeSeal(
  signer: { readonly sign: (message: Uint8Array) => string },
  signers: readonly AllowedSigner[],
): LedgerSeal {
  const sign = (message: string): string =>
    signer
      .sign(Buffer.from(message))
      .split('\n')
      .filter((line) => !line.startsWith('-----'))
      .join('');
  return { sign, ...makeVerifier(signers) };
}

/** The half of a seal that needs no secret. */
function makeVerifier(signers: readonly AllowedSigner[]): Pick<LedgerSeal, 'verify'> {
  const verify = (message: string, signature: string): boolean =>
    verifySshSignature(Buffer.from(message), addArmor(signature), signers).type === 'good';
  return { verify };
}

const addArmor = (blob: string): string =>
  `-----BEGIN SSH SIGNATURE-----\n${blob}\n-----END SSH SIGNATURE-----\n`;
