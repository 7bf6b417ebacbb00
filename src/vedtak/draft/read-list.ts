import { readSheet } from 'read-excel-file/universal';
import type { PipelineError } from '../../errors/pipeline-error.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { delimitedRows } from './delimited-rows.ts';

/** Rows of cells, as text without white space around it. */
export type Cells = readonly (readonly string[])[];

const MAX_BYTES = 10_000_000;
/** Every .xlsx file is a ZIP archive. */
const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * A variable list as rows of cells: the first sheet of an Excel file, or CSV in UTF-8 or Windows-1252. Throws a refusal
 * of stage `vedtak`: `vedtak.list-unreadable`.
 */
export async function readList(bytes: Uint8Array, name: string): Promise<Cells> {
  const refused = (reason: string): PipelineError =>
    refuse('vedtak', 'vedtak.list-unreadable', name, { reason });
  if (bytes.length > MAX_BYTES) throw refused(`${bytes.length} bytes, more than ${MAX_BYTES}`);
  if (bytes.length === 0) throw refused('an empty file');
  const rows = isArchive(bytes) ? await readExcel(bytes) : delimitedRows(decode(bytes));
  if (rows === undefined)
    throw refused(isArchive(bytes) ? 'an archive that is no workbook' : 'a quote that does not end');
  return rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()));
}

async function readExcel(bytes: Uint8Array): Promise<Cells | undefined> {
  try {
    const rows = await readSheet(new Uint8Array(bytes).buffer);
    return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  } catch {
    return undefined;
  }
}

/** Excel on Windows writes CSV in Windows-1252, where æ, ø and å are no UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
