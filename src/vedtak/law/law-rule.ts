import type { JsonPath } from '../../document/json-path.ts';
import type { Facts } from './facts.ts';
import type { Outcomes } from './outcome.ts';

/** One place where a rule bites: what was found there, and what was expected where that differs from place to place. */
export interface Hit {
  readonly path: JsonPath;
  readonly got: string;
  /** What was found in the words of the følgebrev; without it the condition says all. */
  readonly funn?: string;
  readonly expected?: string;
}

/** One rule of law that a decision and the catalogue are held against. A change of law is a change of one entry. */
export interface LawRule {
  /** Code in the list of rules, such as `T6`. Several entries may share one where its outcome depends on the case. */
  readonly code: string;
  /** Code of the problem, stable and never reused. */
  readonly problem: `vedtak.${string}`;
  /** The condition that triggers it. */
  readonly title: string;
  /** The same in Norwegian, for følgebrev and overview. */
  readonly tittel: string;
  readonly basis: string;
  /** HN hearing note, NV Normen's guide, AF guidance on purposes, AD guidance on sources, SV application guide. */
  readonly source: string;
  readonly outcome: Outcomes;
  readonly find: (facts: Facts) => readonly Hit[];
  /** What was found are words of the decision or names of the catalogue, which the følgebrev tells as they are. */
  readonly quotes?: true;
  readonly expected: string;
  readonly fix: string;
}

/** One hit where the condition holds, none otherwise. */
export const hitIf = (broken: boolean, path: JsonPath, got: string, funn?: string): readonly Hit[] =>
  broken ? [{ path, got, ...(funn === undefined ? {} : { funn }) }] : [];
