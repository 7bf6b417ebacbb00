import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import type { PopulationLists } from '../engine/population.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { readCsvHeader } from '../extract/csv-header.ts';
import { describeParquet } from '../extract/describe-parquet.ts';
import { findSideLists, readSideListHeader } from '../extract/side-lists.ts';

/**
 * The lists beside the extracts that the run must heed. Objections count whenever the list is there; where the catalogue
 * says that persons may object, a missing list stops the run: `plan.list-missing` (exit 11). Throws
 * `extract.side-list-header`, `extract.csv-header`, `extract.corrupt` for a list of another form.
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
  return {
    identities: identiteter === undefined ? null : await readIdentities(identiteter),
    objections:
      reservasjoner === undefined
        ? null
        : { file: reservasjoner, ...(await readSideListHeader(reservasjoner)) },
    registers,
  };
}

async function readIdentities(path: string): Promise<PopulationLists['identities']> {
  if (!path.endsWith('.csv')) {
    const { size, mtimeMs } = await stat(path);
    const { columns } = await describeParquet({ path, bytes: size, modifiedMs: mtimeMs });
    checkIdentityColumns(
      path,
      columns.map((column) => column.name),
    );
    return { parquet: path };
  }
  const header = await readCsvHeader(path);
  checkIdentityColumns(path, header.columns);
  return { file: path, ...header };
}

const IDENTITY_COLUMNS = ['identifikator', 'person'];

function checkIdentityColumns(path: string, columns: readonly string[]): void {
  const missing = IDENTITY_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length === 0 && columns.length === IDENTITY_COLUMNS.length) return;
  const reason = missing.length > 0 ? `no column ${missing.join(' and ')}` : `${columns.length} columns`;
  const required = IDENTITY_COLUMNS.join(' and ');
  throw refuse('run', 'extract.side-list-header', path, { required, allowed: IDENTITY_COLUMNS, reason });
}
