import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { assessDecision, assessDraft, checkRefusals, type AssessedVedtak } from '../vedtak/read-vedtak.ts';
import { today, type PrepareSettings, type Surroundings } from './settings.ts';

/**
 * Reads a decision file and holds it, as of today, against the rules of law; what they refuse is left to the caller.
 * Throws `usage.file`, the refusals of `assessDecision`, and those of `readCatalogue`.
 */
export async function readAssessed(
  settings: Pick<PrepareSettings, 'vedtak' | 'configs'>,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  const bytes = await readBytes(settings.vedtak);
  const registers = await readCatalogue(join(settings.configs, 'registre'));
  return assessDecision(bytes, registers, today(world));
}

/** As `readAssessed`, where a draft need not be in force: to look at, never to deliver on. */
export async function readForCheck(
  settings: Pick<PrepareSettings, 'vedtak' | 'configs'>,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  const bytes = await readBytes(settings.vedtak);
  const registers = await readCatalogue(join(settings.configs, 'registre'));
  return assessDraft(bytes, registers, today(world));
}

const readBytes = (file: string): Promise<Uint8Array> =>
  readFile(file).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse('usage', 'usage.file', file, { reason: code ?? 'unknown' });
  });

/** A decision that no rule of law refuses. Throws what `readAssessed` and `checkRefusals` throw. */
export async function readDecision(
  settings: Pick<PrepareSettings, 'vedtak' | 'configs'>,
  world: Pick<Surroundings, 'now'>,
): Promise<AssessedVedtak> {
  const decision = await readAssessed(settings, world);
  checkRefusals(decision);
  return decision;
}
