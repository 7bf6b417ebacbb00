import type { z } from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What a schema expected where it found an issue, in words; never anything of the value itself. */
export function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return joined(issue.values.map(String));
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}`;
    case 'invalid_format':
    case 'custom':
      return issue.message;
    case 'invalid_union':
      return unionWords(issue);
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return 'a value of the schema';
  }
}

/** Alternatives as one phrase. */
export function joined(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  const last = distinct.at(-1) ?? '';
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} or ${last}`;
}

function unionWords(issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>): string {
  if (issue.errors.length === 0) return joined(unionOptions(issue));
  return joined(issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectedOf)));
}

function amount(limit: number | bigint, origin: string): string {
  const n = String(limit);
  if (origin === 'string') return `${n} characters`;
  if (origin === 'array') return n === '1' ? '1 entry' : `${n} entries`;
  return n;
}

/** The values a discriminator may have. */
export function unionOptions(issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>): readonly string[] {
  return 'options' in issue ? (issue.options ?? []).map(String) : [];
}
