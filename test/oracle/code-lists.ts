import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';

type KommuneRow = readonly [
  kode: string,
  navn: string,
  fra: string,
  til: string | null,
  fylker: readonly (string | null)[],
  avloestAv: readonly string[],
];

interface KommuneFile {
  readonly inndelinger: readonly { readonly dato: string }[];
  readonly saerkoder: readonly { readonly kode: string }[];
  readonly kommuner: readonly KommuneRow[];
}

interface Range {
  readonly kode: string;
  readonly fra: string;
  readonly til: string;
}

interface Icd10File {
  readonly kapitler: readonly Range[];
  readonly blokker: readonly Range[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(configsDirectory(), 'kodeverk', `${name}.json`), 'utf8'));

const kommuner = read('kommune') as KommuneFile;
const icd10 = read('icd10') as Icd10File;
const omraader = read('omraader') as {
  readonly inndelinger: readonly {
    readonly id: string;
    readonly omraader: Readonly<Record<string, readonly string[]>>;
  }[];
};

/** A code that occurs in registers and is no kommune, such as 9999 for unknown. */
export const isSpecialKommune = (kode: string): boolean => kommuner.saerkoder.some((s) => s.kode === kode);

/** What a kommune, or a fylke of the division in force on `date`, lay in. */
function lookUp(
  kode: string,
  date: string,
  division: string,
  groupOf: (row: KommuneRow) => string | null,
): string | null {
  const place = kommuner.inndelinger.findIndex((i) => i.dato === division);
  const next = kommuner.inndelinger[place + 1];
  if (next !== undefined && date >= next.dato) return null;
  if (kode.length === 2) return wholeFylke(kode, date, groupOf);
  const row = kommuner.kommuner.find(
    ([code, , fra, til]) => code === kode && fra <= date && (til === null || date < til),
  );
  return row === undefined ? null : groupOf(row);
}

/** The group that every kommune of a fylke came to lie in; null where they came to lie in several. */
function wholeFylke(fylke: string, date: string, groupOf: (row: KommuneRow) => string | null): string | null {
  const place = kommuner.inndelinger.findLastIndex((i) => i.dato <= date);
  const from = kommuner.inndelinger[place]?.dato ?? '';
  const to = kommuner.inndelinger[place + 1]?.dato ?? '9999-12-31';
  const inside = kommuner.kommuner.filter(
    ([, , fra, til, fylker]) => fylker[place] === fylke && fra < to && (til === null || til > from),
  );
  const groups = new Set(inside.map(groupOf));
  return groups.size === 1 ? ([...groups][0] ?? null) : null;
}

const fylkeIn = ([, , , , fylker]: KommuneRow, division: string): string | null =>
  fylker[kommuner.inndelinger.findIndex((i) => i.dato === division)] ?? null;

/**
 * The fylke, in the division that began on `division`, of a kommune code valid on `date`; null where there is none, and
 * where another division has taken over by that date.
 */
export const fylkeOf = (kode: string, date: string, division: string): string | null =>
  lookUp(kode, date, division, (row) => fylkeIn(row, division));

/** As `fylkeOf`, for the area that the fylke lies in. */
export function regionOf(list: string, kode: string, date: string, division: string): string | null {
  const areas = omraader.inndelinger.find(({ id }) => list === `kommune-${id}`)?.omraader ?? {};
  const areaOf = (fylke: string | null): string | null =>
    Object.entries(areas).find(([, fylker]) => fylke !== null && fylker.includes(fylke))?.[0] ?? null;
  return lookUp(kode, date, division, (row) => areaOf(fylkeIn(row, division)));
}

/** The chapter or block that holds a code; null where none does. */
export function icd10Group(list: 'icd10.kapittel' | 'icd10.blokk', code: string): string | null {
  const category = code.slice(0, 3);
  const ranges = list === 'icd10.blokk' ? icd10.blokker : icd10.kapitler;
  return ranges.find((r) => r.fra <= category && category <= r.til)?.kode ?? null;
}
