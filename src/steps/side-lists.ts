import { basename } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import type { PopulationLists } from '../engine/population.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { findSideLists, readSideListHeader } from '../extract/side-lists.ts';

/**
 * The lists beside the extracts that the run must heed. Objections count whenever the list is there; where the catalogue
 * says that persons may object, a missing list stops the run: `plan.list-missing` (exit 11).
 */
export async function findLists(
  directory: string,
  plan: Plan,
  registers: readonly string[],
): Promise<PopulationLists> {
  const { identiteter, reservasjoner } = findSideLists(directory);
  const file = 'reservasjoner.csv';
  const { objections } = plan.population;
  if (reservasjoner === undefined && objections.length > 0)
    throw refuse('plan', 'plan.list-missing', basename(directory), { file, register: objections.join(', ') });
  const header = reservasjoner === undefined ? null : await readSideListHeader(reservasjoner);
  return {
    identities: identiteter ?? null,
    objections:
      reservasjoner === undefined || header === null
        ? null
        : { file: reservasjoner, hasRegister: header.columns.includes('register') },
    registers,
  };
}
