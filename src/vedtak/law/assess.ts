import type { AssessedRule, Assessment } from '../../artifacts/assessment.ts';
import type { Problem } from '../../errors/problem.ts';
import { renderPath, type JsonPath } from '../../document/json-path.ts';
import type { Sections } from '../rule.ts';
import type { Vedtak } from '../schema.ts';
import { HIDDEN, masked } from '../../document/shown-value.ts';
import type { Facts } from './facts.ts';
import type { Hit, LawRule } from './law-rule.ts';
import { lawRules } from './law-rules.ts';
import { modeOf } from './mode.ts';
import { outcomeIn } from './outcome.ts';
import type { Registers } from './register-facts.ts';

/** What a decision is held against, and when. */
export interface AssessmentInput {
  /** The sections of the decision whose form is right. */
  readonly sections: Sections;
  readonly registers: Registers;
  /** ISO date. */
  readonly today: string;
  readonly lineOf: (path: JsonPath) => number;
}

/**
 * Holds a decision against every rule of law, in the mode that follows from who decided. A rule that reads a section
 * whose form is wrong is left out, so that a slip there does not hide what is wrong elsewhere; without the section
 * `vedtak` there is no mode, and no rule is held. Registers that the catalogue does not have are left to the plan.
 */
export function assessLaw(input: AssessmentInput): readonly AssessedRule[] {
  if (input.sections.vedtak === undefined) return [];
  const facts = factsOf(input, input.sections.vedtak);
  return lawRules.flatMap((rule) => assessRule(rule, facts, input.lineOf) ?? []);
}

/** The assessment of a decision whose form is right. */
export function assessVedtak(vedtak: Vedtak, rules: readonly AssessedRule[], today: string): Assessment {
  return {
    versjon: 1,
    saksnummer: vedtak.saksnummer,
    mode: modeOf(vedtak),
    date: today,
    rules,
  };
}

/** The findings of one outcome, sorted by line. */
export function findingsOf(
  rules: readonly AssessedRule[],
  outcome: AssessedRule['outcome'],
): readonly Problem[] {
  return rules
    .filter((rule) => rule.outcome === outcome)
    .flatMap((rule) => rule.findings.map(asProblem))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || a.at.localeCompare(b.at));
}

const asProblem = ({ line, code, at, expected, got, fix }: AssessedRule['findings'][number]): Problem => ({
  ...{ code, at, expected, got, fix },
  ...(line === undefined ? {} : { line }),
});

function factsOf({ sections, registers, today }: AssessmentInput, vedtak: Vedtak['vedtak']): Facts {
  return { vedtak: readable(sections), registers, today, mode: modeOf({ vedtak }) };
}

/** Thrown where a rule reads a section whose form is wrong. */
class UnsoundSection extends Error {}

/** The optional sections are there as `undefined` where the form is right. */
const readable = (sections: Sections): Vedtak =>
  new Proxy(sections, {
    get: (target, key) => {
      if (!Object.hasOwn(target, key)) throw new UnsoundSection();
      return Reflect.get(target, key) as unknown;
    },
  }) as Vedtak;

function assessRule(
  rule: LawRule,
  facts: Facts,
  lineOf: AssessmentInput['lineOf'],
): AssessedRule | undefined {
  const { code, problem, title, tittel, basis, source } = rule;
  const outcome = outcomeIn(rule.outcome, facts.mode);
  try {
    const hits = outcome === 'none' ? [] : rule.find(facts);
    const findings = hits.map((hit) => findingOf(rule, hit, lineOf));
    return {
      code,
      problem,
      title,
      tittel,
      basis,
      source,
      outcome: hits.length > 0 || outcome === 'none' ? outcome : 'passed',
      findings,
    };
  } catch (error) {
    if (error instanceof UnsoundSection) return undefined;
    throw error;
  }
}

/** What was expected is followed by the rule and the paragraph it rests on. */
function findingOf(
  rule: LawRule,
  { path, got, funn, expected = rule.expected }: Hit,
  lineOf: AssessmentInput['lineOf'],
): AssessedRule['findings'][number] {
  const told = toldInNorwegian(rule.quotes === true ? got : funn);
  const basis = rule.basis === '-' ? rule.code : `${rule.code}: ${rule.basis}`;
  return {
    code: rule.problem,
    at: masked(renderPath(path)),
    line: lineOf(path),
    expected: masked(`${expected} (${basis})`),
    got: masked(got),
    fix: masked(rule.fix),
    ...(told === undefined ? {} : { funn: masked(told) }),
  };
}

/** Quotes as in Norwegian; nothing where a value is hidden, which is told in English. */
const toldInNorwegian = (text: string | undefined): string | undefined =>
  text === undefined || text.includes(HIDDEN) ? undefined : text.replace(/"((?:[^"\\]|\\.)*)"/gu, '«$1»');
