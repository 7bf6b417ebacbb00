import type { AssessedRule, Assessment } from '../artifacts/assessment.ts';
import { table } from './render-rules.ts';

const MODES: Readonly<Record<Assessment['mode'], string>> = {
  H: 'Helsedataservice decided',
  F: 'the registerforvalter decided, and answers for every condition',
  'H+': 'Helsedataservice decided, and delegated the minimisation to the registerforvalter',
};

type Told = 'refuse' | 'warn' | 'note';

const GROUPS: readonly { readonly outcome: Told; readonly head: string }[] = [
  { outcome: 'refuse', head: 'Refusals: nothing is delivered' },
  {
    outcome: 'warn',
    head: 'Warnings: each needs an answer, prepare --bekreft "CODE=text" --bekreftet-av NAME',
  },
  { outcome: 'note', head: 'Notes' },
];

/** The assessment for a terminal: refusals, warnings and notes with what to do, and how many rules are met. */
export function renderAssessment(assessment: Assessment): string {
  const { mode, rules } = assessment;
  return [
    `Mode ${mode}: ${MODES[mode]}`,
    ...GROUPS.flatMap(({ outcome, head }) => groupLines(head, withOutcome(rules, outcome))),
    '',
    `Met: ${withOutcome(rules, 'passed').length} rules. Not relevant in this mode: ${withOutcome(rules, 'none').length}.`,
    '',
  ].join('\n');
}

/** The assessment for the case file, every rule in a table. */
export function renderAssessmentMarkdown(assessment: Assessment, vedtakSha256: string): string {
  const { saksnummer, mode, date, rules } = assessment;
  return [
    `# Legal assessment of ${saksnummer}`,
    '',
    `Mode ${mode}: ${MODES[mode]}. Assessed ${date}. Decision file (SHA-256): ${vedtakSha256}.`,
    '',
    ...GROUPS.flatMap(({ outcome, head }) => [
      `## ${head}`,
      '',
      ...findingTable(withOutcome(rules, outcome)),
      '',
    ]),
    '## Every rule',
    '',
    ...table(
      ['rule', 'condition', 'basis', 'outcome'],
      rules.map((r) => [r.code, r.title, r.basis, r.outcome]),
    ),
    '',
  ].join('\n');
}

const withOutcome = (
  rules: readonly AssessedRule[],
  outcome: AssessedRule['outcome'],
): readonly AssessedRule[] => rules.filter((rule) => rule.outcome === outcome);

function groupLines(head: string, rules: readonly AssessedRule[]): readonly string[] {
  if (rules.length === 0) return [];
  return ['', head, ...rules.flatMap(ruleLines)];
}

function ruleLines({ code, title, basis, findings }: AssessedRule): readonly string[] {
  return [
    `  ${code}  ${title}${basis === '-' ? '' : ` (${basis})`}`,
    ...findings.flatMap(({ at, line, got, fix }) => [
      `      ${at}${line === undefined ? '' : ` (line ${line})`}: ${got}`,
      `      to do: ${fix}`,
    ]),
  ];
}

function findingTable(rules: readonly AssessedRule[]): readonly string[] {
  if (rules.length === 0) return ['None.'];
  return table(
    ['rule', 'condition', 'basis', 'at', 'found', 'to do'],
    rules.flatMap(({ code, title, basis, findings }) =>
      findings.map(({ at, got, fix }) => [code, title, basis, at, got, fix]),
    ),
  );
}
