import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import type { PopulationLists } from '../engine/population.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import { readCsvHeader } from '../extract/csv-header.ts';
import { scanCsv } from '../extract/scan-csv.ts';
import { describeParquet } from '../extract/describe-parquet.ts';
import { CONSENT_FORM, findSideLists, OBJECTION_FORM, readSideListHeader } from '../extract/side-lists.ts';
import type { CsvSource } from '../sql/dialect.ts';

/** The run that the lists are for. */
interface ListOrder {
  /** Ids of all registers of the catalogue. */
  readonly registers: readonly string[];
  /** The day of the run, ISO. */
  readonly day: string;
}

/**
 * The lists beside the extracts that the run must heed. Objections count whenever the list is there; where the catalogue
 * says that persons may object, or the delivery rests on consent, a missing list stops the run: `plan.list-missing`
 * (exit 11). Throws `extract.side-list-header`, `extract.csv-header`, `extract.corrupt` for a list of another form.
 */
export async function findLists(
  directory: string,
  plan: Plan,
  { registers, day }: ListOrder,
): Promise<Omit<PopulationLists, 'keyFile'>> {
  const { identiteter, reservasjoner, samtykker } = findSideLists(directory);
  const { objections, consent } = plan.population;
  const asked = consent?.registers.map(({ register }) => register) ?? [];
  checkThere(directory, [
    { file: 'reservasjoner.csv', there: reservasjoner !== undefined, asked: objections },
    { file: 'samtykker.csv', there: samtykker !== undefined, asked },
  ]);
  return {
    identities: identiteter === undefined ? null : await readIdentities(identiteter),
    objections: reservasjoner === undefined ? null : await readListFile(reservasjoner, OBJECTION_FORM),
    consents:
      samtykker === undefined || consent === undefined ? null : await readListFile(samtykker, CONSENT_FORM),
    registers,
    day,
  };
}

interface AskedList {
  readonly file: string;
  readonly there: boolean;
  /** Registers that ask for it. */
  readonly asked: readonly string[];
}

function checkThere(directory: string, lists: readonly AskedList[]): void {
  const missing = lists
    .filter(({ there, asked }) => !there && asked.length > 0)
    .map(({ file, asked }) =>
      problem('plan.list-missing', basename(directory), { file, register: asked.join(', ') }),
    );
  if (missing.length > 0) throw new PipelineError('plan', missing);
}

/** A list in CSV as it is read, once its header and every line of it have been looked at. Throws what these throw. */
export async function readListFile(
  file: string,
  form: Parameters<typeof readSideListHeader>[1],
): Promise<CsvSource> {
  const header = await readSideListHeader(file, form);
  const { breaks } = await scanCsv(file, header);
  return { file, ...header, breaks };
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
  const { breaks } = await scanCsv(path, header);
  return { file: path, ...header, breaks };
}

const IDENTITY_COLUMNS = ['identifikator', 'person'];

function checkIdentityColumns(path: string, columns: readonly string[]): void {
  const missing = IDENTITY_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length === 0 && columns.length === IDENTITY_COLUMNS.length) return;
  const reason = missing.length > 0 ? `no column ${missing.join(' and ')}` : `${columns.length} columns`;
  const required = IDENTITY_COLUMNS.join(' and ');
  throw refuse('run', 'extract.side-list-header', path, { required, allowed: IDENTITY_COLUMNS, reason });
}
