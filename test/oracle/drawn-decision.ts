import fc from 'fast-check';
import { ASSIGNED_WIDTH } from './assigned-numbers.ts';
import { anonymitetOf, demandChoices, nameIn } from './drawn-anonymity.ts';
import { listings, typeOf, type DateMode } from './drawn-minimisations.ts';
import { NAMES } from './drawn-names.ts';
import { from } from './picked.ts';
import { basisOf } from './test-decision.ts';
import { withoutRare } from './drawn-levels.ts';
import { commonConditions, drawnTables, type Condition, type DrawnTable } from './drawn-tables.ts';

type Json = Readonly<Record<string, unknown>>;

const policy = fc.oneof(
  { weight: 14, arbitrary: fc.constantFrom('tom', 'utelat') },
  { weight: 1, arbitrary: fc.constant('stopp') },
);
const share = fc.constantFrom(undefined, undefined, undefined, undefined, 1, 0.5, 0.5, 0.1);
const conditionPicks = fc.array(fc.nat(99), { maxLength: 2 });

const variableChoice = fc.record({
  listed: fc.boolean(),
  listing: fc.nat(99),
  name: fc.nat(40),
  policy: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 'tom', 'utelat'),
  share,
});

const tableChoice = fc.record({
  variables: fc.array(variableChoice, { minLength: 11, maxLength: 11 }),
  hvor: fc.oneof({ weight: 2, arbitrary: fc.constant<number[]>([]) }, conditionPicks),
  policy,
  share,
});

const MATCHES: readonly (readonly unknown[])[] = [
  [],
  ['kjoenn'],
  [{ variabel: 'foedselsdato', nivaa: 'aar' }],
  ['kjoenn', { variabel: 'foedselsdato', nivaa: 'maaned' }],
];

const comparison = fc.record({
  table: fc.nat(3),
  perPerson: fc.constantFrom(1, 1, 2),
  match: fc.nat(3),
  hvor: fc.array(fc.nat(99), { maxLength: 1 }),
  vedMangel: fc.oneof(
    { weight: 7, arbitrary: fc.constant('faerre') },
    { weight: 1, arbitrary: fc.constant('stopp') },
  ),
});

const choices = fc.record({
  delivered: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
  tables: fc.tuple(tableChoice, tableChoice, tableChoice, tableChoice),
  sources: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
  combine: fc.constantFrom('union', 'union', 'snitt'),
  sourceHvor: fc.array(conditionPicks, { minLength: 2, maxLength: 2 }),
  hvor: fc.array(fc.nat(99), { maxLength: 1 }),
  ekskluder: fc.oneof({ weight: 6, arbitrary: fc.constant<number[]>([]) }, conditionPicks),
  alder: fc.constantFrom<Json | undefined>(
    undefined,
    undefined,
    { fra: 16, til: 61, ved: '2020-02-28' },
    { fra: 0, ved: 'event' },
    { til: 59, ved: 'event' },
  ),
  mode: fc.constantFrom<DateMode>('real', 'reference'),
  reference: fc.constantFrom('fast', 'utvalg', 'utvalg', 'hvor', 'tilfeldig'),
  pick: fc.constantFrom('foerste', 'siste', undefined),
  index: fc.nat(3),
  /** Whether the index event may lie in a table that does not draw the utvalg. */
  elsewhere: fc.constantFrom(false, false, false, true),
  levering: fc.constantFrom('dager', 'dato'),
  ...demandChoices,
  bredde: fc.constantFrom(6, 8, 10, 18, undefined),
  metode: fc.constantFrom('tilfeldig', 'tilfeldig', 'tilfeldig', 'tilfeldig', 'noekkelfil', 'avledet'),
  utenNummer: fc.constantFrom('utelat', 'utelat', 'stopp'),
  /** Whether the first table is delivered on consent. */
  consent: fc.constantFrom(false, false, false, false, true),
  /** Whether tables that can be are delivered as one file. */
  joined: fc.constantFrom(false, false, true),
  controls: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: comparison }),
});
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/** The tables that have a row a person. */
const SINGLE = [2, 3];

const conditionsOf = (pool: readonly Condition[], picks: readonly number[]): Condition[] => [
  ...new Set(picks.map((pick) => from(pool, pick))),
];

const refOf = ({ register, tabell }: DrawnTable): Json => ({ register, tabell });
const withoutUndefined = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

function listVariables(c: Choices, place: number): Json[] {
  const table = from(drawnTables, place);
  const choice = from(c.tables, place);
  const listed = table.variables.flatMap((variable, i): Json[] => {
    const v = from(choice.variables, i);
    if (!v.listed) return [];
    const ugyldig = v.policy ?? choice.policy;
    return [
      {
        navn: variable.navn,
        som:
          NAMES[v.name] === undefined ? undefined : `${NAMES[v.name] ?? ''}${i === v.name ? '' : String(i)}`,
        ...from(listings(table, variable, c.mode), v.listing),
        ugyldig: v.policy,
        maksAndel: ugyldig === 'stopp' ? undefined : v.share,
      },
    ];
  });
  const named = listed.length > 0 ? listed : [{ navn: 'kjoenn' }];
  const all = c.vedBrudd === 'generaliser' ? named.map(withoutRare) : named;
  return c.metode === 'avledet' ? all.map(withoutDigits) : all;
}

function listTable(c: Choices, place: number): Json {
  const table = from(drawnTables, place);
  const { hvor, policy: ugyldig, share: maksAndel } = from(c.tables, place);
  return {
    ...refOf(table),
    taushetsplikt: basisOf(table.register),
    hvor: conditionsOf([...table.conditions, ...commonConditions], hvor),
    variabler: listVariables(c, place),
    ugyldig,
    maksAndel: ugyldig === 'stopp' ? undefined : maksAndel,
  };
}

function utvalgOf(c: Choices): Json {
  const sources = c.sources.map((place) => from(drawnTables, place));
  const [single] = sources;
  if (single === undefined) throw new Error('no source');
  const pool = sources.length === 1 ? [...single.conditions, ...commonConditions] : commonConditions;
  const event = sources.length === 1 ? single.variables.find((v) => v.kind === 'dato')?.navn : undefined;
  const kilder = sources.map((table, i) => ({
    ...refOf(table),
    hvor: conditionsOf([...table.conditions, ...commonConditions], from(c.sourceHvor, i).slice(0, 1)),
  }));
  return {
    ...(sources.length === 1 ? { kilde: refOf(single) } : { kilder, kombiner: c.combine }),
    hvor: conditionsOf(pool, c.hvor),
    ekskluder: conditionsOf(pool, c.ekskluder),
    alder: c.alder?.['ved'] === 'event' ? { ...c.alder, ved: event ?? '2020-02-28' } : c.alder,
    kontroller: c.controls === null ? undefined : controlsOf(c.controls),
  };
}

function controlsOf({ table, perPerson, match, hvor, vedMangel }: NonNullable<Choices['controls']>): Json {
  const kilde = from(drawnTables, table);
  return {
    kilde: refOf(kilde),
    match: from(MATCHES, match),
    hvor: conditionsOf([...kilde.conditions, ...commonConditions], hvor),
    perPerson,
    vedMangel,
  };
}

function referenceOf(c: Choices): Json | undefined {
  if (c.mode === 'real') return undefined;
  const levering = { levering: c.levering, forankring: c.levering === 'dato' ? '2000-01-01' : undefined };
  if (c.reference === 'fast') return { metode: 'fast', dato: '2020-01-01', ...levering };
  if (c.reference === 'tilfeldig') return { metode: 'tilfeldig', maksDager: 40 };
  const own = c.reference === 'hvor';
  const table = from(drawnTables, own && c.elsewhere ? c.index : from(c.sources, 0));
  const dates = table.variables.filter((v) => v.kind === 'dato' || v.kind === 'foedselsdato');
  const indeks = {
    ...refOf(table),
    variabel: from(dates, own ? c.index : 0).navn,
    velg: c.pick,
    ...(own ? { hvor: [] } : { hendelse: 'utvalg' }),
  };
  return { metode: 'indeksdato', indeks, ...levering };
}

/** Who has no number yet cannot be drawn as a control, and a derived number has no digits to choose. */
const numbersOf = ({ metode, bredde, utenNummer }: Choices): Json => ({
  metode,
  ...(metode === 'tilfeldig' && { bredde }),
  ...(metode === 'noekkelfil' && { bredde: ASSIGNED_WIDTH, utenNummer }),
});

const withoutDigits = ({ minimering, ...rest }: Json): Json =>
  typeOf({ minimering }) === 'loepenummer'
    ? { ...rest, minimering: { ...(minimering as Json), bredde: undefined } }
    : { ...rest, minimering };

function decisionOf(given: Choices, combined: boolean): Json {
  const c = given.metode === 'noekkelfil' ? { ...given, controls: null } : given;
  const registre = c.delivered.map((place, i) => ({
    ...listTable(c, place),
    ...(i === 0 && c.consent ? { taushetsplikt: [{ gruppe: 'alle', type: 'samtykke' }] } : {}),
  }));
  const registers = new Set([
    ...c.delivered,
    ...c.sources,
    ...(c.controls === null ? [] : [c.controls.table]),
  ]);
  return withoutUndefined({
    utvalg: utvalgOf(c),
    kobling: {
      ...(registers.size === 1 ? { modell: 'ingen' } : { modell: 'sentralisert', variant: 'b' }),
      filform: registers.size > 1 && isJoinable(c) ? 'sammenstilt' : undefined,
      loepenummer: numbersOf(c),
    },
    referansedato: referenceOf(c),
    registre,
    anonymitet: anonymitetOf(c, registre, combined),
  });
}

/** At most one of the tables of a joined file may have several rows a person. */
const isJoinable = ({ joined, delivered }: Choices): boolean =>
  joined && delivered.filter((place) => !SINGLE.includes(place)).length < 2;

/** Helsedataservice decides on no Folkeregister alone. */
const isOfHealth = (c: Choices): boolean =>
  [...c.delivered, ...c.sources].some((place) => drawnTables[place]?.register !== 'freg');

/** How dates fall together that are moved at random is known only of a run that delivered. */
function isForeseeable({ referansedato, registre, anonymitet }: Json): boolean {
  if ((referansedato as Json | undefined)?.['metode'] !== 'tilfeldig') return true;
  const judged = JSON.stringify(anonymitet);
  const moved = (registre as readonly Json[]).flatMap((table) =>
    (table['variabler'] as readonly Json[])
      .filter((v) => typeOf(v) === 'referansedato')
      .map((v) => nameIn(table, v)),
  );
  return !moved.some((name) => judged.includes(`"${name}"`));
}

/** What a decision says of population, linkage, dates, variables and anonymity; the rest is in `test-decision.ts`. */
export const drawnDecision: fc.Arbitrary<Json> = choices
  .filter(isOfHealth)
  .map((c) => decisionOf(c, false))
  .filter(isForeseeable);

/**
 * The same with quasi-identifiers of two tables that the catalogue gives one row a person; persons may have more, or none.
 * Most of it may be suppressed, so that much ends in a delivery.
 */
export const combinedDecision: fc.Arbitrary<Json> = choices
  .map((c) =>
    decisionOf(
      {
        ...{ ...c, delivered: c.fine ? SINGLE : SINGLE.toReversed() },
        ...{ k: 2, maksUndertrykking: 0.9, consent: false, t: undefined },
        vedBrudd: c.undertrykk === undefined ? 'generaliser' : 'undertrykk',
      },
      true,
    ),
  )
  .filter(isForeseeable);
