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
  const [at, expected, got, fix] = [p.at, p.expected, p.got, p.fix].map(visible);
  return `${p.code} at ${at}${line}\n  expected  ${expected}\n  got       ${got}\n  fix       ${fix}\n`;
}

const LONGEST = 2000;

/** One line of bounded length, whatever a name holds: control characters as code points, since a terminal obeys them. */
const visible = (text: string): string =>
  (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
