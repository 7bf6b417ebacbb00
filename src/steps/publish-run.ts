import { join } from 'node:path';
import type { Manifest } from '../artifacts/manifest.ts';
import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { RunRecord } from '../artifacts/run-record.ts';
import type { State } from '../keys/state-directory.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { publishPackage } from '../package/publish.ts';
import type { Staging } from '../package/staging.ts';
import { holdPackage } from '../package/waiting.ts';
import type { ReportDocument } from '../report/documents.ts';
import { closePackage, type PackageFacts } from './close-package.ts';
import { disclosureOf, type RecordFacts } from './disclosure.ts';
import { writeRunRecord } from './run-record.ts';

/** A finished run that is to be published, now or after approval. */
export interface Publication {
  readonly state: State;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly facts: PackageFacts;
  readonly documents: readonly ReportDocument[];
  readonly record: RecordFacts;
  readonly awaitApproval: boolean;
  /** What is kept to make the delivery again. */
  readonly kept: Pick<RunRecord, 'memoryBytes' | 'threads' | 'day'>;
  /** Removes the journal of finished parts: after this the folder holds the package and nothing else. */
  readonly endJournal: () => Promise<void>;
  /** Shows the password of the delivery, if it has one, before anything is published. */
  readonly tellPassword: () => Promise<void>;
  /** Called when the package can no longer be taken back. */
  readonly onPublished: () => void;
}

export interface Published {
  readonly outcome: 'delivered' | 'awaiting-approval';
  readonly path: string;
  readonly size: NonNullable<PrepareResult['size']>;
}

/** Manifest, signature, intent, name: before the name there is no delivery, after it the delivery is complete. */
export async function publishRun(p: Publication): Promise<Published> {
  const { staging, ledger, facts } = p;
  const { manifest, manifestSha256, contents } = await closePackage(
    staging,
    facts,
    p.documents,
    p.state.signer.sign,
  );
  const size = sizeOf(manifest);
  await p.tellPassword();
  const kjoering = await writeRunRecord(p.state.dir, { versjon: 1, manifest, contents, ...p.kept });
  const path = join(staging.ut, staging.name);
  const disclosure = { ...disclosureOf(facts, p.record, path, manifestSha256), kjoering };
  await p.endJournal();
  if (p.awaitApproval) {
    const waiting = await holdPackage(staging);
    p.onPublished();
    const { run, saksnummer } = disclosure;
    await ledger.append({
      ...{ type: 'awaiting-approval', run, saksnummer },
      ...{ package: path, manifest: manifestSha256, disclosure },
    });
    return { outcome: 'awaiting-approval', path: waiting.folder, size };
  }
  await ledger.append({ type: 'intent', ...disclosure });
  await publishPackage(staging, manifest);
  p.onPublished();
  await ledger.append({ type: 'delivered', ...disclosure });
  return { outcome: 'delivered', path, size };
}

/** Of what the manifest lists: the manifest itself and its signature are some kilobytes beside it. */
function sizeOf({ deler, dokumentasjon }: Manifest): Published['size'] {
  const bytes = [...deler, ...dokumentasjon].map((file) => file.bytes);
  return {
    files: bytes.length,
    bytes: bytes.reduce((sum, of) => sum + of, 0),
    largest: Math.max(...bytes),
  };
}
