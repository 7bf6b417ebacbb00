import { openRecord } from './open-record.ts';

/** Records that the forvalter's keys were made. Throws what `openRecord` throws. */
export async function recordKeys(dir: string, principal: string, now: () => Date): Promise<void> {
  const { state, ledger } = await openRecord(dir, now);
  const { signer, recipient } = state;
  const publicKey = `${signer.publicKey} ${principal}`;
  await ledger.append({ type: 'keys', principal, publicKey, mottaker: recipient });
}
