import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Problem } from '../../src/errors/problem.ts';

/** The problems of a refusal, none where nothing was refused; anything else that is thrown fails the test. */
export async function problemsOf(work: () => unknown): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
}
