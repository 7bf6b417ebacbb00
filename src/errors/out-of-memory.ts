import { PipelineError } from './pipeline-error.ts';

/** Whether a statement was refused with `run.out-of-memory`: the same work in smaller portions may do. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof PipelineError && error.problems.some((p) => p.code === 'run.out-of-memory');
