import { parseAllowedSigners } from '../crypto/allowed-signers.ts';
import { verifySshSignature } from '../crypto/ssh-signature.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from './package-layout.ts';

/** Who signed a package: the name in the allowed signers, and the key as `ssh-keygen -l` shows it. */
export interface Signer {
  readonly principal: string;
  readonly fingerprint: string;
}

/** The signer, null unless the signature is good; and every fault of the signature and of the list of signers. */
export interface CheckedSignature {
  readonly signer: Signer | null;
  readonly problems: readonly Problem[];
}

/**
 * Checks the signature over the manifest's bytes against an allowed_signers file. A line that cannot be read is a
 * fault also when another line fits (`verify.signers-malformed`), so that no list is trusted in part.
 */
export function checkSignature(
  manifest: Buffer,
  signature: string,
  allowedSigners: string,
): CheckedSignature {
  const { signers, badLines } = parseAllowedSigners(allowedSigners);
  const [line] = badLines;
  const malformed =
    line === undefined
      ? []
      : [problem('verify.signers-malformed', 'avsendere', { line, more: badLines.length - 1 })];
  const verdict = verifySshSignature(manifest, signature, signers);
  switch (verdict.type) {
    case 'good':
      return {
        signer: { principal: verdict.principal, fingerprint: verdict.fingerprint },
        problems: malformed,
      };
    case 'malformed':
      return {
        signer: null,
        problems: [...malformed, problem('verify.signature-malformed', SIGNATURE_FILE, {})],
      };
    case 'wrong':
      return { signer: null, problems: [...malformed, problem('verify.signature-wrong', MANIFEST_FILE, {})] };
    case 'unknown-signer': {
      const fingeravtrykk = verdict.fingerprint;
      return {
        signer: null,
        problems: [...malformed, problem('verify.signer-unknown', SIGNATURE_FILE, { fingeravtrykk })],
      };
    }
  }
}
