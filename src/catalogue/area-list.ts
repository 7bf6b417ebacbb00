import { z } from 'zod';
import { PipelineError } from '../errors/pipeline-error.ts';
import { readJson } from './read-json.ts';

const fylke = z.string().regex(/^\d{2}$/, 'a fylke code of two digits');

const inndelingSchema = z.strictObject({
  id: z.enum(['helseregion', 'landsdel']),
  kilde: z.string().min(1),
  /** First day on which the areas are these. */
  fra: z.iso.date(),
  /** Codes of every fylke there has been, by area: a fylke of any division lies in one of them. */
  omraader: z.record(z.string(), z.array(fylke).min(1)),
});

const areaSchema = z
  .strictObject({ versjon: z.iso.date(), inndelinger: z.array(inndelingSchema).min(1) })
  .refine(
    (list) =>
      list.inndelinger.every(({ omraader }) => {
        const codes = Object.values(omraader).flat();
        return new Set(codes).size === codes.length;
      }),
    { message: 'each fylke in one area' },
  );

/** Areas made of whole fylker. */
export type AreaList = z.infer<typeof areaSchema>;
export type AreaDivision = AreaList['inndelinger'][number];

/** Reads `configs/kodeverk/omraader.json`. Throws a refusal with `catalogue.not-json` or `catalogue.shape`. */
export async function readAreaList(path: string): Promise<AreaList> {
  const read = await readJson(path, areaSchema);
  if (!read.ok) throw new PipelineError('plan', read.problems);
  return read.value;
}

/** The area of a fylke; null where the fylke is in none. */
export function areaOf({ omraader }: AreaDivision, code: string | null): string | null {
  if (code === null) return null;
  return Object.entries(omraader).find(([, codes]) => codes.includes(code))?.[0] ?? null;
}
