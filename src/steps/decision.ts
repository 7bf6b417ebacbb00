import { readFile } from 'node:fs/promises';
import { refuse } from '../errors/pipeline-error.ts';
import { readVedtak, type CheckedVedtak } from '../vedtak/read-vedtak.ts';
import { today, type PrepareSettings, type Surroundings } from './settings.ts';

/** Reads and checks a decision file as of today. Throws `usage.file` and the refusals of `readVedtak`. */
export async function readDecision(
  settings: Pick<PrepareSettings, 'vedtak'>,
  world: Pick<Surroundings, 'now'>,
): Promise<CheckedVedtak> {
  const bytes = await readFile(settings.vedtak).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse('usage', 'usage.file', settings.vedtak, { reason: code ?? 'unknown' });
  });
  return readVedtak(bytes, today(world));
}
