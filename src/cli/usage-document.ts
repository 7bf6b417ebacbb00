import { problem } from '../errors/pipeline-error.ts';
import { exitCodes } from '../errors/stages.ts';
import { refusedResult } from './refused-result.ts';

/** The document of a command line that cannot be read; `prepare` keeps the shape of its result. */
export function usageDocument(command: string, message: string): unknown {
  const expected = 'a command line as --help describes it';
  const got = message.replace(/^error: /, '');
  const refusal = {
    exitCode: exitCodes.usage,
    problems: [problem('usage.option', command, { expected, got })],
  };
  return command === 'prepare' ? refusedResult(refusal, 0) : { versjon: 1, ok: false, ...refusal };
}
