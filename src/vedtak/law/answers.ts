import type { Assessment, AssessedRule } from '../../artifacts/assessment.ts';
import { PipelineError, problem } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { tekst } from '../schema/felt.ts';
import { isHidden, shownText } from '../../document/shown-value.ts';
import { findingsOf } from './assess.ts';

/** Answers to warnings as they were written: `CODE=text`, and the name of who answers. */
export interface Answers {
  readonly given: readonly string[];
  readonly by: string | null;
}

/** A warning that a named person has answered. */
export interface Answer {
  readonly code: string;
  readonly text: string;
  readonly by: string;
}

/** Characters that an answer and a name may have: they are recorded for good. */
const LONGEST_TEXT = 500;
const LONGEST_NAME = 200;

/**
 * The answers to the warnings of an assessment, one for each rule that warns.
 * @throws PipelineError of stage `vedtak` with every refusal and every warning that has no answer, each under its own
 * code; `vedtak.answer` for one that answers no warning, twice the same, or cannot be recorded; `vedtak.answer-by`
 */
export function checkAnswers(
  { rules }: Pick<Assessment, 'rules'>,
  { given, by }: Answers,
): readonly Answer[] {
  const warned = [...new Set(rules.filter(({ outcome }) => outcome === 'warn').map(({ code }) => code))];
  const parsed = given.map((written) => parseAnswer(written, warned));
  const answers = parsed.flatMap(({ answer }) => answer ?? []);
  const problems = [
    ...findingsOf(rules, 'refuse'),
    ...parsed.flatMap(({ got }) => (got === null ? [] : [answerProblem(got, warned)])),
    ...repeated(answers).map((code) => answerProblem(`${code} answered twice`, warned)),
    ...(given.length > 0 ? nameProblems(by) : []),
    ...unanswered(rules, answers),
  ];
  if (problems.length > 0) throw new PipelineError('vedtak', problems);
  return answers.map(({ code, text }) => ({ code, text, by: by ?? '' }));
}

interface Parsed {
  readonly answer: Omit<Answer, 'by'> | null;
  /** What is wrong with it, null when nothing is. */
  readonly got: string | null;
}

function parseAnswer(written: string, warned: readonly string[]): Parsed {
  const [, code, text] = /^([A-Z]+\d*)=(.*)$/su.exec(written) ?? [];
  const refused = (got: string): Parsed => ({ answer: null, got });
  if (code === undefined || text === undefined) return refused(shownText(written));
  if (!warned.includes(code)) return refused(`${code}, which is no warning of this decision`);
  if (!isRecordable(text, LONGEST_TEXT)) return refused(`a text for ${code} that cannot be recorded`);
  return { answer: { code, text: text.trim() }, got: null };
}

const isRecordable = (text: string, longest: number): boolean =>
  tekst.max(longest).safeParse(text).success && !isHidden(text);

const answerProblem = (got: string, known: readonly string[]): Problem =>
  problem('vedtak.answer', '--bekreft', { got, known });

function nameProblems(by: string | null): readonly Problem[] {
  if (by !== null && isRecordable(by, LONGEST_NAME)) return [];
  const got = by === null ? 'nothing' : 'a name that cannot be recorded';
  return [problem('vedtak.answer-by', '--bekreftet-av', { got })];
}

const repeated = (answers: readonly { readonly code: string }[]): readonly string[] =>
  answers.map(({ code }) => code).filter((code, i, codes) => codes.indexOf(code) < i);

function unanswered(
  rules: readonly AssessedRule[],
  answers: readonly { readonly code: string }[],
): readonly Problem[] {
  const open = rules.filter(({ code }) => !answers.some((answer) => answer.code === code));
  return open.flatMap((rule) => findingsOf([rule], 'warn').map((found) => withWayToAnswer(found, rule.code)));
}

const withWayToAnswer = (found: Problem, code: string): Problem => ({
  ...found,
  fix: `${found.fix}; or answer the warning: --bekreft "${code}=why it holds" --bekreftet-av NAME`,
});
