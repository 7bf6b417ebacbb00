import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Aggregate, MetricChoice } from '../../src/risk/lattice/metric.ts';
import type { Demand } from '../../src/risk/lattice/demand.ts';
import { parseHierarchy } from '../../src/risk/lattice/parse-hierarchy.ts';
import type { Hierarchy } from '../../src/risk/lattice/hierarchy.ts';

export const groundtruth = join(process.cwd(), '..', 'shared', 'groundtruth');
const arx = join(groundtruth, 'data', 'arx');

const readArx = (file: string): string => readFileSync(join(arx, file), 'utf8');
export const arxFile = (file: string): string => join(arx, file);

export const adultHierarchy = (column: string): Hierarchy =>
  parseHierarchy(column, readArx(`adult_hierarchy_${column}.csv`));

const call = z.object({ fn: z.string(), args: z.array(z.unknown()) });
type Call = z.infer<typeof call>;
const config = z.object({
  suppressionLimit: z.number(),
  metric: call,
  privacyModels: z.array(call),
});

const numbers = (text: string): readonly number[] => text.replaceAll(/[[\]]/g, '').split(',').map(Number);

/** A loss as a number, or as the text of one or several. */
const loss = z.union([
  z.number().transform((n): readonly number[] => [n]),
  z.string().transform(numbers),
  z.array(z.number()),
]);

export const nodeCases = z
  .array(
    z.object({
      source: z.string(),
      config,
      sensitive: z.string(),
      nodes: z.array(z.object({ transformation: z.array(z.number()), loss })),
    }),
  )
  .parse(JSON.parse(readFileSync(join(groundtruth, 'arx', 'node_scores_adult.json'), 'utf8')));

export const optimumCases = z
  .array(
    z.object({
      source: z.string(),
      config,
      sensitive: z.string(),
      expectedLoss: loss.nullish(),
      expectedTransformation: z.array(z.number()).nullish(),
      practicalMonotonicity: z.boolean().nullish(),
      attributeWeights: z.string(),
      independentCheck: z.string(),
      trueOptimum: z.object({ loss }).optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(groundtruth, 'arx', 'optimum_adult.json'), 'utf8')));

/** Short name of a case: its file and line. */
export const nameOf = (source: string): string => source.replace(/^.*\//, '');

const aggregates: Readonly<Record<string, Aggregate>> = { 'AggregateFunction.RANK': 'rank' };

export function metricOf({ fn, args }: Call): MetricChoice {
  const flag = args.find((arg) => typeof arg === 'boolean');
  switch (fn.replace('Metric.', '')) {
    case 'createAECSMetric':
      return { type: 'averageClassSize' };
    case 'createDiscernabilityMetric':
      return { type: 'discernibility', monotone: flag === true };
    case 'createEntropyMetric':
    case 'createPrecomputedEntropyMetric':
      return { type: 'entropy', variant: flag === true ? 'monotone' : 'suppressing' };
    case 'createHeightMetric':
      return { type: 'height' };
    case 'createPrecisionMetric':
      return { type: 'precision', monotone: flag === true };
    case 'createPrecomputedLossMetric':
      return { type: 'loss', suppressionFactor: 0.5, aggregate: 'geometricMean' };
    case 'createLossMetric': {
      const factor = args.find((arg) => typeof arg === 'number');
      const raw = args.map(rawOf).find((text) => text !== '');
      return {
        type: 'loss',
        suppressionFactor: factor ?? 0.5,
        aggregate: raw === undefined ? 'geometricMean' : (aggregates[raw] ?? 'sum'),
      };
    }
    default:
      throw new Error(`no metric ${fn}`);
  }
}

function rawOf(arg: unknown): string {
  const parsed = z.object({ raw: z.string() }).safeParse(arg);
  return parsed.success ? parsed.data.raw : '';
}

/** Inhabitants of the United States, as the test's population model has them (about). */
export const USA = 318_900_000;

function demandOf({ fn, args }: Call): Demand | null {
  const [first, second] = args;
  const [a, b] = [Number(first), Number(second)];
  const sensitive = String(first);
  switch (fn) {
    case 'KAnonymity':
      return { type: 'kAnonymity', k: a };
    case 'KMap':
      return typeof second === 'number'
        ? {
            type: 'kMapEstimated',
            k: a,
            significance: b,
            populationSize: USA,
            estimator: 'zeroTruncatedPoisson',
          }
        : { type: 'kMap', k: a };
    case 'DPresence':
      return { type: 'deltaPresence', min: a, max: b };
    case 'EntropyLDiversity':
      return { type: 'entropyLDiversity', sensitive, l: b };
    case 'RecursiveCLDiversity':
      return { type: 'recursiveLDiversity', sensitive, c: b, l: Number(args[2]) };
    case 'HierarchicalDistanceTCloseness':
      return { type: 'hierarchicalTCloseness', sensitive, t: b, hierarchy: adultHierarchy(sensitive) };
    case 'EqualDistanceTCloseness':
      return { type: 'equalTCloseness', sensitive, t: b };
    case 'OrderedDistanceTCloseness':
      return { type: 'orderedTCloseness', sensitive, t: b, order: null };
    case 'BasicBLikeness':
      return { type: 'basicBetaLikeness', sensitive, beta: b };
    case 'EnhancedBLikeness':
      return { type: 'enhancedBetaLikeness', sensitive, beta: b };
    case 'AverageReidentificationRisk':
      return { type: 'averageRisk', threshold: a };
    case 'SampleUniqueness':
      return { type: 'sampleUniqueness', threshold: a };
    case 'Inclusion':
      return null;
    default:
      throw new Error(`no demand ${fn}`);
  }
}

export const demandsOf = (models: readonly Call[]): readonly Demand[] =>
  models.map(demandOf).filter((demand) => demand !== null);

/** Which rows of adult.csv are delivered in a case: all, those of adult_subset.csv, or those drawn as the test draws them. */
export function subsetOf(models: readonly Call[]): 'all' | 'subset' | number {
  const inclusion = models.find(({ fn }) => fn === 'Inclusion');
  if (inclusion !== undefined) return Number(call.parse(inclusion.args[0]).args[0]);
  return models.some(({ fn, args }) => fn === 'DPresence' || (fn === 'KMap' && typeof args[1] !== 'number'))
    ? 'subset'
    : 'all';
}
