import type { Plan, PlanReference, PlanSelection } from '../artifacts/plan.ts';
import type { Betingelse, Referansedato, Utvalg, Vedtak } from '../vedtak/schema.ts';
import { planConditions } from './conditions.ts';
import { planConsent } from './consent.ts';
import { planControls } from './controls.ts';
import { note, resolveDate, resolveTable, type PlanContext, type ResolvedTable } from './context.ts';

interface Kilde {
  readonly register: string;
  readonly tabell: string;
  readonly hvor: readonly Betingelse[];
  readonly at: string;
}

const listKilder = (utvalg: Utvalg): readonly Kilde[] => {
  if (utvalg.kilder !== undefined)
    return utvalg.kilder.map((kilde, i) => ({ ...kilde, at: `utvalg.kilder[${i}]` }));
  return utvalg.kilde === undefined ? [] : [{ ...utvalg.kilde, hvor: [], at: 'utvalg.kilde' }];
};

/** The population of a decision: sources, how they combine, who is left out, and who is drawn beside them. */
export function planPopulation(c: PlanContext, vedtak: Vedtak): Plan['population'] {
  const { utvalg } = vedtak;
  const kilder = listKilder(utvalg);
  const sources = kilder.flatMap((kilde) =>
    select(c, kilde, utvalg, utvalg.hvor, 'utvalg.hvor', utvalg.alder),
  );
  const exclude =
    utvalg.ekskluder.length === 0
      ? []
      : kilder.flatMap((k) =>
          select(c, { ...k, hvor: [] }, utvalg, utvalg.ekskluder, 'utvalg.ekskluder', undefined),
        );
  const controls = planControls(c, utvalg.kontroller);
  const drawing = [...kilder, ...(utvalg.kontroller === undefined ? [] : [utvalg.kontroller.kilde])];
  const registers = drawing.map((k) => k.register);
  const objections = [...new Set([...vedtak.registre.map((r) => r.register), ...registers])]
    .filter((id) => c.catalogue.get(id)?.reservasjonsrett === true)
    .sort();
  const consent = planConsent(c, vedtak, registers);
  return {
    ...{ sources, combine: utvalg.kombiner ?? 'union', exclude, objections },
    ...(consent !== undefined && { consent }),
    ...(controls !== null && { controls }),
  };
}

function select(
  c: PlanContext,
  kilde: Kilde,
  utvalg: Utvalg,
  hvor: readonly Betingelse[],
  hvorAt: string,
  alder: Utvalg['alder'],
): PlanSelection[] {
  const table = resolveTable(c, kilde, kilde.at);
  if (table === null) return [];
  const conditions = [
    ...planConditions(c, table, hvor, hvorAt),
    ...planConditions(c, table, kilde.hvor, `${kilde.at}.hvor`),
  ];
  const age = alder === undefined ? null : planAgeLimit(c, table, alder);
  return [
    {
      register: kilde.register,
      tabell: kilde.tabell,
      identifier: table.identifier,
      conditions,
      age,
    },
  ];
}

function planAgeLimit(
  c: PlanContext,
  table: ResolvedTable,
  alder: NonNullable<Utvalg['alder']>,
): PlanSelection['age'] {
  if (alder.fra === undefined && alder.til === undefined)
    return note(c, 'plan.parameter', 'utvalg.alder', { expected: 'fra, til, or both', got: 'neither' });
  const birth = resolveDate(c, table, 'foedselsdato', 'utvalg.alder');
  const fixed = /^\d{4}-/.test(alder.ved);
  const at = fixed ? null : resolveDate(c, table, alder.ved, 'utvalg.alder.ved');
  if (birth === null || (!fixed && at === null)) return null;
  return { birthDate: birth.navn, at: alder.ved, from: alder.fra ?? null, to: alder.til ?? null };
}

/** Day from which random moves are told in the key; any day would do. */
export const RANDOM_ANCHOR = '2000-01-01';

/** The reference date of a decision; null when there is none, or when it was noted why it cannot be. */
export function planReference(
  c: PlanContext,
  reference: Referansedato | undefined,
  population: Plan['population'],
): PlanReference | null {
  if (reference === undefined) return null;
  if (reference.metode === 'fast') return { type: 'fixed', date: reference.dato };
  if (reference.metode === 'tilfeldig')
    return { type: 'random', maxDays: reference.maksDager, anchor: RANDOM_ANCHOR };
  const at = 'referansedato.indeks';
  const { indeks } = reference;
  const table = resolveTable(c, indeks, at);
  const variable = table === null ? null : resolveDate(c, table, indeks.variabel, `${at}.variabel`);
  if (table === null || variable === null) return null;
  const selection = indexSelection(c, indeks, table, population);
  return selection === null ? null : { type: 'index', selection, column: variable.navn, pick: indeks.velg };
}

type Indeks = Extract<Referansedato, { metode: 'indeksdato' }>['indeks'];

function indexSelection(
  c: PlanContext,
  indeks: Indeks,
  table: ResolvedTable,
  population: Plan['population'],
): PlanSelection | null {
  const { register, tabell } = indeks;
  if (indeks.hvor !== undefined) {
    const conditions = planConditions(c, table, indeks.hvor, 'referansedato.indeks.hvor');
    return { register, tabell, identifier: table.identifier, conditions, age: null };
  }
  const drawn = population.sources.find((s) => s.register === register && s.tabell === tabell);
  return (
    drawn ??
    note(c, 'plan.parameter', 'referansedato.indeks', {
      expected: 'a table that draws the utvalg (hendelse utvalg), or a hvor of its own',
      got: `${register}.${tabell}`,
    })
  );
}
