import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import { checkUnchanged } from '../extract/check-unchanged.ts';
import type { ExtractFile } from '../extract/extract.ts';
import { findSideLists } from '../extract/side-lists.ts';
import type { Inputs } from './inputs.ts';
import type { PrepareSettings } from './settings.ts';

/** What a run reads. */
interface Read {
  readonly inputs: Pick<Inputs, 'extracts'>;
  readonly settings: Pick<PrepareSettings, 'uttrekk'>;
  readonly plan: Plan;
}

/**
 * Does the work that reads extracts and the lists beside them, and holds that they were the same files from first to last: a
 * list of objections that was still being written would lack persons. Where they were not, that is the reason given,
 * `extract.changed` for each: what was found in files that changed or vanished says nothing.
 */
export async function readingUnchanged<T>(
  { inputs, settings, plan }: Read,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const extracts = [...inputs.extracts.values()].flatMap(({ extract }) => extract.files);
  const files = [...extracts, ...listFiles(settings.uttrekk, plan)];
  const refuseChanged = (): void => {
    const problems = checkUnchanged({ files });
    if (problems.length > 0 && !signal.aborted) throw new PipelineError('run', problems);
  };
  const done = await work().catch((error: unknown) => {
    if (error instanceof PipelineError) refuseChanged();
    throw error;
  });
  refuseChanged();
  return done;
}

/** The lists of persons and the file of numbers, as they are now; one that cannot be looked at is refused where it is read. */
function listFiles(uttrekk: string, { number: { handedOver } }: Plan): readonly ExtractFile[] {
  const keyFile = handedOver === undefined ? [] : [join(uttrekk, handedOver.file)];
  return [...(Object.values(findSideLists(uttrekk)) as string[]), ...keyFile].flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ path, bytes: found.size, modifiedMs: found.mtimeMs }];
  });
}
