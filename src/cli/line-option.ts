import { refuse } from '../errors/pipeline-error.ts';

/** What a person wrote for the record, on one line: null where nothing was given. Throws `usage.option`. */
export function lineOf(given: string | undefined, option: string, most: number): string | null {
  const line = given?.trim();
  if (line === undefined) return null;
  if (line.length > 0 && line.length <= most && !/\p{C}/u.test(line)) return line;
  const expected = `one line of 1 to ${most} characters`;
  throw refuse('usage', 'usage.option', option, { expected, got: line.slice(0, 80) });
}
