import { refuse } from '../errors/pipeline-error.ts';
import { type Role, ROLES } from '../vedtak/draft/columns.ts';

/** `--kolonner register=Kilde,variabel=Navn` as headings by role; none without the option. Throws `usage.option`. */
export function parseColumns(given: string | undefined): Readonly<Partial<Record<Role, string>>> {
  if (given === undefined) return {};
  const starts = new RegExp(`(?:^|,)\\s*(${ROLES.join('|')})=`, 'g');
  const found = [...given.matchAll(starts)];
  const of: Partial<Record<Role, string>> = {};
  for (const [i, match] of found.entries()) {
    const role = ROLES.find((name) => name === match[1]);
    const heading = given.slice(match.index + match[0].length, found[i + 1]?.index).trim();
    if (role !== undefined && heading !== '') of[role] = heading;
  }
  if (found[0]?.index === 0 && Object.keys(of).length === found.length) return of;
  const expected = `pairs such as register=Kilde,variabel=Variabelnavn, of ${ROLES.join(', ')}`;
  throw refuse('usage', 'usage.option', '--kolonner', { expected, got: given });
}
