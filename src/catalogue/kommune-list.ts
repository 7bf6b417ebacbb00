import { z } from 'zod';
import { PipelineError } from '../errors/pipeline-error.ts';
import { readJson } from './read-json.ts';

/** One kommune code through the whole time it was valid. */
export interface KommuneRow {
  readonly kode: string;
  /** The last name the kommune had under this code. */
  readonly navn: string;
  /** First day of validity; 1971-01-01, where the list begins, may stand for an earlier day. */
  readonly fra: string;
  /** First day on which the code was no longer valid; null while it is valid. */
  readonly til: string | null;
  /**
   * Fylke by date of the division. Null where the code came only after that division, or where its territory
   * was shared among several fylker.
   */
  readonly fylker: Readonly<Record<string, string | null>>;
  /** Codes that took over the territory on the day `til`; several where it was shared out. */
  readonly avloestAv: readonly string[];
}

/** Fylker from `dato` until the date of the next division. */
export interface Inndeling {
  readonly dato: string;
  /** Name by fylke code. */
  readonly fylker: Readonly<Record<string, string>>;
}

/** Dated list of kommune codes, each code with its fylke as of every division. */
export interface KommuneList {
  /** Date up to which changes are included. */
  readonly versjon: string;
  readonly kilde: string;
  readonly rows: readonly KommuneRow[];
  /** In the order of time. A division begins when fylker change, or when a kommune passes from one to another. */
  readonly inndelinger: readonly Inndeling[];
  /** Codes that occur in registers without being a kommune, and so have no fylke. */
  readonly saerkoder: readonly { readonly kode: string; readonly navn: string }[];
}

const kode = z.string().regex(/^\d{4}$/, 'a kommune code of four digits');
const fylke = z.string().regex(/^\d{2}$/, 'a fylke code of two digits');
const row = z.tuple([
  kode,
  z.string(),
  z.iso.date(),
  z.iso.date().nullable(),
  z.array(fylke.nullable()),
  z.array(kode),
]);

const fileSchema = z
  .strictObject({
    versjon: z.iso.date(),
    kilde: z.string(),
    kolonner: z.array(z.string()),
    inndelinger: z.array(z.strictObject({ dato: z.iso.date(), fylker: z.record(fylke, z.string()) })).min(1),
    saerkoder: z.array(z.strictObject({ kode, navn: z.string() })),
    kommuner: z.array(row).min(1),
  })
  .refine((file) => file.kommuner.every((r) => r[4].length === file.inndelinger.length), {
    message: 'one fylke, or null, per division in every row',
  });

/**
 * Reads a list such as `configs/kodeverk/kommune.json`, whose rows are arrays in the order that its `kolonner` tells.
 * Throws a refusal of the plan stage with `catalogue.not-json` or `catalogue.shape`.
 */
export async function readKommuneList(path: string): Promise<KommuneList> {
  const read = await readJson(path, fileSchema);
  if (!read.ok) throw new PipelineError('plan', read.problems);
  const { versjon, kilde, inndelinger, saerkoder, kommuner } = read.value;
  const dates = inndelinger.map((i) => i.dato);
  return { versjon, kilde, inndelinger, saerkoder, rows: kommuner.map((r) => kommuneRow(dates, r)) };
}

function kommuneRow(
  dates: readonly string[],
  [kode, navn, fra, til, fylker, avloestAv]: z.infer<typeof row>,
): KommuneRow {
  const byDate = dates.map((dato, i) => [dato, fylker[i] ?? null] as const);
  return { kode, navn, fra, til, fylker: Object.fromEntries(byDate), avloestAv };
}

/** The division in force on an ISO date, or undefined before the first. */
export function divisionAt(list: KommuneList, per: string): Inndeling | undefined {
  return list.inndelinger.findLast((i) => i.dato <= per);
}
