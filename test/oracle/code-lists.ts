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

/** A code that occurs in registers and is no kommune, such as 9999 for unknown. */
export const isSpecialKommune = (kode: string): boolean => kommuner.saerkoder.some((s) => s.kode === kode);

/**
 * The fylke, in the division that began on `division`, of a kommune code valid on `date`; null where there is none, and
 * where another division has taken over by that date.
 */
export function fylkeOf(kode: string, date: string, division: string): string | null {
  const place = kommuner.inndelinger.findIndex((i) => i.dato === division);
  const next = kommuner.inndelinger[place + 1];
  if (next !== undefined && date >= next.dato) return null;
  const row = kommuner.kommuner.find(
    ([code, , fra, til]) => code === kode && fra <= date && (til === null || date < til),
  );
  return row?.[4][place] ?? null;
}

/** The chapter or block that holds a code; null where none does. */
export function icd10Group(list: 'icd10.kapittel' | 'icd10.blokk', code: string): string | null {
  const category = code.slice(0, 3);
  const ranges = list === 'icd10.blokk' ? icd10.blokker : icd10.kapitler;
  return ranges.find((r) => r.fra <= category && category <= r.til)?.kode ?? null;
}
