import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseHierarchy, type Hierarchy } from '../catalogue/hierarchy.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/**
 * The hierarchies that a decision names, from the folder of the decision file, by file name; a missing one is left out,
 * for the plan to tell of. Throws `plan.hierarchy` for one of another form.
 */
export async function readHierarchies(
  vedtak: Vedtak,
  decisionFile: string,
): Promise<ReadonlyMap<string, Hierarchy>> {
  const minimised = [
    ...vedtak.registre.flatMap((uttak) => uttak.variabler.map((v) => v.minimering)),
    ...vedtak.anonymitet.generaliser.flatMap((g) => g.nivaaer),
  ];
  const files = new Set(minimised.flatMap((m) => (m?.type === 'hierarki' ? [m.fil] : [])));
  const found = new Map<string, Hierarchy>();
  for (const file of [...files].sort()) {
    const bytes = await readFile(join(dirname(decisionFile), file)).catch(unlessMissing);
    if (bytes !== undefined) found.set(file, parseHierarchy(file, bytes));
  }
  return found;
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
