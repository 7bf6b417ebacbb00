/** One thing that is wrong, as data: where, what was expected, what was found, how to mend it. Never a cell value. */
export interface Problem {
  readonly code: string;
  /** JSON path in a decision, `register.tabell.variabel`, or a file name. */
  readonly at: string;
  /** Line in the decision file, counted from 1, where there is one. */
  readonly line?: number;
  readonly expected: string;
  readonly got: string;
  readonly fix: string;
}

/** Wording of one code. Parameters are names, counts and dates from files the forvalter wrote, never register data. */
export interface Wording<P> {
  readonly expected: (p: P) => string;
  readonly got: (p: P) => string;
  readonly fix: (p: P) => string;
}

/** Ties the type of a code's parameters to its wording, so that a wrong parameter does not compile. */
export const wording = <P>(texts: Wording<P>): Wording<P> => texts;
