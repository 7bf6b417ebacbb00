/**
 * Who decided, which sets what the program may do: `H` Helsedataservice, `F` the registerforvalter (or anyone else), `H+`
 * Helsedataservice, with the minimisation delegated to the forvalter (the regulation § 4 fourth paragraph).
 */
export type Mode = 'H' | 'F' | 'H+';

/** What a finding does: nothing is delivered, a named person must answer, it is told, or the rule is not relevant. */
export type Outcome = 'refuse' | 'warn' | 'note' | 'none';

/** Outcome by mode; `H+` is that of `H` unless it is named. */
export interface Outcomes {
  readonly H: Outcome;
  readonly F: Outcome;
  readonly 'H+'?: Outcome;
}

export const modes: readonly Mode[] = ['H', 'F', 'H+'];

export const outcomeIn = (outcomes: Outcomes, mode: Mode): Outcome =>
  mode === 'H+' ? (outcomes['H+'] ?? outcomes.H) : outcomes[mode];
