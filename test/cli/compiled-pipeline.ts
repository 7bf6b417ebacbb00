import { join } from 'node:path';
import type { PipelineError } from '../../src/errors/pipeline-error.ts';
import type * as Pipeline from '../../src/pipeline.ts';
import { compileProgram } from './compiled-program.ts';

const compiled = join(compileProgram().folder, 'dist', 'cli', 'pipeline.js');

/** The main job, compiled: a worker thread of the source has to load a compiler of its own in every run. */
export const { prepare } = (await import(compiled)) as typeof Pipeline;

/** Whether an error is a refusal of the program, compiled or not: each has a class of its own. */
export const isRefusal = (error: unknown): error is PipelineError =>
  error instanceof Error && error.name === 'PipelineError' && 'problems' in error;
