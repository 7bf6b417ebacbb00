import type { Catalogue } from '../catalogue/register.ts';
import { readNamedFile } from '../document/read-file.ts';
import {
  assessDecision,
  assessDraft,
  assessPast,
  checkRefusals,
  type AssessedVedtak,
} from '../vedtak/read-vedtak.ts';
import { today, type Surroundings } from './settings.ts';

/**
 * Reads a decision file and holds it, as of today, against the rules of law; what they refuse is left to the caller.
 * Throws `usage.file` and the refusals of `assessDecision`.
 */
export async function readAssessed(
  file: string,
  catalogue: Catalogue,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  return assessDecision(await readNamedFile(file), catalogue, today(world));
}

/** As `readAssessed`, where a draft need not be in force: to look at, never to deliver on. */
export async function readForCheck(
  file: string,
  catalogue: Catalogue,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  return assessDraft(await readNamedFile(file), catalogue, today(world));
}

/** As `readAssessed`, of any status: to ask what follows of it for what is out already. */
export async function readPast(
  file: string,
  catalogue: Catalogue,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  return assessPast(await readNamedFile(file), catalogue, today(world));
}

/** A decision that no rule of law refuses. Throws what `readAssessed` and `checkRefusals` throw. */
export async function readDecision(
  file: string,
  catalogue: Catalogue,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  const decision = await readAssessed(file, catalogue, world);
  checkRefusals(decision);
  return decision;
}
