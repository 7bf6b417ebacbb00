import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import { systemReason } from './system-reason.ts';
import { readCsvHeader, type CsvHeader } from './csv-header.ts';

/** Lists of persons that lie beside the extracts; where they must lie is for the catalogue to say. */
export interface SideLists {
  readonly reservasjoner?: string;
  readonly samtykker?: string;
  readonly identiteter?: string;
}

/** Columns that a list of persons must have, and those that it may have. */
interface ListForm {
  readonly required: readonly string[];
  readonly allowed: readonly string[];
}

/** Objections: one row a person, with `register` where an entry may hold for one register only. */
export const OBJECTION_FORM: ListForm = {
  required: ['foedselsnummer'],
  allowed: ['foedselsnummer', 'register'],
};

const CONSENT = ['foedselsnummer', 'omfang', 'versjon', 'verge'];

/**
 * Consents: one row for each scope (`omfang`) that a person has consented to, with the version of the consent and
 * whether a guardian gave it (`verge`: ja or nei). `gitt` is the day on which it was given, and `trukket` that on which
 * it was withdrawn: after a withdrawal only a consent that was given later counts.
 */
export const CONSENT_FORM: ListForm = {
  required: CONSENT,
  allowed: [...CONSENT, 'register', 'gitt', 'trukket'],
};

const NUMBERED = ['identifikator', 'loepenummer'];

/** Numbers that another party has assigned: one row an identifier, and nothing of the person but these two. */
export const KEY_FILE_FORM: ListForm = { required: NUMBERED, allowed: NUMBERED };

/** Names that a list may have. */
const NAMES = {
  reservasjoner: ['reservasjoner.csv'],
  samtykker: ['samtykker.csv'],
  identiteter: ['identiteter.parquet', 'identiteter.csv'],
} as const;

/**
 * Paths of `reservasjoner.csv`, `samtykker.csv` and `identiteter.parquet` or `.csv` in a folder, each if it is there, be it
 * a link that leads nowhere. Throws extract.side-list-ambiguous (stage run) when both forms of `identiteter` are there, and
 * extract.side-list-name where only a file is that begins like a list and has another name: a list must not go unheeded.
 */
export function findSideLists(directory: string): SideLists {
  const names = readNames(directory);
  return {
    ...findList(directory, names, 'reservasjoner'),
    ...findList(directory, names, 'samtykker'),
    ...findList(directory, names, 'identiteter'),
  };
}

function readNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw refuse('run', 'extract.unreadable', directory, { file: directory, reason: systemReason(error) });
  }
}

function findList(directory: string, names: readonly string[], list: keyof typeof NAMES): SideLists {
  const wanted: readonly string[] = NAMES[list];
  const candidates = names.filter((name) => wanted.includes(name));
  if (candidates.length > 1) throw refuse('run', 'extract.side-list-ambiguous', directory, { candidates });
  const [found] = candidates;
  if (found !== undefined) return { [list]: join(directory, found) };
  const like = names.filter((name) => name.toLowerCase().startsWith(list)).length;
  if (like > 0) throw refuse('run', 'extract.side-list-name', directory, { wanted, list, files: like });
  return {};
}

/**
 * Header of a list of persons in its form. A list without persons is its header alone; an empty file declares nothing and
 * is refused, since it can as well be a list that was cut off. Throws extract.side-list-header, extract.csv-header,
 * extract.unreadable (stage run).
 */
export async function readSideListHeader(path: string, { required, allowed }: ListForm): Promise<CsvHeader> {
  const header = await readCsvHeader(path);
  checkListColumns(path, header.columns, { required, allowed });
  return header;
}

/** Holds the columns of a list, in whatever form it lies, to its own. Throws extract.side-list-header (stage run). */
export function checkListColumns(path: string, columns: readonly string[], form: ListForm): void {
  const reason = faultOf(columns, form);
  if (reason === undefined) return;
  const { required, allowed } = form;
  throw refuse('run', 'extract.side-list-header', path, { required: required.join(', '), allowed, reason });
}

function faultOf(columns: readonly string[], { required, allowed }: ListForm): string | undefined {
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) return `no column ${missing.join(', ')}`;
  if (new Set(columns).size < columns.length) return 'a column more than once';
  const others = columns.filter((column) => !allowed.includes(column)).length;
  return others === 0 ? undefined : `${others} other columns`;
}
