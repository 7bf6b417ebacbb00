import { z } from 'zod';
import { transformationSchema } from './transformation.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const columns = z.array(z.string()).readonly();

/** Risk of an attacker who knows that a person is there (prosecutor): over persons, each with her smallest class. */
const prosecutorSchema = z.strictObject({
  highest: share,
  average: share,
  /** Share of persons whose risk is above the threshold. */
  shareAtRisk: share,
});
export type ProsecutorRisk = z.infer<typeof prosecutorSchema>;

/** Figures that each set of quasi-identifiers has. */
const classFigures = {
  classes: count,
  /** Persons who are alone in a class. */
  uniques: count,
  /** Persons in the smallest class; not whole where missing values count less than one. */
  k: z.number().nonnegative(),
  prosecutor: prosecutorSchema,
};

const classSizeSchema = z.strictObject({ size: z.number(), classes: count, persons: count });

/** Figures of one sensitive column over all classes; the worst class counts. */
const sensitiveSchema = z.strictObject({
  column: z.string(),
  values: count,
  /** Order of the values for the ordered distance. */
  order: z.enum(['numbers', 'native']),
  l: z.strictObject({
    distinct: count,
    entropy: z.number(),
    recursive: z.strictObject({ c: z.number(), l: count }),
  }),
  alpha: share,
  t: z.strictObject({ equal: share, ordered: share, hierarchical: share.nullable() }),
  beta: z.strictObject({
    basic: z.number(),
    enhanced: z.number(),
    /** Classes with a value that gains more than -ln of its frequency: no enhanced beta allows them. */
    classesBeyond: count,
  }),
  delta: z.number(),
});
export type SensitiveFigures = z.infer<typeof sensitiveSchema>;

const populationSchema = z.strictObject({
  source: z.enum(['file', 'weights']),
  unit: z.enum(['person', 'row', 'weight']),
  size: z.number(),
  kMap: z.number(),
  /** Over all classes of the population, and the least over those that the data have; null for weights. */
  presence: z.strictObject({ min: z.number(), max: z.number(), minInData: z.number() }).nullable(),
  journalist: prosecutorSchema,
  marketer: share,
  /** Classes of the data that the population does not have, and those it has with fewer persons than the data. */
  classesAbsent: count,
  classesSmaller: count,
});
export type PopulationFigures = z.infer<typeof populationSchema>;

const estimate = z.number().nonnegative().nullable();
const uniquesSchema = z.strictObject({
  population: count,
  samplingFraction: share,
  pitman: estimate,
  zayatz: estimate,
  snb: estimate,
  chosen: z
    .strictObject({ model: z.enum(['none', 'pitman', 'zayatz', 'snb']), uniques: z.number(), share })
    .nullable(),
});

const individualSchema = z.strictObject({
  method: z.enum(['eksakt', 'tilnaermet']),
  weighted: z.boolean(),
  /** Expected re-identifications, and by person. */
  expected: z.number(),
  average: share,
  highest: share,
  personsAtRisk: count,
});
const householdSchema = individualSchema.omit({ method: true, weighted: true });
export type RiskSums = z.infer<typeof householdSchema>;

const sudaSchema = z.strictObject({
  scoring: z.enum(['elliot', 'ihsn']),
  maxSize: count,
  disFraction: share,
  /** Combinations of quasi-identifiers, fewest first to single a record out, most records first. */
  combinations: z.array(z.strictObject({ columns, records: count })).readonly(),
  scores: z.array(z.strictObject({ score: z.number(), dis: share, records: count })).readonly(),
  /** Percent of the sum of all scores to which combinations with the column add. */
  contributions: z.record(z.string(), z.number()),
});
export type SudaFigures = z.infer<typeof sudaSchema>;

const eventsSchema = z.strictObject({
  m: z.union([z.literal(1), z.literal(2)]),
  columns,
  /** Least number of persons who share the quasi-identifiers and any up to m events. */
  k: count,
  /** Combinations of quasi-identifiers and so many events, those of one person, and persons whom one singles out. */
  bySize: z
    .array(z.strictObject({ events: count, k: count, combinations: count, uniques: count, persons: count }))
    .readonly(),
});
export type EventFigures = z.infer<typeof eventsSchema>;

const subsetSchema = z.strictObject({ columns, distinction: share, separation: share });
/** What is left of the risk when one quasi-identifier tells less; `l` is the least number of sensitive values in a class. */
const costSchema = z.strictObject({ ...classFigures, l: count.nullable() });
export type CostFigures = z.infer<typeof costSchema>;
const withoutSchema = z.strictObject({ column: z.string(), ...costSchema.shape });
export type WithoutColumn = z.infer<typeof withoutSchema>;
const coarserSchema = z.strictObject({ column: z.string(), figures: costSchema.nullable() });
export type CoarserColumn = z.infer<typeof coarserSchema>;

/** Cells that local suppression takes so that each row has k; no fewer than `bound` do. */
const localSchema = z.strictObject({
  rule: z.enum(['klasse', 'jokertegn']),
  /** What the rule lets count as alike, in words. */
  meaning: z.string(),
  cells: count,
  bound: z.number().nonnegative(),
  exact: z.boolean(),
  byColumn: z.record(z.string(), count),
});
export type LocalSuppression = z.infer<typeof localSchema>;

/** A demand beside what was found. */
export const riskDemandSchema = z.strictObject({
  name: z.enum(['k', 'l', 't', 'km']),
  /** The sensitive column, where the demand is on one. */
  column: z.string().nullable(),
  demanded: z.number(),
  found: z.number(),
  met: z.boolean(),
});
export type RiskDemand = z.infer<typeof riskDemandSchema>;

/** What was measured: every figure but the envelope of a document. */
const figuresSchema = z.strictObject({
  /** Rows of the file, and those left out as suppressed or for a missing quasi-identifier. */
  rows: count,
  rowsSuppressed: count,
  rowsMissing: count,
  unit: z.enum(['person', 'row']),
  persons: count,
  /** Whether some person has several classes; she is as exposed as in the smallest, and counts in each. */
  severalClasses: z.boolean(),
  ...classFigures,
  distinction: share,
  separation: share,
  classSizes: z.array(classSizeSchema).readonly(),
  /** Least l and greatest t over the sensitive columns, as the choices say; null without a sensitive column. */
  l: z.number().nullable(),
  t: z.number().nullable(),
  sensitive: z.array(sensitiveSchema).readonly(),
  /** With each quasi-identifier left out. */
  without: z.array(withoutSchema).readonly(),
  /** With each quasi-identifier one level coarser; null where no coarser level is given. */
  coarser: z.array(coarserSchema).readonly(),
  population: populationSchema.nullable(),
  populationUniques: uniquesSchema.nullable(),
  individual: individualSchema.nullable(),
  household: householdSchema.nullable(),
  suda: sudaSchema.nullable(),
  subsets: z.array(subsetSchema).readonly().nullable(),
  events: eventsSchema.nullable(),
  /** The least coarsening of the file that meets the demands; null where it was not asked for. */
  transformation: transformationSchema.nullable(),
  /** Null where it was not asked for. */
  localSuppression: localSchema.nullable(),
  /** Choices in which tools differ, as they were made. */
  choices: z.record(z.string(), z.union([z.string(), z.number()])),
  demands: z.array(riskDemandSchema).readonly(),
});
export type RiskFigures = z.infer<typeof figuresSchema>;
/** The figures of the file as it is. */
export type MeasuredFigures = Omit<RiskFigures, 'transformation' | 'localSuppression'>;

const problemSchema = z.strictObject({
  code: z.string(),
  at: z.string(),
  expected: z.string(),
  got: z.string(),
  fix: z.string(),
});

/** What `risk --json` prints where the table could be measured, version 1. Holds counts, sizes, shares and names of columns. */
export const riskResultSchema = z.strictObject({
  versjon: z.literal(1),
  ok: z.boolean(),
  exitCode: count,
  ...figuresSchema.shape,
  problems: z.array(problemSchema),
});
export type RiskResult = z.infer<typeof riskResultSchema>;
