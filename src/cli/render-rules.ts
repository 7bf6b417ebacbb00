import type { RuleList } from '../artifacts/rule-list.ts';

/** The list of rules as a page. */
export function renderRulesMarkdown({ rules, heldElsewhere, notHeld }: RuleList): string {
  return [
    '# Rules of law',
    '',
    'Made by `tilrette regler --markdown` from the rules themselves. Paragraphs cited as "reg." are those of the draft',
    'regulation in the hearing note of 2022; hold them against the text in force before they are quoted.',
    '',
    'Modes: **H** Helsedataservice decided; **F** the registerforvalter (or another) decided; **H+** Helsedataservice',
    'decided and delegated the minimisation. Outcomes: *refuse* nothing is delivered; *warn* a named person must answer',
    '(`--bekreft CODE=text --bekreftet-av NAME`); *note* is told in the assessment and goes with the delivery.',
    '',
    'Sources: HN hearing note, NV Normen’s guide, AF guidance on purposes, AD guidance on data sources, SV application guide.',
    '',
    '## Held against the decision file and the catalogue',
    '',
    ...table(
      ['code', 'condition', 'basis', 'H', 'F', 'H+', 'source', 'problem'],
      rules.map((r) => [r.code, r.title, r.basis, r.H, r.F, r['H+'], r.source, `\`${r.problem}\``]),
    ),
    '',
    '## Held at another place',
    '',
    ...table(
      ['code', 'condition', 'basis', 'where', 'problems'],
      heldElsewhere.map((r) => [
        r.code,
        r.title,
        r.basis,
        r.where,
        r.codes.map((c) => `\`${c}\``).join(', '),
      ]),
    ),
    '',
    '## Not held by the program',
    '',
    ...table(
      ['code', 'condition', 'why'],
      notHeld.map((r) => [r.code, r.title, r.why]),
    ),
    '',
  ].join('\n');
}

/** The list of rules for a terminal. */
export function renderRulesText({ rules, heldElsewhere, notHeld }: RuleList): string {
  return [
    'Held against the decision file and the catalogue (outcome in mode H, F, H+)',
    ...rules.map((r) => `  ${r.code.padEnd(5)} ${outcomes(r).padEnd(22)} ${r.title} [${r.basis}]`),
    '',
    'Held at another place',
    ...heldElsewhere.map((r) => `  ${r.code.padEnd(5)} ${r.title}: ${r.where}`),
    '',
    'Not held by the program',
    ...notHeld.map((r) => `  ${r.code.padEnd(5)} ${r.title}: ${r.why}`),
    '',
  ].join('\n');
}

const outcomes = (r: RuleList['rules'][number]): string => `${r.H}, ${r.F}, ${r['H+']}`;

/** A table of Markdown; a bar in a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
