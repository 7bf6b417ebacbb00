import { z } from 'zod';
import { refuse } from '../errors/pipeline-error.ts';
import type { Demand } from '../risk/lattice/demand.ts';
import type { Hierarchy } from '../risk/lattice/hierarchy.ts';
import type { MetricChoice } from '../risk/lattice/metric.ts';
import { limitPopulationUniques } from '../risk/lattice/population-demand.ts';
import { parseHierarchy } from '../risk/lattice/parse-hierarchy.ts';
import type { CoarseningOrder } from '../steps/coarsening-of-file.ts';
import type { LocalOrder } from '../steps/local-suppression.ts';

/** Options of the search for the least coarsening as commander gives them. */
export const coarseningOptions = {
  maksUndertrykking: z.string().optional(),
  tap: z.enum(['loss', 'aecs', 'discernibility', 'precision', 'entropy', 'height']).optional(),
  maksTid: z.string().optional(),
  maksUnike: z.string().optional(),
  lokalUndertrykking: z.enum(['klasse', 'jokertegn']).optional(),
};

/** The demands of the command line, checked. */
export interface AskedDemands {
  readonly kvasi: readonly string[];
  readonly sensitiv: readonly string[];
  readonly k: number | null;
  readonly l: number | null;
  readonly t: number | null;
  readonly lType: 'distinkt' | 'entropi' | 'rekursiv';
  readonly c: number;
  readonly distance: 'lik' | 'ordnet' | 'hierarkisk';
  /** Persons of the population, where that is given. */
  readonly populationSize: number | null;
  /** Suppressed or missing values are values, and nothing is left out. */
  readonly whole: boolean;
}

interface Given {
  readonly maksUndertrykking?: string | undefined;
  readonly tap?: keyof typeof METRICS | undefined;
  readonly maksTid?: string | undefined;
  readonly maksUnike?: string | undefined;
}

const METRICS = {
  loss: { type: 'loss', suppressionFactor: 0.5, aggregate: 'geometricMean' },
  aecs: { type: 'averageClassSize' },
  discernibility: { type: 'discernibility', monotone: false },
  precision: { type: 'precision', monotone: false },
  entropy: { type: 'entropy', variant: 'normalised' },
  height: { type: 'height' },
} as const satisfies Record<string, MetricChoice>;

/**
 * What is asked of the search, where a quasi-identifier has a hierarchy; null otherwise. `texts`: hierarchy files by column.
 * Throws `usage.option` (exit 2) for options that need each other, and what `parseHierarchy` throws (exit 13).
 */
export function readCoarsening(
  given: Given,
  asked: AskedDemands,
  texts: ReadonlyMap<string, string>,
  now: () => number,
): CoarseningOrder | null {
  const hierarchies = asked.kvasi.map((column) => parseOf(column, texts));
  if (hierarchies.every((hierarchy) => hierarchy === null)) {
    for (const [at, value] of Object.entries(given))
      if (value !== undefined)
        throw option(FLAGS[at] ?? at, 'a hierarchy of a quasi-identifier (--hierarki COLUMN=FILE)', 'none');
    return null;
  }
  if (asked.k === null) throw option('--hierarki', 'a demand to meet with it (--k)', 'none');
  if (!asked.whole) throw option('--hierarki', 'every row, and missing values as values', 'rows left out');
  return {
    hierarchies,
    demands: [
      { type: 'kAnonymity', k: asked.k },
      ...demandsOn(asked, texts),
      ...uniquesOf(given.maksUnike, asked.populationSize),
    ],
    maxSuppression: parseShare('--maks-undertrykking', given.maksUndertrykking ?? '0'),
    metric: METRICS[given.tap ?? 'loss'],
    isOver: parseClock(given.maksTid, now),
  };
}

const FLAGS: Readonly<Record<string, string>> = {
  maksUndertrykking: '--maks-undertrykking',
  tap: '--tap',
  maksTid: '--maks-tid',
  maksUnike: '--maks-unike',
};

const option = (at: string, expected: string, got: string): Error =>
  refuse('usage', 'usage.option', at, { expected, got });

function parseOf(column: string, texts: ReadonlyMap<string, string>): Hierarchy | null {
  const text = texts.get(column);
  return text === undefined ? null : parseHierarchy(column, text);
}

function demandsOn(asked: AskedDemands, texts: ReadonlyMap<string, string>): readonly Demand[] {
  return asked.sensitiv.flatMap((sensitive) => [
    ...(asked.l === null ? [] : [diversity(asked, sensitive, asked.l)]),
    ...(asked.t === null ? [] : [closeness(asked, sensitive, asked.t, texts)]),
  ]);
}

function diversity({ lType, c }: AskedDemands, sensitive: string, l: number): Demand {
  if (lType === 'entropi') return { type: 'entropyLDiversity', sensitive, l };
  if (lType === 'rekursiv') return { type: 'recursiveLDiversity', sensitive, l, c };
  return { type: 'distinctLDiversity', sensitive, l };
}

function closeness(
  { distance }: AskedDemands,
  sensitive: string,
  t: number,
  texts: ReadonlyMap<string, string>,
): Demand {
  if (distance === 'lik') return { type: 'equalTCloseness', sensitive, t };
  const hierarchy = parseOf(sensitive, texts);
  if (distance === 'hierarkisk' && hierarchy !== null)
    return { type: 'hierarchicalTCloseness', sensitive, t, hierarchy };
  throw option('--avstand', 'lik or hierarkisk in a search for the least coarsening', distance);
}

function uniquesOf(text: string | undefined, population: number | null): readonly Demand[] {
  if (text === undefined) return [];
  if (population === null)
    throw option('--maks-unike', 'the size of the population with it (--populasjon-antall)', 'none');
  return [limitPopulationUniques(parseShare('--maks-unike', text), population)];
}

function parseShare(at: string, text: string): number {
  const share = text.trim() === '' ? Number.NaN : Number(text);
  if (share >= 0 && share < 1) return share;
  throw option(at, 'a share from 0 to below 1, such as 0.02', text);
}

/** Without a limit the search goes to its end. */
function parseClock(text: string | undefined, now: () => number): () => boolean {
  if (text === undefined) return () => false;
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  if (!(seconds > 0)) throw option('--maks-tid', 'seconds above 0', text);
  const end = now() + seconds * 1000;
  return () => now() >= end;
}

/** Columns whose sets can all be looked at. */
const MOST_COLUMNS = 12;
/** Milliseconds that a search for the fewest cells may take where no time is given. */
const LOCAL_TIME = 10_000;

/** What is asked of local suppression; null where it is not. Throws `usage.option` (exit 2). */
export function readLocal(
  rule: LocalOrder['rule'] | undefined,
  { k, kvasi, whole }: Pick<AskedDemands, 'k' | 'kvasi' | 'whole'>,
  person: string | null,
  now: () => number,
): LocalOrder | null {
  if (rule === undefined) return null;
  const at = '--lokal-undertrykking';
  if (k === null) throw option(at, 'a demand to meet with it (--k)', 'none');
  if (person !== null) throw option(at, 'a file with one row a person, without --person', person);
  if (!whole) throw option(at, 'every row, and missing values as values', 'rows left out');
  if (kvasi.length > MOST_COLUMNS)
    throw option(at, `at most ${MOST_COLUMNS} quasi-identifiers`, String(kvasi.length));
  const end = now() + LOCAL_TIME;
  return { rule, k, isOver: () => now() >= end };
}
