import { CipherError } from '../crypto/cipher-error.ts';
import { makePassword } from '../crypto/make-password.ts';
import type { Recipients } from '../crypto/recipients.ts';
import { startSealing } from '../crypto/seal.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import type { Surroundings } from './settings.ts';

/**
 * To whom a delivery is encrypted, before any row is read; where the decision says `passord`, a new password is made.
 * Throws PipelineError `usage.option` where a file for a password is named and none is made, `package.recipient-unusable`, and `package.password-unheard` where nobody would be told it.
 */
export async function readRecipients(
  { kryptering, mottakere }: Vedtak['utlevering'],
  world: Pick<Surroundings, 'randomFill' | 'tellPassword' | 'passwordFile'>,
): Promise<Recipients> {
  if (kryptering === 'passord') {
    if (world.tellPassword === undefined)
      throw refuse('package', 'package.password-unheard', 'utlevering.kryptering', {});
    return { kryptering, password: makePassword(world.randomFill) };
  }
  if (world.passwordFile === true)
    throw refuse('usage', 'usage.option', '--passord-fil', {
      expected: 'a decision whose utlevering.kryptering is passord',
      got: kryptering,
    });
  const recipients: Recipients = { kryptering, keys: mottakere };
  try {
    await startSealing(recipients);
    return recipients;
  } catch (error) {
    if (!(error instanceof CipherError)) throw error;
    throw refuse('package', 'package.recipient-unusable', 'utlevering.mottakere', {
      antall: mottakere.length,
    });
  }
}

/** Shows the password of a delivery, once and before it is published: without it nobody could open what was delivered. */
export async function tellPassword(
  recipients: Recipients,
  world: Pick<Surroundings, 'tellPassword'>,
): Promise<void> {
  if (recipients.kryptering === 'passord') await world.tellPassword?.(recipients.password);
}
