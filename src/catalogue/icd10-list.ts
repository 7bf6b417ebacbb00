import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const kategori = z.string().regex(/^[A-Z][0-9]{2}$/, 'a letter and two digits');

const kapittelSchema = z
  .strictObject({ kode: z.string().regex(/^[IVX]+$/), fra: kategori, til: kategori, navn: z.string().min(1) })
  .readonly();

const blokkSchema = z
  .strictObject({ kode: z.string(), fra: kategori, til: kategori, kapittel: z.string() })
  .readonly();

const icd10Schema = z
  .strictObject({
    versjon: z.string(),
    kilde: z.string(),
    kapitler: z.array(kapittelSchema).min(1).readonly(),
    blokker: z.array(blokkSchema).min(1).readonly(),
  })
  .readonly()
  .superRefine((list, context) => {
    for (const message of findFaults(list)) context.addIssue({ code: 'custom', message });
  });

/** Chapters and the most specific blocks of ICD-10, in the order of the classification. */
export type Icd10List = z.infer<typeof icd10Schema>;

/** One category (letter and two digits) and the code of the chapter or block that holds it. */
export interface Icd10Row {
  readonly kategori: string;
  readonly gruppe: string;
}

type Range = Pick<Icd10List['kapitler'][number], 'kode' | 'fra' | 'til'>;

/**
 * Reads `kodeverk/icd10.json` below the configs directory. What comes back has ranges that run forwards and do
 * not overlap, and blocks that lie inside the chapter they name. Throws a plain error for a missing file, an
 * unknown key or a list that breaks this: the list is part of the program, not of a decision.
 */
export function readIcd10(configsDirectory: string): Icd10List {
  const text = readFileSync(join(configsDirectory, 'kodeverk', 'icd10.json'), 'utf8');
  return icd10Schema.parse(JSON.parse(text));
}

/**
 * Every category that lies in a chapter (code I to XXII) or in a block (code such as I20-I25), once, with the
 * code of that group. A range holds all its numbers, also those WHO has not given a meaning; categories between
 * blocks have no row. At most 2600 rows, in the order of the list.
 */
export function groupRows(list: Icd10List, level: 'kapittel' | 'blokk'): readonly Icd10Row[] {
  const ranges: readonly Range[] = level === 'kapittel' ? list.kapitler : list.blokker;
  return ranges.flatMap((range) =>
    expandRange(range).map((code) => ({ kategori: code, gruppe: range.kode })),
  );
}

function expandRange({ fra, til }: Range): readonly string[] {
  const first = ordinal(fra);
  return Array.from({ length: ordinal(til) - first + 1 }, (_, i) => categoryAt(first + i));
}

/** Place of a category among A00 to Z99, from 0. */
const ordinal = (code: string): number => (code.charCodeAt(0) - 65) * 100 + Number(code.slice(1));

const categoryAt = (place: number): string =>
  String.fromCharCode(65 + Math.floor(place / 100)) + String(place % 100).padStart(2, '0');

function findFaults(list: Icd10List): readonly string[] {
  return [
    ...findRangeFaults(list.kapitler),
    ...findRangeFaults(list.blokker),
    ...list.blokker.flatMap((blokk) => findBlockFaults(blokk, list.kapitler)),
  ];
}

function findRangeFaults(ranges: readonly Range[]): readonly string[] {
  const backwards = ranges.filter((r) => r.fra > r.til).map((r) => `${r.kode} ends before it begins`);
  const sorted = [...ranges].sort((a, b) => ordinal(a.fra) - ordinal(b.fra));
  const overlaps = sorted.slice(1).flatMap((range, i) => {
    const before = sorted[i];
    return before !== undefined && range.fra <= before.til ? [`${range.kode} overlaps ${before.kode}`] : [];
  });
  return [...backwards, ...overlaps];
}

function findBlockFaults(
  blokk: Icd10List['blokker'][number],
  kapitler: Icd10List['kapitler'],
): readonly string[] {
  const kapittel = kapitler.find((k) => k.kode === blokk.kapittel);
  const inside = kapittel !== undefined && kapittel.fra <= blokk.fra && blokk.til <= kapittel.til;
  const named = blokk.kode === `${blokk.fra}-${blokk.til}`;
  return [
    ...(inside ? [] : [`${blokk.kode} lies outside chapter ${blokk.kapittel}`]),
    ...(named ? [] : [`${blokk.kode} is not the code of ${blokk.fra}-${blokk.til}`]),
  ];
}
