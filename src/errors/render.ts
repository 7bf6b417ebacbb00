import type { Problem } from './problem.ts';

/** Problems as text for a person, sorted by line and then by place. */
export function renderProblems(problems: readonly Problem[]): string {
  return [...problems]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || a.at.localeCompare(b.at))
    .map(renderProblem)
    .join('\n');
}

function renderProblem(p: Problem): string {
  const line = p.line === undefined ? '' : ` (line ${p.line})`;
  return `${p.code} at ${p.at}${line}\n  expected  ${p.expected}\n  got       ${p.got}\n  fix       ${p.fix}\n`;
}
