import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEvent } from '../../src/artifacts/ledger-entry.ts';
import { parseAllowedSigners, writeAllowedSigner } from '../../src/crypto/allowed-signers.ts';
import { writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import { diskFiles } from '../../src/ledger/ledger-files.ts';
import type { LedgerSettings } from '../../src/ledger/ledger.ts';
import { makeSeal, type LedgerSeal } from '../../src/ledger/seal.ts';

/** A seal of a new key that is its own only allowed signer. */
export function newSeal(): LedgerSeal {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { signers } = parseAllowedSigners(writeAllowedSigner('forvalter', privateKey));
  return makeSeal({ sign: (message) => writeSshSignature(message, privateKey) }, signers);
}

export const noon = new Date('2026-01-15T12:00:00Z');

export async function makeSettings(): Promise<LedgerSettings> {
  const dir = await mkdtemp(join(tmpdir(), 'ledger-'));
  return { dir, seal: newSeal(), now: () => noon, files: diskFiles };
}

export const started = (run: string): LedgerEvent => ({
  type: 'run-started',
  run,
  saksnummer: '2026/17',
  vedtak: 'a'.repeat(64),
  tool: 'tilrette 0.1.0',
  ut: '/ut',
});

export const refused = (run: string): LedgerEvent => ({
  type: 'refused',
  run,
  saksnummer: '2026/17',
  vedtak: 'a'.repeat(64),
  stage: 'risk',
  exitCode: 14,
  codes: ['risk.too-high'],
});

export const disclosed = (type: 'intent' | 'delivered', run: string): LedgerEvent => ({
  type,
  run,
  saksnummer: '2026/17',
  package: `2026_17_${run}`,
  manifest: 'b'.repeat(64),
  myndighet: 'Helsedataservice',
  hjemmel: 'ordinaer',
  databruker: 'Universitetet i Oslo',
  referanser: ['REK 2026/1'],
  kanal: 'analyserom',
  mottakere: ['age1recipient'],
  registre: [{ tabell: 'npr.episode', rows: 1200, persons: 300 }],
  persons: 300,
  slettes: '2030-12-31',
});
