import { z } from 'zod';

/** Version of the plan's form; a plan of another version is never run. */
export const PLAN_VERSION = 1;

const columnType = z.enum(['tekst', 'heltall', 'tall', 'dato', 'tidspunkt']);
/** As the catalogue types a variable; `datotekst` is a date that the extract holds as text. */
const sourceType = z.enum([...columnType.options, 'datotekst']);
const scalar = z.union([z.string(), z.number()]);

/** A test on one column of an extract; a missing value meets only `missing`. */
const testSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('startsWith'), values: z.array(z.string()).min(1) }),
    z.strictObject({ type: z.literal('oneOf'), values: z.array(scalar).min(1) }),
    z.strictObject({ type: z.literal('range'), from: scalar.nullable(), to: scalar.nullable() }),
    z.strictObject({ type: z.literal('missing'), missing: z.boolean() }),
  ])
  .readonly();

const conditionSchema = z.strictObject({
  column: z.string(),
  columnType,
  tests: z.array(testSchema),
  /** Tests that may not all hold; where there are any, a missing value does not do. */
  notAll: z.array(testSchema),
});

/** Rows of one table that meet all conditions, and the persons they belong to. */
const selectionSchema = z.strictObject({
  register: z.string(),
  tabell: z.string(),
  identifier: z.string(),
  conditions: z.array(conditionSchema),
  age: z
    .strictObject({
      birthDate: z.string(),
      at: z.string(),
      from: z.number().nullable(),
      to: z.number().nullable(),
    })
    .nullable(),
});

const consentSchema = z.strictObject({
  registers: z
    .array(z.strictObject({ register: z.string(), of: z.enum(['alle', 'utvalg', 'kontroller']) }))
    .min(1),
  scopes: z.array(z.string()).min(1),
  /** Versions of the consent that count; null for all. */
  versions: z.array(z.string()).nullable(),
});

/** Persons drawn beside those of the utvalg, so many for each, who are like them in what is matched. */
const controlsSchema = z.strictObject({
  selection: selectionSchema,
  perPerson: z.number(),
  match: z.array(
    z.strictObject({
      column: z.string(),
      /** A date that is matched by the period it lies in. */
      truncate: z.enum(['maaned', 'kvartal', 'aar']).nullable(),
    }),
  ),
  /** What becomes of a delivery in which somebody has fewer. */
  short: z.enum(['stopp', 'faerre']),
});

/** What becomes of one value. Ages in completed years, dates in whole days. */
const transformSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('keep') }),
  z.strictObject({ type: z.literal('referenceDays') }),
  z.strictObject({ type: z.literal('referenceDate'), anchor: z.iso.date() }),
  z.strictObject({ type: z.literal('truncateDate'), to: z.enum(['maaned', 'kvartal', 'aar']) }),
  z.strictObject({
    type: z.literal('ageBand'),
    at: z.string(),
    bands: z.array(z.strictObject({ from: z.number(), label: z.string() })),
  }),
  z.strictObject({ type: z.literal('birthYear'), width: z.number() }),
  z.strictObject({
    type: z.literal('fylke'),
    dateColumn: z.string(),
    division: z.iso.date(),
    unknown: z.string().nullable(),
  }),
  /** An area by the row's own date; `division` is that of the fylker where the areas are made of them. */
  z.strictObject({
    type: z.literal('region'),
    list: z.string(),
    edition: z.iso.date(),
    division: z.iso.date().nullable(),
    dateColumn: z.string(),
    unknown: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('hierarchy'), file: z.string(), sha256: z.string(), level: z.number() }),
  /** Values with fewer than so many persons become one. */
  z.strictObject({ type: z.literal('rare'), least: z.number(), other: z.string() }),
  z.strictObject({ type: z.literal('prefix'), length: z.number() }),
  z.strictObject({ type: z.literal('group'), list: z.enum(['icd10.kapittel', 'icd10.blokk']) }),
  z.strictObject({ type: z.literal('round'), to: z.number() }),
  z.strictObject({ type: z.literal('clamp'), bottom: z.number().nullable(), top: z.number().nullable() }),
  z.strictObject({ type: z.literal('interval'), bounds: z.array(z.number()) }),
  /** Another identifier as its number in a series: of persons, whose identifiers are checked, or of anything else. */
  z.strictObject({
    type: z.literal('series'),
    series: z.string(),
    kind: z.enum(['person', 'other']),
    width: z.number(),
    /** Delivered as a number derived from the identifier, in place of the one that was drawn. */
    derived: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal('mask'), value: z.string() }),
  z.strictObject({ type: z.literal('empty') }),
]);

const invalidPolicy = z.strictObject({
  action: z.enum(['stopp', 'tom', 'utelat']),
  maxShare: z.number().nullable(),
});

const columnSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  sourceType,
  /** Whether the extract holds every value as text, which may not be one of the type. */
  written: z.literal(true).optional(),
  /** Whether a whole number is held in at most 32 bits in the extract. */
  narrow: z.boolean(),
  /** Permitted values, where the catalogue closes the list. */
  values: z.array(z.string()).nullable(),
  /** Form a value must have, as an anchored regular expression, where the code system gives one. */
  pattern: z.string().nullable(),
  /** For the date of the row's event: columns of the row with the person's birth and death, outside which it cannot lie. */
  life: z.strictObject({ birth: z.string().nullable(), death: z.string().nullable() }).nullable(),
  /** The list that says when each code was valid, and the column with the day on which it must have been. */
  validity: z.strictObject({ list: z.string(), edition: z.iso.date(), dateColumn: z.string() }).nullable(),
  transform: transformSchema,
  invalid: invalidPolicy,
  /** One sentence for the codebook. */
  sentence: z.string(),
});

const tableSchema = z.strictObject({
  register: z.string(),
  tabell: z.string(),
  identifier: z.string(),
  conditions: z.array(conditionSchema),
  columns: z.array(columnSchema).min(1),
  invalidIdentifier: invalidPolicy,
});

const referenceSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('index'),
    selection: selectionSchema,
    column: z.string(),
    pick: z.enum(['foerste', 'siste']),
  }),
  z.strictObject({ type: z.literal('fixed'), date: z.iso.date() }),
  /** Dates are moved by days drawn for each person; the anchor is the day from which moves are told in the key. */
  z.strictObject({ type: z.literal('random'), maxDays: z.number(), anchor: z.iso.date() }),
]);

const columnRef = z.strictObject({ register: z.string(), tabell: z.string(), column: z.string() });

const demandSchema = z.strictObject({
  k: z.number(),
  unit: z.enum(['person', 'rad']),
  quasi: z.array(columnRef).min(1),
  sensitive: z.array(columnRef.extend({ l: z.number().optional(), t: z.number().optional() })),
  /** How many events of a person an attacker may know, and by which columns of one table. */
  events: z
    .strictObject({
      m: z.literal([1, 2]),
      register: z.string(),
      tabell: z.string(),
      columns: z.array(z.string()).min(1),
    })
    .optional(),
  maxSuppression: z.number(),
  onViolation: z.enum(['avvis', 'undertrykk', 'generaliser']),
  /** The coarser forms of quasi-identifiers that the decision allows, finest first, each a column of its own while staged. */
  levels: z.array(columnRef.extend({ coarser: z.array(columnSchema).min(1) })).optional(),
  /** Whether suppression removes rows of the judged table only, or every row of the person. */
  suppress: z.enum(['tabell', 'person']),
});

/** Tables of counts that are delivered in place of rows. */
const statisticsSchema = z.strictObject({
  /** Least number of persons that a count may be of, where it is of any. */
  k: z.number(),
  onViolation: z.enum(['avvis', 'undertrykk']),
  /** Greatest share of the persons of a table in counts that are not told. */
  maxSuppression: z.number(),
  tables: z
    .array(
      z.strictObject({
        name: z.string(),
        register: z.string(),
        tabell: z.string(),
        /** Delivered columns of the table. */
        dimensions: z.array(z.string()).min(1),
        measure: z.enum(['personer', 'rader']),
        /** Whether sums over every set of dimensions are delivered too. */
        totals: z.boolean(),
      }),
    )
    .min(1),
  /** Dimensions in which every group of persons must have so many values. */
  diverse: z.array(columnRef.extend({ l: z.number() })),
});

/** A decision resolved against catalogue and extracts: everything the run will do, and nothing of when or where. */
export const planSchema = z.strictObject({
  versjon: z.literal(PLAN_VERSION),
  saksnummer: z.string(),
  vedtakSha256: z.string(),
  population: z.strictObject({
    /** None where the persons are those of the file of numbers. */
    sources: z.array(selectionSchema),
    combine: z.enum(['union', 'snitt']),
    exclude: z.array(selectionSchema),
    /** Registers in which a person may have objected. */
    objections: z.array(z.string()),
    /** Where persons need a consent: one in force to each of the scopes (in small letters), in each of the registers. */
    consent: consentSchema.optional(),
    controls: controlsSchema.optional(),
  }),
  number: z.strictObject({
    width: z.number(),
    /** Delivered numbers are derived under the secret of a project; those that are drawn stay inside. */
    derived: z.strictObject({ prosjekt: z.string() }).optional(),
    /** Numbers that another party assigned, in a file beside the extracts, and what becomes of persons without one. */
    handedOver: z.strictObject({ file: z.string(), without: z.enum(['stopp', 'utelat']) }).optional(),
  }),
  /** What all extracts know persons by where that is no national identifier, and the form that it has. */
  known: z.strictObject({ by: z.enum(['pseudonym', 'arbeidsnummer']), form: z.string() }).optional(),
  reference: referenceSchema.nullable(),
  tables: z.array(tableSchema).min(1),
  demand: demandSchema.nullable(),
  /** The tables are delivered as one file, and which of them can have several rows a person; null for none. */
  joined: z.strictObject({ several: z.string().nullable() }).optional(),
  statistics: statisticsSchema.optional(),
  codeLists: z.record(z.string(), z.string()),
});

export type Plan = z.infer<typeof planSchema>;
export type PlanTest = z.infer<typeof testSchema>;
export type PlanCondition = z.infer<typeof conditionSchema>;
export type PlanConsent = z.infer<typeof consentSchema>;
export type PlanControls = z.infer<typeof controlsSchema>;
export type PlanSelection = z.infer<typeof selectionSchema>;
export type PlanTable = z.infer<typeof tableSchema>;
export type PlanColumn = z.infer<typeof columnSchema>;
export type PlanTransform = z.infer<typeof transformSchema>;
export type PlanReference = z.infer<typeof referenceSchema>;
export type PlanStatistics = z.infer<typeof statisticsSchema>;
export type PlanDemand = z.infer<typeof demandSchema>;
