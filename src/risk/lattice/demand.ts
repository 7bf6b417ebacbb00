import type { Hierarchy } from './hierarchy.ts';

/** Share of the population that is unique, estimated from how many classes of each size there are in a sample. */
type UniquenessEstimate = (sizes: ReadonlyMap<number, number>, units: number) => number;

/**
 * What the classes must meet. Symbols as in the papers: k-anonymity (Samarati 2001), k-map (Sweeney 2002), delta-presence
 * (Nergiz et al. 2007), l-diversity (Machanavajjhala et al. 2007), t-closeness (Li et al. 2007), delta-disclosure
 * (Brickell & Shmatikov 2008, with log2 and values that a class lacks left out, as ARX has it), beta-likeness (Cao &
 * Karras 2012). `averageRisk` and `sampleUniqueness` bound the mean of 1/size over units and the share of units alone in
 * their class; `populationUniqueness` bounds what `estimate` gives. These three are met by suppressing the smallest
 * classes, as many as it takes.
 */
export type Demand =
  | { readonly type: 'kAnonymity'; readonly k: number }
  | { readonly type: 'kMap'; readonly k: number }
  | {
      /** k-map against a population of known size only, whose class sizes are taken to be Poisson. */
      readonly type: 'kMapEstimated';
      readonly k: number;
      readonly significance: number;
      readonly populationSize: number;
      readonly estimator: 'zeroTruncatedPoisson' | 'poisson';
    }
  | { readonly type: 'deltaPresence'; readonly min: number; readonly max: number }
  | { readonly type: 'distinctLDiversity'; readonly sensitive: string; readonly l: number }
  | { readonly type: 'entropyLDiversity'; readonly sensitive: string; readonly l: number }
  | {
      readonly type: 'recursiveLDiversity';
      readonly sensitive: string;
      readonly c: number;
      readonly l: number;
    }
  | { readonly type: 'equalTCloseness'; readonly sensitive: string; readonly t: number }
  | {
      readonly type: 'hierarchicalTCloseness';
      readonly sensitive: string;
      readonly t: number;
      readonly hierarchy: Hierarchy;
    }
  | {
      /** The values from least to greatest; `null` takes them as they are sorted in the table. */
      readonly type: 'orderedTCloseness';
      readonly sensitive: string;
      readonly t: number;
      readonly order: readonly string[] | null;
    }
  | { readonly type: 'deltaDisclosure'; readonly sensitive: string; readonly delta: number }
  | { readonly type: 'basicBetaLikeness'; readonly sensitive: string; readonly beta: number }
  | { readonly type: 'enhancedBetaLikeness'; readonly sensitive: string; readonly beta: number }
  | { readonly type: 'averageRisk'; readonly threshold: number }
  | { readonly type: 'sampleUniqueness'; readonly threshold: number }
  | {
      readonly type: 'populationUniqueness';
      readonly threshold: number;
      readonly estimate: UniquenessEstimate;
    };

/** Demands on the sample as a whole. */
export type SampleDemand = Extract<
  Demand,
  { readonly type: 'averageRisk' | 'sampleUniqueness' | 'populationUniqueness' }
>;

/** Demands on each class by itself. */
export type ClassDemand = Exclude<Demand, SampleDemand>;

export const isSampleDemand = (demand: Demand): demand is SampleDemand =>
  demand.type === 'averageRisk' ||
  demand.type === 'sampleUniqueness' ||
  demand.type === 'populationUniqueness';
