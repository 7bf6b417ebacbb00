import { classesOf, type SampleHistogram } from './class-size.ts';
import { estimatePitman } from './pitman.ts';
import { estimateSnb } from './snb.ts';
import { estimateZayatz } from './zayatz.ts';

type UniquesModel = 'none' | 'pitman' | 'zayatz' | 'snb';

/** Estimated persons who are alone with their quasi-identifiers in the population; null where a model has no answer. */
export interface PopulationUniques {
  readonly population: number;
  readonly samplingFraction: number;
  readonly pitman: number | null;
  readonly zayatz: number | null;
  readonly snb: number | null;
  /** The estimate of the rule, and as a share of the population. */
  readonly chosen: { readonly model: UniquesModel; readonly uniques: number; readonly share: number } | null;
}

/** Sampling fraction up to which the rule takes the Pitman model. */
const SMALL_SAMPLE = 0.1;

/**
 * All three estimates, and the one that the decision rule takes (Dankar, El Emam, Neisa and Roffey 2012, "Estimating the
 * re-identification risk of clinical data sets"): none without sample uniques; Pitman up to a sampling fraction of 0.1, Zayatz
 * where it has no answer; above it the smaller of SNB and Zayatz.
 */
export function estimatePopulationUniques(h: SampleHistogram): PopulationUniques {
  const [pitman, zayatz, snb] = [estimatePitman(h), estimateZayatz(h), estimateSnb(h)];
  const samplingFraction = h.sample / h.population;
  const found = choose(h, samplingFraction, { pitman, zayatz, snb });
  const chosen = found === null ? null : { ...found, share: found.uniques / h.population };
  return { population: h.population, samplingFraction, pitman, zayatz, snb, chosen };
}

type Estimates = Pick<PopulationUniques, 'pitman' | 'zayatz' | 'snb'>;

function choose(
  h: SampleHistogram,
  fraction: number,
  { pitman, zayatz, snb }: Estimates,
): { readonly model: UniquesModel; readonly uniques: number } | null {
  if (classesOf(h, 1) === 0) return { model: 'none', uniques: 0 };
  if (fraction <= SMALL_SAMPLE && pitman !== null) return { model: 'pitman', uniques: pitman };
  if (fraction > SMALL_SAMPLE && snb !== null && snb < (zayatz ?? Infinity))
    return { model: 'snb', uniques: snb };
  return zayatz === null ? null : { model: 'zayatz', uniques: zayatz };
}
