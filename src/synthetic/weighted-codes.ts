/** Codes that share a profile of age and sex; within a group the first code is the most common, by Zipf's law. */
export interface CodeGroup {
  /** Weight of the whole group against the other groups. */
  readonly weight: number;
  /** Factor for men and for women. */
  readonly sex: readonly [number, number];
  /** Factors for ages 0-17, 18-49, 50-69 and 70 or more. */
  readonly age: readonly [number, number, number, number];
  /** Codes, separated by blanks. */
  readonly codes: string;
}

/** The slots `from` to `to` (exclusive) of one stratum that stand for one code. */
export interface SlotRange {
  readonly stratum: number;
  readonly from: number;
  readonly to: number;
  readonly code: string;
}

/** Slots a stratum of sex and age is cut into: a uniform draw of a slot is a weighted draw of a code. */
export const SLOTS = 8192;

const strata = [0, 1].flatMap((sex) => [0, 1, 2, 3].map((age) => ({ stratum: sex * 4 + age, sex, age })));

/** Cuts the slots of each of the eight strata (men's four age bands, then women's) in proportion to the weights. */
export function slotRanges(groups: readonly CodeGroup[]): SlotRange[] {
  return strata.flatMap(({ stratum, sex, age }) => cutStratum(stratum, stratumWeights(groups, sex, age)));
}

function stratumWeights(groups: readonly CodeGroup[], sex: number, age: number): [string, number][] {
  return groups.flatMap((group) => {
    const codes = group.codes.split(' ');
    const zipfSum = codes.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
    const whole = group.weight * (group.sex[sex] ?? 0) * (group.age[age] ?? 0);
    return codes.map((code, i): [string, number] => [code, whole / zipfSum / (i + 1)]);
  });
}

function cutStratum(stratum: number, weights: readonly (readonly [string, number])[]): SlotRange[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let before = 0;
  const ranges = weights.map(([code, weight]) => {
    const from = Math.round((before / total) * SLOTS);
    before += weight;
    return { stratum, from, to: Math.round((before / total) * SLOTS), code };
  });
  return ranges.filter((range) => range.to > range.from);
}
