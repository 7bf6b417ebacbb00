import type { Catalogue, Register } from '../catalogue/register.ts';
import { nearest } from '../document/nearest.ts';
import { shownText } from '../document/shown-value.ts';
import { refuse } from '../errors/pipeline-error.ts';

/** The register of an id that was typed. Throws `usage.register` with the nearest id. */
export function findRegister(catalogue: Catalogue, id: string): Register {
  const found = catalogue.get(id);
  if (found !== undefined) return found;
  const known = [...catalogue.keys()];
  throw refuse('usage', 'usage.register', 'register', {
    got: shownText(id),
    nearest: nearest(id, known),
    known,
  });
}
