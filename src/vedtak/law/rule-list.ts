import type { RuleList } from '../../artifacts/rule-list.ts';
import { heldElsewhere } from './held-elsewhere.ts';
import { lawRules } from './law-rules.ts';
import { notHeld } from './not-held.ts';
import { outcomeIn } from './outcome.ts';

/** The list of rules as data, from the rules themselves. */
export function ruleList(): RuleList {
  return {
    versjon: 1,
    ok: true,
    exitCode: 0,
    rules: lawRules.map(({ code, problem, title, basis, source, outcome }) => ({
      code,
      problem,
      title,
      basis,
      source,
      H: outcomeIn(outcome, 'H'),
      F: outcomeIn(outcome, 'F'),
      'H+': outcomeIn(outcome, 'H+'),
    })),
    heldElsewhere: heldElsewhere.map((rule) => ({ ...rule })),
    notHeld: notHeld.map((rule) => ({ ...rule })),
    problems: [],
  };
}
