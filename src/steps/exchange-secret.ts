import { AgeError } from '../crypto/age-error.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { makeSecret, sealSecret, takeSecret } from '../keys/project-secret.ts';
import { openRecord } from './open-record.ts';

/** What is asked for the secret of a project: a new one, one sealed to another party, or one that another party sealed. */
export type SecretOrder =
  | { readonly what: 'made' }
  | { readonly what: 'given'; readonly mottaker: string }
  | { readonly what: 'taken'; readonly sealed: Uint8Array };

/**
 * Makes, gives or takes in the secret that the løpenumre of a project are derived under, and records it before it leaves.
 * Gives what is to be sent to the other party, null where nothing is. Throws what `makeSecret`, `sealSecret` and
 * `takeSecret` throw, `keys.recipient`, and the problems of the ledger.
 */
export async function exchangeSecret(
  dir: string,
  prosjekt: string,
  order: SecretOrder,
  now: () => Date,
): Promise<Buffer | null> {
  const { state, ledger } = await openRecord(dir, now);
  const event = { type: 'project-secret', prosjekt, what: order.what } as const;
  if (order.what === 'given') {
    const sealed = await sealSecret(dir, prosjekt, order.mottaker).catch((error: unknown) => {
      if (!(error instanceof AgeError)) throw error;
      throw refuse('package', 'keys.recipient', '--mottaker', {});
    });
    await ledger.append({ ...event, mottaker: order.mottaker });
    return sealed;
  }
  if (order.what === 'made') await makeSecret(dir, prosjekt);
  else await takeSecret(dir, { prosjekt, sealed: order.sealed, identity: state.identity() });
  await ledger.append(event);
  return null;
}
