import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Manifest } from '../artifacts/manifest.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { checkLayout } from './check-layout.ts';
import { checkManifest } from './check-manifest.ts';
import { checkSignature, type Signer } from './check-signature.ts';
import { errnoOf } from './errno.ts';
import { hashFile } from './hash-file.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from './package-layout.ts';
import { readLayout, type LayoutEntry } from './read-layout.ts';

/** A package of which the signature, the order, the completeness and every byte have been checked. */
export interface VerifiedPackage {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly signer: Signer;
  /** Of all parts and documents, encrypted. */
  readonly bytes: number;
}

const MAX_MANIFEST_BYTES = 64 * 1_048_576;

/**
 * Verifies a package against an allowed_signers file; needs no secret. Files are hashed as they stream, links are never
 * followed. Throws PipelineError of stage `ledger` with every problem found: `verify.read-failed`, `verify.missing`,
 * `verify.extra`, `verify.not-a-file`, `verify.size`, `verify.hash`, `verify.manifest-invalid`,
 * `verify.signature-malformed`, `verify.signature-wrong`, `verify.signer-unknown`, `verify.signers-malformed`.
 */
export async function verifyPackage(dir: string, allowedSigners: string): Promise<VerifiedPackage> {
  return reading(dir, async () => {
    const entries = await readLayout(dir);
    refuseMissing(entries, [MANIFEST_FILE, SIGNATURE_FILE]);
    const manifestBytes = await readFile(join(dir, MANIFEST_FILE));
    const signature = await readFile(join(dir, SIGNATURE_FILE), 'utf8');
    const signed = checkSignature(manifestBytes, signature, allowedSigners);
    const { manifest, problems } = checkManifest(manifestBytes);
    const contents = manifest === null ? [] : await checkFiles(dir, entries, manifest);
    const found = [...signed.problems, ...problems, ...contents];
    if (found.length > 0 || manifest === null || signed.signer === null)
      throw new PipelineError('ledger', found);
    const bytes = [...manifest.deler, ...manifest.dokumentasjon].reduce((sum, file) => sum + file.bytes, 0);
    return { dir, manifest, manifestSha256: sha256(manifestBytes), signer: signed.signer, bytes };
  });
}

function refuseMissing(entries: readonly LayoutEntry[], files: readonly string[]): void {
  const problems = files.flatMap((path): Problem[] => {
    const entry = entries.find((e) => e.path === path);
    if (entry === undefined) return [problem('verify.missing', path, {})];
    if (entry.type !== 'file') return [problem('verify.not-a-file', path, {})];
    return entry.bytes <= MAX_MANIFEST_BYTES
      ? []
      : [problem('verify.size', path, { expected: MAX_MANIFEST_BYTES, got: entry.bytes })];
  });
  if (problems.length > 0) throw new PipelineError('ledger', problems);
}

async function checkFiles(
  dir: string,
  entries: readonly LayoutEntry[],
  manifest: Manifest,
): Promise<readonly Problem[]> {
  const problems = [...checkLayout(entries, manifest)];
  const faulty = new Set(problems.map((p) => p.at));
  const whole = [...manifest.deler, ...manifest.dokumentasjon].filter(({ fil }) => !faulty.has(fil));
  for (const { fil, sha256: expected } of whole)
    if ((await hashFile(join(dir, fil))) !== expected) problems.push(problem('verify.hash', fil, {}));
  return problems;
}

async function reading<T>(dir: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const errno = errnoOf(error);
    throw errno === undefined ? error : refuse('ledger', 'verify.read-failed', basename(dir), { errno });
  }
}
