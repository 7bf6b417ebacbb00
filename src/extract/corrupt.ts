import { PipelineError, refuse } from '../errors/pipeline-error.ts';

const formNames = { parquet: 'Parquet', arrow: 'Arrow IPC' };

/** The refusal of a damaged file; `test` completes "a file in which …" and holds names and counts only. */
export function corrupt(path: string, form: keyof typeof formNames, test: string): PipelineError {
  return refuse('run', 'extract.corrupt', path, { form: formNames[form], test });
}

/**
 * Runs a step of parsing. A refusal passes; whatever else is thrown means that the bytes are not what the format
 * says, and becomes extract.corrupt without the text of the error, which can quote a value.
 */
export function parseOrRefuse<T>(
  path: string,
  form: keyof typeof formNames,
  test: string,
  parse: () => T,
): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof PipelineError ? error : corrupt(path, form, test);
  }
}
