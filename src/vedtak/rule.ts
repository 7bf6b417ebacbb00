import type { ParametersOf, ProblemCode } from '../errors/catalogue.ts';
import { type Finding, finding } from '../document/finding.ts';
import type { JsonPath } from '../document/json-path.ts';
import type { Vedtak } from './schema.ts';

export type Section = keyof Vedtak;

/** The sections of a decision that have the right form; one that the file may leave out is there as `undefined`. */
export type Sections = Partial<Vedtak>;

/** One place where a rule is broken. */
export interface Hit<C extends ProblemCode> {
  readonly path: JsonPath;
  readonly parameters: ParametersOf<C>;
}

/** One demand on a decision: its code, and what breaks it. `today` is an ISO date. */
export interface Rule {
  readonly code: ProblemCode;
  readonly check: (sections: Sections, today: string) => readonly Finding[];
}

/**
 * Makes a rule. It runs when every section it reads has the right form, so that a slip in one section does not hide
 * what is wrong in the others.
 */
export function rule<C extends ProblemCode, const K extends Section>(
  code: C,
  reads: readonly K[],
  hits: (vedtak: Pick<Vedtak, K>, today: string) => readonly Hit<C>[],
): Rule {
  return {
    code,
    check: (sections, today) =>
      hasAll(sections, reads)
        ? hits(sections, today).map(({ path, parameters }) => finding(code, path, parameters))
        : [],
  };
}

const hasAll = <K extends Section>(
  sections: Sections,
  reads: readonly K[],
): sections is Sections & Pick<Vedtak, K> => reads.every((section) => Object.hasOwn(sections, section));

/** A hit when the condition holds: for rules on a single place. */
export function hitIf<C extends ProblemCode>(
  broken: boolean,
  path: JsonPath,
  parameters: ParametersOf<C>,
): readonly Hit<C>[] {
  return broken ? [{ path, parameters }] : [];
}
