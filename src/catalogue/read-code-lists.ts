import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAreaList, type AreaList } from './area-list.ts';
import { parseDatedList, type DatedList } from './dated-list.ts';
import { groupRows, readIcd10, type Icd10List, type Icd10Row } from './icd10-list.ts';
import { kommuneRows, type CodeRow } from './kommune-areas.ts';
import { readKommuneList, type KommuneList } from './kommune-list.ts';

/** What codes become, by the lists of a folder. A code with `gruppe` null is known to become nothing. */
export interface CodeLists {
  /** Fylker by kommune code in the division that began on a day. */
  readonly fylker: (division: string) => readonly CodeRow[];
  /** Areas by code, in an edition of a list; `division` is that of the fylker they are made of. */
  readonly regions: (list: string, edition: string, division: string | null) => readonly CodeRow[];
  /** When each code of a code system was valid, written without stops, in an edition of the list. */
  readonly valid: (list: string, edition: string) => readonly CodeRow[];
  readonly groups: (list: 'icd10.kapittel' | 'icd10.blokk') => readonly Icd10Row[];
}

export interface ReadCodeLists {
  readonly lists: CodeLists;
  /** Dates from which a division into fylker holds, in order. */
  readonly divisions: readonly string[];
  /** Dates from which each edition of a list of areas holds, in order, by the list's name. */
  readonly editions: ReadonlyMap<string, readonly string[]>;
  /** Version of each code list by its name; SHA-256 of one that the forvalter put there. */
  readonly versions: Readonly<Record<string, string>>;
}

interface Files {
  readonly kommune: KommuneList;
  readonly areas: AreaList;
  readonly icd10: Icd10List;
  readonly dated: ReadonlyMap<string, DatedList>;
}

/** Dated lists that the program can look in, of areas and of the days on which codes are valid; the publishers' own lists are not shipped with it. */
const DATED = [
  'kommune-sentralitet',
  'institusjon-helseforetak',
  'institusjon-helseregion',
  ...['icd10', 'icpc2', 'atc', 'ncsp', 'ncmp'].map((kodeverk) => `${kodeverk}-gyldig`),
];

/**
 * Reads the code lists below `kodeverk` of a configs directory: those that are shipped, and the dated lists that a forvalter
 * has put beside them as CSV. Throws what the readers of each throw.
 */
export async function readCodeLists(configs: string): Promise<ReadCodeLists> {
  const folder = join(configs, 'kodeverk');
  const files: Files = {
    kommune: await readKommuneList(join(folder, 'kommune.json')),
    areas: await readAreaList(join(folder, 'omraader.json')),
    icd10: readIcd10(configs),
    dated: await readDated(folder),
  };
  const { kommune, areas, icd10, dated } = files;
  const ofFylker = areas.inndelinger.map(({ id, fra }) => [`kommune-${id}`, [fra]] as const);
  const versions = [...dated].map(([name, list]) => [name, list.sha256] as const);
  return {
    lists: listsOf(files),
    divisions: kommune.inndelinger.map((i) => i.dato),
    editions: new Map([...ofFylker, ...[...dated].map(([name, list]) => [name, list.editions] as const)]),
    versions: {
      kommune: kommune.versjon,
      omraader: areas.versjon,
      icd10: icd10.versjon,
      ...Object.fromEntries(versions),
    },
  };
}

async function readDated(folder: string): Promise<ReadonlyMap<string, DatedList>> {
  const found = new Set(await readdir(folder));
  const names = DATED.filter((name) => found.has(`${name}.csv`));
  const lists = names.map(async (name) => {
    const bytes = await readFile(join(folder, `${name}.csv`));
    return [name, parseDatedList(`${name}.csv`, bytes)] as const;
  });
  return new Map(await Promise.all(lists));
}

const ALWAYS = { fra: '0001-01-01', til: '9999-12-31' };

function listsOf({ kommune, areas, icd10, dated }: Files): CodeLists {
  const special = kommune.saerkoder.map(({ kode }) => ({ kode, gruppe: null, ...ALWAYS }));
  const ofKommuner = (division: string, id: string | null): CodeRow[] => {
    const inndeling = areas.inndelinger.find((i) => i.id === id) ?? null;
    const rows = kommuneRows(kommune, division, inndeling);
    return [...rows.filter((row) => row.gruppe !== null), ...special];
  };
  return {
    fylker: (division) => ofKommuner(division, null),
    groups: (list) => groupRows(icd10, list === 'icd10.blokk' ? 'blokk' : 'kapittel'),
    valid: (name, edition) =>
      editionRows(dated.get(name), edition).map((row) => ({ ...row, kode: row.kode.replaceAll('.', '') })),
    regions: (name, edition, division) => {
      const [, id = ''] = name.split('-');
      if (division !== null) return ofKommuner(division, id);
      const rows = editionRows(dated.get(name), edition);
      const named = new Set(rows.map((row) => row.kode));
      return name.startsWith('kommune-') ? [...rows, ...special.filter((s) => !named.has(s.kode))] : rows;
    },
  };
}

/** The rows of one edition; a row of an extract later than the edition is not found in it. */
function editionRows(list: DatedList | undefined, edition: string): CodeRow[] {
  if (list === undefined) throw new Error('a code list of the plan was not read');
  const end = list.editions.find((date) => date > edition) ?? ALWAYS.til;
  return list.rows.flatMap(({ per, kode, fra, til, gruppe }) => {
    const last = til !== null && til < end ? til : end;
    return per === edition && fra < last ? [{ kode, fra, til: last, gruppe }] : [];
  });
}
