import type { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import { type Family, type Finding, finding } from './finding.ts';
import type { JsonPath } from './json-path.ts';
import { expectedOf, joined, unionOptions } from './issue-wording.ts';
import { valueAt } from './json-value.ts';
import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import { shownText, shownValue } from './shown-value.ts';

type Issue = z.core.$ZodIssue;

/** What the issues were found in. */
interface Subject {
  readonly family: Family;
  readonly schema: z.core.$ZodType;
  readonly root: Json;
}

const MOST_KEYS = 100;

/**
 * The issues of a schema in our own words: `<family>.unknown-key`, `<family>.missing`,
 * `<family>.wrong-type`, `<family>.value`.
 * Of many unknown keys in one object the first hundred are named.
 */
export function schemaFindings(
  family: Family,
  schema: z.core.$ZodType,
  root: Json,
  issues: readonly Issue[],
): readonly Finding[] {
  return issues.flatMap((issue) => issueFindings({ family, schema, root }, issue, []));
}

function issueFindings(subject: Subject, issue: Issue, base: JsonPath): readonly Finding[] {
  const path = [...base, ...issue.path.filter((segment) => typeof segment !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return unknownKeys(subject, issue.keys, path);
  if (isMissing(subject.root, path)) return [missing(subject, issue, path)];
  if (issue.code === 'invalid_union') return unionFindings(subject, issue, path);
  if (issue.code === 'invalid_type') return [wrongType(subject, path, expectedOf(issue))];
  const words = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  return [wrongValue(subject, path, expectedOf(issue), words)];
}

function unknownKeys(subject: Subject, keys: readonly string[], path: JsonPath): readonly Finding[] {
  const known = knownKeys(subject.schema, subject.root, path);
  const unused = known.filter((key) => isMissing(subject.root, [...path, key]));
  return keys.slice(0, MOST_KEYS).map((key) =>
    finding(`${subject.family}.unknown-key`, [...path, key], {
      key: shownText(key),
      nearest: nearest(key, unused),
      known,
    }),
  );
}

function missing(subject: Subject, issue: Issue, path: JsonPath): Finding {
  return finding(`${subject.family}.missing`, path, {
    key: String(path.at(-1)),
    expected: expectedOf(issue),
  });
}

function wrongType(subject: Subject, path: JsonPath, expected: string): Finding {
  return finding(`${subject.family}.wrong-type`, path, {
    expected,
    got: shownValue(valueAt(subject.root, path)),
  });
}

function wrongValue(subject: Subject, path: JsonPath, expected: string, words: readonly string[]): Finding {
  const value = valueAt(subject.root, path);
  const close = typeof value === 'string' ? nearest(value, words) : undefined;
  return finding(`${subject.family}.value`, path, { expected, got: shownValue(value), nearest: close });
}

/** Of the alternatives whose type fits the value: one speaks for itself, several are listed. */
function unionFindings(
  subject: Subject,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: JsonPath,
): readonly Finding[] {
  if (issue.errors.length === 0) {
    const words = unionOptions(issue);
    return [wrongValue(subject, path, joined(words), words)];
  }
  const fitting = issue.errors.filter((branch) => !branch.some(isTypeOfAll));
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined)
    return only.flatMap((inner) => issueFindings(subject, inner, path));
  const branches = fitting.length === 0 ? issue.errors : fitting;
  const expected = joined(branches.flatMap((branch) => branch.slice(0, 1).map(expectedOf)));
  return [
    fitting.length === 0 ? wrongType(subject, path, expected) : wrongValue(subject, path, expected, []),
  ];
}

const isTypeOfAll = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.path.length === 0;

function isMissing(root: Json, path: JsonPath): boolean {
  return path.length > 0 && valueAt(root, path) === undefined;
}
