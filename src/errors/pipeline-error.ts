import { catalogue, type ProblemCode, type ParametersOf } from './catalogue.ts';
import type { Problem } from './problem.ts';
import { exitCodes, type Stage } from './stages.ts';

/** A refusal with its reasons. A broken promise of our own code is a plain `Error` instead. */
export class PipelineError extends Error {
  readonly stage: Stage;
  readonly problems: readonly Problem[];
  readonly exitCode: number;

  constructor(stage: Stage, problems: readonly Problem[]) {
    super(problems.map((p) => p.code).join(', '));
    this.name = 'PipelineError';
    this.stage = stage;
    this.problems = problems;
    this.exitCode = exitCodes[stage];
  }
}

/** Makes a problem from its code and the parameters its wording needs. */
export function problem<C extends ProblemCode>(code: C, at: string, parameters: ParametersOf<C>): Problem {
  const texts = catalogue[code];
  return {
    code,
    at,
    expected: texts.expected(parameters as never),
    got: texts.got(parameters as never),
    fix: texts.fix(parameters as never),
  };
}

/** A refusal with a single reason; the stage is the first half of the code's entry in the stage table. */
export function refuse<C extends ProblemCode>(
  stage: Stage,
  code: C,
  at: string,
  parameters: ParametersOf<C>,
): PipelineError {
  return new PipelineError(stage, [problem(code, at, parameters)]);
}
