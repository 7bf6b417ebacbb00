import { join } from 'node:path';

/** Files of the state directory that hold the forvalter's own keys. */
export interface StatePaths {
  /** Ed25519 signing key, PKCS#8 PEM. */
  readonly signingKey: string;
  /** Its public half, one OpenSSH line. */
  readonly publicKey: string;
  /** Allowed signers, as in ssh-keygen(1); the forvalter's own key first. */
  readonly senders: string;
  /** The forvalter's own age identity. */
  readonly identity: string;
  /** Its recipient, `age1…`. */
  readonly recipient: string;
}

export function statePaths(dir: string): StatePaths {
  return {
    signingKey: join(dir, 'signering.pem'),
    publicKey: join(dir, 'signering.pub'),
    senders: join(dir, 'avsendere'),
    identity: join(dir, 'identitet.txt'),
    recipient: join(dir, 'mottaker.txt'),
  };
}
