import { z } from 'zod';
import { shownCountSchema } from './shown-count.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** A risk, exact or at least known to lie above or below. */
const shownShare = z.strictObject({ form: z.enum(['lik', 'over', 'hoeyst']), andel: share });
export type ShownShare = z.infer<typeof shownShare>;

const attacker = z.strictObject({ hoeyest: shownShare, snitt: shownShare });

const band = z.strictObject({ fra: count, til: count.nullable(), klasser: count, personer: count });
export type SizeBand = z.infer<typeof band>;

const demand = z.strictObject({
  krav: z.enum(['k', 'l', 't', 'km']),
  kolonne: z.string().nullable(),
  grense: z.number(),
  /** Null where it is too low to be told. */
  funnet: z.number().nullable(),
  oppfylt: z.boolean(),
});
export type ReportedDemand = z.infer<typeof demand>;

/** The classes before or after: rounded to where the difference tells of no few persons. */
const then = z.strictObject({
  k: shownCountSchema,
  /** Null where it was not counted. */
  alene: shownCountSchema.nullable(),
  klasser: shownCountSchema,
  hoeyest: shownShare,
  snitt: shownShare,
});

/** One transformation: the level of each variable, 0 the finest, what it loses, and the average risk it leaves. */
const transformation = z.strictObject({
  nivaaer: z.record(z.string(), count),
  tap: z.number(),
  snitt: share,
  undertrykt: shownCountSchema,
});

/** What is left of the risk when one quasi-identifier tells less. */
const cost = z.strictObject({
  klasser: count,
  k: shownCountSchema,
  /** Whether the smallest class may be larger than `k`. */
  minst: z.boolean(),
  snitt: share,
});
export type VariableCost = z.infer<typeof cost>;

const picture = z.strictObject({
  tabell: z.string(),
  kvasi: z.array(z.string()).readonly(),
  enhet: z.enum(['person', 'rad']),
  krav: z.array(demand).readonly(),
  personer: shownCountSchema,
  /** Some persons have several classes and count in each. */
  flereKlasser: z.boolean(),
  klasser: count,
  /** Smallest class. */
  k: shownCountSchema,
  alene: shownCountSchema,
  /** Classes by size; neighbouring sizes are put together until no band holds too few persons. */
  klassestoerrelser: z.array(band).readonly(),
  prosecutor: attacker,
  /** Of a population that was given, or bounded by prosecutor risk where none was. */
  journalist: attacker.extend({ grunnlag: z.enum(['populasjon', 'oevre-grense']) }),
  marketer: shownShare,
  /** As the decision lists it, and as it is after suppression and coarsening; null where there was neither. */
  endring: z.strictObject({ foer: then, etter: then }).nullable(),
  /** What the search for the least coarsening chose and evaluated; null where there was none. */
  grovere: z
    .strictObject({
      maal: z.string(),
      valgt: transformation,
      alternativer: z.array(transformation).readonly(),
      vurdert: z.array(z.strictObject({ tap: z.number(), snitt: share, oppfyller: z.boolean() })).readonly(),
    })
    .nullable(),
  /** The same with one quasi-identifier left out. */
  uten: z.array(z.strictObject({ kolonne: z.string(), ...cost.shape })).readonly(),
  /** The same with one quasi-identifier one level coarser; null where no coarser level is given. */
  ettNivaaGrovere: z.array(z.strictObject({ kolonne: z.string(), maal: cost.nullable() })).readonly(),
  sensitive: z
    .array(
      z.strictObject({ kolonne: z.string(), l: z.number(), personerMedEnVerdi: shownCountSchema.nullable() }),
    )
    .readonly(),
});
export type RiskPicture = z.infer<typeof picture>;

/** A table of counts: how many lines it has, how many of them are 0, and how many are left out. */
const countsTable = z.strictObject({
  tabell: z.string(),
  kilde: z.string(),
  dimensjoner: z.array(z.string()).readonly(),
  maal: z.enum(['personer', 'rader']),
  summer: z.boolean(),
  k: count,
  linjer: count,
  nuller: count,
  prikket: count,
});

const step = z.strictObject({ trinn: z.string(), bort: shownCountSchema, igjen: shownCountSchema });
export type AttritionStep = z.infer<typeof step>;

const attrition = z.strictObject({
  hva: z.string(),
  enhet: z.enum(['person', 'rad']),
  start: shownCountSchema,
  trinn: z.array(step).readonly(),
});
export type Attrition = z.infer<typeof attrition>;

const earlier = z.strictObject({ sammeSak: count, sammeMottaker: count, sammeRegistre: count });
export type EarlierDeliveries = z.infer<typeof earlier>;

/**
 * `dokumentasjon/risiko.json` of a package and `risk --rapport FILE.json`, version 1. No count of persons below `grense`
 * is in it, nor two figures whose difference is one.
 */
export const riskReportSchema = z.strictObject({
  versjon: z.literal(1),
  gjelder: z.string(),
  grense: count,
  tabeller: z.array(picture).readonly(),
  /** Tables of counts that are delivered in place of rows; not there where rows are. */
  statistikk: z.array(countsTable).readonly().optional(),
  frafall: z.array(attrition).readonly(),
  /** Earlier deliveries in the record of the forvalter; null for a file, of which the record knows nothing. */
  tidligere: earlier.nullable(),
});
export type RiskReport = z.infer<typeof riskReportSchema>;
