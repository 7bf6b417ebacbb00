import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Contents } from '../../src/artifacts/contents.ts';
import type { Manifest } from '../../src/artifacts/manifest.ts';
import { writeAllowedSigner } from '../../src/crypto/allowed-signers.ts';
import { writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import { contentsEntry, manifestEntry } from '../../src/package/describe-part.ts';
import { cipherSuffix, toAge, type Recipients } from '../../src/crypto/recipients.ts';
import { openEncryptors } from '../../src/package/encryptors.ts';
import { packageName, type PartName } from '../../src/package/package-layout.ts';
import type { SealedPart } from '../../src/package/sealed-part.ts';
import { openStaging, partTarget, type Staging } from '../../src/package/staging.ts';
import { writeDocument } from '../../src/package/write-document.ts';
import { writeManifest } from '../../src/package/write-manifest.ts';

export const forvalter = generateKeyPairSync('ed25519').privateKey;
export const allowedSigners = writeAllowedSigner('forvalter@example.org', createPublicKey(forvalter));
export const identity = await generateX25519Identity();
export const recipient = await identityToRecipient(identity);

interface Part {
  readonly name: PartName;
  readonly sealed: SealedPart;
}

const names: readonly PartName[] = [
  { register: 'npr', tabell: 'episode', nr: 0, format: 'parquet', cipher: 'age' },
  { register: 'npr', tabell: 'episode', nr: 1, format: 'parquet', cipher: 'age' },
  { register: 'dar', tabell: 'doedsfall', nr: 0, format: 'parquet', cipher: 'age' },
];

/** Makes the encrypted parts of three small files: two of one table with equal plaintext, and one of another. */
async function sealParts(staging: Staging, recipients: Recipients, many: number): Promise<readonly Part[]> {
  const encryptors = openEncryptors({ threads: 1, folder: staging.folder });
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  const parts: Part[] = [];
  for (const place of names) {
    const name: PartName = { ...place, cipher: cipherSuffix(recipients) };
    const sink = await encryptors.openPart(partTarget(staging, name, recipients));
    const rows = name.register === 'npr' ? many : 300;
    const select = `select range + 10000000 as loepenummer, 'C50' as kode, 12.5::decimal(10,2) as tall from range(${rows})`;
    await database.run(`copy (${select}) to '${sink.path}' (format parquet)`);
    parts.push({ name, sealed: await sink.finish() });
  }
  database.closeSync();
  await encryptors.close();
  return parts;
}

export interface Changes {
  /** Instead of an age recipient. */
  readonly recipients?: Recipients;
  /** Of each part of the first table. */
  readonly rows?: number;
  readonly run?: string;
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly contents?: (contents: Contents) => Contents;
}

/** A complete staged package, with whatever the changes make wrong with it, properly signed. */
export async function stagePackage(
  ut: string,
  changes: Changes = {},
): Promise<{ staging: Staging; manifest: Manifest; sha256: string }> {
  const [saksnummer, run] = ['24/01234', changes.run ?? '20261101T120000'];
  const staging = await openStaging(ut, packageName(saksnummer, run));
  const recipients = changes.recipients ?? toAge(recipient);
  const parts = await sealParts(staging, recipients, changes.rows ?? 1000);
  const deler = parts.map((p) => contentsEntry(p.name, p.sealed));
  const contents: Contents = { versjon: 1, saksnummer, run, personer: 987_654, deler };
  const innhold = JSON.stringify(changes.contents?.(contents) ?? contents);
  const dokumentasjon = [
    await writeDocument(staging, { name: 'innhold.json', content: innhold }, recipients),
    await writeDocument(staging, { name: 'foelgebrev.html', content: '<p>Følgebrev</p>' }, recipients),
  ];
  const whole: Manifest = {
    versjon: 1,
    saksnummer,
    run,
    vedtakSha256: 'a'.repeat(64),
    planSha256: 'b'.repeat(64),
    program: { navn: 'tilrette', versjon: '0.1.0' },
    kodelister: { kommune: '2024-01-01' },
    deler: parts.map((p) => manifestEntry(p.name, p.sealed)),
    dokumentasjon,
    slettes: '2030-12-31',
    laget: '2026-11-01T12:00:00Z',
  };
  const manifest = changes.manifest?.(whole) ?? whole;
  const { sha256 } = await writeManifest(staging, manifest, (message) =>
    writeSshSignature(message, forvalter),
  );
  return { staging, manifest, sha256 };
}
