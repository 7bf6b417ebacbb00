import { PipelineError } from '../errors/pipeline-error.ts';
import { checkUnchanged } from '../extract/check-unchanged.ts';
import type { Inputs } from './inputs.ts';

/**
 * Does the work that reads extracts, and holds that they were the same files from first to last. Where they were not, that
 * is the reason given, `extract.changed` for each: what was found in files that changed or vanished says nothing.
 */
export async function readingUnchanged<T>(
  { extracts }: Inputs,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const refuseChanged = (): void => {
    const problems = [...extracts.values()].flatMap(({ extract }) => checkUnchanged(extract));
    if (problems.length > 0 && !signal.aborted) throw new PipelineError('run', problems);
  };
  const done = await work().catch((error: unknown) => {
    if (error instanceof PipelineError) refuseChanged();
    throw error;
  });
  refuseChanged();
  return done;
}
