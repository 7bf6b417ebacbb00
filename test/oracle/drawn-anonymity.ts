import fc from 'fast-check';
import { levelChoice, levelsOf } from './drawn-levels.ts';
import { typeOf } from './drawn-minimisations.ts';
import { from } from './picked.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is drawn of the demands on anonymity. */
export const demandChoices = {
  judged: fc.nat(2),
  kvasi: fc.array(fc.nat(99), { minLength: 1, maxLength: 2 }),
  /** Whether any delivered column may be a quasi-identifier, or only one with few values. */
  fine: fc.constantFrom(false, false, false, false, false, true),
  sensitive: fc.oneof(
    { weight: 2, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.nat(99), { minLength: 1, maxLength: 1 }) },
  ),
  l: fc.constantFrom(2, 2, 3, undefined),
  t: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, undefined, 0.6, 0.9),
  /** Whether a sensitive variable may lie in another table than the quasi-identifiers. */
  apart: fc.constantFrom(false, false, true),
  events: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, undefined, undefined, 1, 2),
  eventTable: fc.nat(2),
  known: fc.array(fc.nat(99), { minLength: 1, maxLength: 2 }),
  k: fc.constantFrom(2, 2, 2, 2, 2, 3, 4),
  enhet: fc.constantFrom('person', 'person', 'rad', undefined),
  maksUndertrykking: fc.constantFrom(1, 0.95, 0.9, 0.75, 0.5, 0.1, undefined),
  vedBrudd: fc.constantFrom(
    ...Array.from({ length: 10 }, () => 'undertrykk'),
    ...['generaliser', 'generaliser', 'avvis', undefined],
  ),
  levels: levelChoice,
  undertrykk: fc.constantFrom('tabell', 'person', undefined),
};
type Choices = {
  readonly [K in keyof typeof demandChoices]: (typeof demandChoices)[K] extends fc.Arbitrary<infer T>
    ? T
    : never;
};

/** What a number drawn by the program puts in one class is known only of a run that delivered. */
const isFixed = (v: Json): boolean => typeOf(v) !== 'loepenummer';

/** A variable that puts many persons in one class. */
function hasFewValues({ navn, minimering }: Json): boolean {
  if (minimering === undefined)
    return ['kjoenn', 'sivilstand', 'doedssted', 'omsorgsnivaa'].includes(String(navn));
  return !['referansedato', 'avrund', 'bunnkode', 'foedselsaar', 'loepenummer'].includes(
    typeOf({ minimering }),
  );
}

/** A delivered variable as `anonymitet` names it. */
export const nameIn = (table: Json, v: Json): string =>
  `${String(table['register'])}.${String(table['tabell'])}.${String(v['som'] ?? v['navn'])}`;

/** What is known of events: columns with few values, that some events may be shared. */
function eventsOf(c: Choices, table: Json): Json {
  const variabler = table['variabler'] as readonly Json[];
  const coarse = variabler.filter((v) => (c.fine && isFixed(v)) || hasFewValues(v));
  const fixed = variabler.filter(isFixed);
  const known = coarse.length > 0 ? coarse : fixed.length > 0 ? fixed : variabler;
  const names = known.map((v) => nameIn(table, v));
  return { antall: c.events, variabler: [...new Set(c.known.map((pick) => from(names, pick)))] };
}

/** What may be a quasi-identifier in a table. */
function quasiIn(c: Choices, table: Json): readonly string[] {
  const variabler = table['variabler'] as readonly Json[];
  const coarse = variabler.filter((v) => (c.fine && isFixed(v)) || hasFewValues(v));
  const fixed = variabler.filter(isFixed);
  const names = coarse.length > 0 ? coarse : fixed.length > 0 ? fixed : variabler;
  return names.map((v) => nameIn(table, v));
}

/** What a decision demands of the tables that it delivers; `combined` has quasi-identifiers in each of them. */
export function anonymitetOf(c: Choices, registre: readonly Json[], combined: boolean): Json {
  const judged = from(registre, c.judged);
  const tables = combined ? registre : [judged];
  const chosen = tables.flatMap((table) => [
    ...new Set(c.kvasi.slice(0, combined ? 1 : 2).map((pick) => from(quasiIn(c, table), pick))),
  ]);
  const apart = c.apart ? from(registre, c.judged + 1) : judged;
  const varied = (apart['variabler'] as readonly Json[])
    .filter((v) => isFixed(v) && (c.fine || !['maske', 'tom'].includes(typeOf(v))))
    .map((v) => nameIn(apart, v))
    .filter((name) => c.fine || !chosen.includes(name));
  const demanded = c.l === undefined && c.t === undefined ? { l: 2 } : { l: c.l, t: c.t };
  return {
    k: c.k,
    enhet: c.enhet,
    kvasi: chosen,
    sensitive:
      varied.length === 0 ? [] : c.sensitive.map((pick) => ({ variabel: from(varied, pick), ...demanded })),
    hendelse: c.events === undefined ? undefined : eventsOf(c, from(registre, c.eventTable)),
    maksUndertrykking: c.maksUndertrykking,
    undertrykk: c.undertrykk,
    vedBrudd: c.vedBrudd,
    generaliser: c.vedBrudd === 'generaliser' ? levelsOf(registre, chosen, c.levels) : undefined,
  };
}
