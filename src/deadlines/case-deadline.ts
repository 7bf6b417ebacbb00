import type { CaseDeadline, Saturday } from '../artifacts/deadlines.ts';
import { addVirkedager, virkedagerBetween } from './virkedager.ts';

/** What the deadline of a case follows from; dates are ISO. */
export interface CaseFacts {
  /** Registers that take part. */
  readonly registers: number;
  readonly soeknadKomplett: string | undefined;
  /** Date of the approval by REK where one is required. */
  readonly rek: string | undefined;
  /** Date of the decision. */
  readonly decided: string;
  readonly today: string;
}

/**
 * The deadline of a case (helseregisterloven § 19 f): 30 virkedager for one register, 60 when several are linked, from
 * the complete application, but never before a required decision by REK. The day it runs from is not counted. Null where
 * the decision does not say when the application was complete.
 */
export function caseDeadline(facts: CaseFacts, saturday: Saturday): CaseDeadline | null {
  const { registers, soeknadKomplett, rek, decided, today } = facts;
  if (soeknadKomplett === undefined) return null;
  const waits = rek !== undefined && rek > soeknadKomplett;
  const from = waits ? rek : soeknadKomplett;
  const virkedager = registers > 1 ? 60 : 30;
  const due = addVirkedager(from, virkedager, saturday);
  return {
    virkedager,
    saturday,
    from,
    because: waits ? 'rek' : 'soeknadKomplett',
    due,
    leftAtDecision: virkedagerBetween(decided, due, saturday),
    left: virkedagerBetween(today, due, saturday),
  };
}
