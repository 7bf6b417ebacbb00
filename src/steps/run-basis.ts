import { lstat, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { findSideLists } from '../extract/side-lists.ts';
import { hashPlan } from '../plan/compile-plan.ts';
import type { AssessedVedtak } from '../vedtak/read-vedtak.ts';
import type { Inputs } from './inputs.ts';
import type { PrepareSettings } from './settings.ts';

/** What decides the parts of a run before any row is read. */
export interface BasisFacts {
  readonly decision: AssessedVedtak;
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly settings: PrepareSettings;
  readonly day: string;
}

/**
 * SHA-256 over what decides the parts of a run, but for the koblingsnøkkel; null where no other run can have the same,
 * since a password is made for each. A file that is read counts by what the file system says of it, with the time of its
 * last change, which no program can set: reading every extract once more to hash it would cost more than a part is worth,
 * and what comes of the rows is held against the mark of the stage.
 */
export async function readRunBasis(facts: BasisFacts): Promise<string | null> {
  const { decision, plan, inputs, settings, day } = facts;
  const { utlevering } = decision.vedtak;
  const { memoryBytes, threads, program } = settings;
  if (utlevering.kryptering === 'passord') return null;
  const extracts = [...inputs.extracts.values()].flatMap(({ extract }) => extract.files.map((f) => f.path));
  const lists = Object.values(findSideLists(settings.uttrekk)) as string[];
  const files = await Promise.all([...extracts, ...lists].map(identify));
  const { sha256: vedtak } = decision;
  return sha256(
    canonicalJson({ vedtak, plan: hashPlan(plan), utlevering, day, memoryBytes, threads, program, files }),
  );
}

/** Both of the name and of what it leads to. */
async function identify(path: string): Promise<readonly string[]> {
  const [name, file] = await Promise.all([lstat(path, { bigint: true }), stat(path, { bigint: true })]);
  const told = [name, file].flatMap(({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs]);
  return [basename(path), ...told.map(String)];
}
