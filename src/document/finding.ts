import type { ParametersOf, ProblemCode } from '../errors/catalogue.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { type JsonPath, renderPath } from './json-path.ts';
import { masked } from './shown-value.ts';

/** What kind of file a person wrote: the first half of the codes of its faults. */
export type Family = 'vedtak' | 'catalogue' | 'pipeline';

/** The stage that refuses a file of each kind. */
export const stageOf = { vedtak: 'vedtak', catalogue: 'plan', pipeline: 'usage' } as const;

/** A problem that still knows its path, before the path has become a line. */
export interface Finding extends Problem {
  readonly path: JsonPath;
}

/** The problem of a finding, with the line that its path has become. */
export function atLine(
  { code, at, expected, got, fix }: Finding,
  line: number,
): Problem & { readonly line: number } {
  return { code, at, line, expected, got, fix };
}

/** Makes a finding; its texts can hold no run of eleven digits. */
export function finding<C extends ProblemCode>(
  code: C,
  path: JsonPath,
  parameters: ParametersOf<C>,
): Finding {
  const { expected, got, fix, at } = problem(code, renderPath(path), parameters);
  return { code, path, at: masked(at), expected: masked(expected), got: masked(got), fix: masked(fix) };
}
