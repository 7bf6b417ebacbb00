import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';

/** The refusal of a decision file; fails when it is accepted, or when anything else is thrown. */
export function refusal(bytes: Uint8Array, today: string): PipelineError {
  try {
    readVedtak(bytes, today);
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
  throw new Error('the decision was accepted');
}

/** The codes of a refusal, in the order of its problems. */
export const codes = (text: string | Uint8Array, today: string): readonly string[] =>
  refusal(typeof text === 'string' ? new TextEncoder().encode(text) : text, today).problems.map(
    ({ code }) => code,
  );
