import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { checkAnswers } from '../../src/vedtak/law/answers.ts';
import { assessDecision } from '../../src/vedtak/read-vedtak.ts';
import { shippedRegisters } from './registers.ts';

/** The refusal of a decision file, by its form, by the rules of law, or for want of answers; fails when it is accepted, or when anything else is thrown. */
export function refusal(bytes: Uint8Array, today: string): PipelineError {
  try {
    const decision = assessDecision(bytes, shippedRegisters, today);
    checkAnswers(decision.assessment, { given: [], by: null });
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
