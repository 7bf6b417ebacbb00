import type { PlanTransform } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import type { Variabel } from '../catalogue/register.ts';
import type { Minimering, Vedtak } from '../vedtak/schema.ts';
import { ageBands } from './age-bands.ts';
import { note, resolveDate, type PlanContext, type ResolvedTable } from './context.ts';
import { planCode } from './code-level.ts';
import { RANDOM_ANCHOR } from './population.ts';
import { planFylke, planRegion } from './region.ts';
import { planHierarchy } from './hierarchy.ts';
import { planSeries } from './series.ts';

/** A variable on its way into the plan. */
export interface Minimised {
  readonly c: PlanContext;
  readonly table: ResolvedTable;
  readonly variable: Variabel;
  readonly vedtak: Vedtak;
  readonly at: string;
}

/** What a decision asks of one variable, as a transform; null when it was noted why it cannot be. */
export function planMinimisation(m: Minimised, minimering: Minimering | undefined): PlanTransform | null {
  if (minimering === undefined) return { type: 'keep' };
  switch (minimering.type) {
    case 'referansedato':
      return onType(m, minimering.type, dates) ? planReference(m) : null;
    case 'dato':
      return onType(m, minimering.type, dates) ? { type: 'truncateDate', to: minimering.nivaa } : null;
    case 'aldersgruppe':
      return onType(m, minimering.type, dates) ? planAge(m, minimering) : null;
    case 'foedselsaar':
      return onType(m, minimering.type, dates) ? { type: 'birthYear', width: minimering.bredde ?? 1 } : null;
    case 'fylke':
      return planFylke(m, minimering);
    case 'kode':
      return planCode(m, minimering.nivaa);
    case 'maske':
      return { type: 'mask', value: minimering.verdi };
    case 'tom':
      return { type: 'empty' };
    case 'region':
      return planRegion(m, minimering);
    case 'hierarki':
      return planHierarchy(m, minimering);
    case 'sjelden':
      return onType(m, minimering.type, ['tekst'])
        ? { type: 'rare', least: minimering.minst, other: minimering.til }
        : null;
    case 'loepenummer':
      return planSeries(m, minimering);
    case 'avrund':
    case 'toppkode':
    case 'bunnkode':
    case 'intervall':
      return onType(m, minimering.type, numbers) ? planNumber(m, minimering) : null;
    default:
      return unreachable(minimering);
  }
}

const dates = ['dato', 'tidspunkt'];
const numbers = ['heltall', 'tall'];

function onType(m: Minimised, minimisation: string, types: readonly string[]): boolean {
  if (types.includes(m.variable.type)) return true;
  note(m.c, 'plan.minimisation-type', `${m.at}.minimering`, {
    minimisation,
    needs: `a variable of type ${types.join(' or ')}`,
    variable: m.variable.navn,
    type: m.variable.type,
  });
  return false;
}

function planReference(m: Minimised): PlanTransform | null {
  const reference = m.vedtak.referansedato;
  if (reference === undefined)
    return note(m.c, 'plan.parameter', `${m.at}.minimering`, {
      expected: 'the key referansedato in the decision',
      got: 'none',
    });
  if (reference.metode === 'tilfeldig') return planRandom(m, reference.levering);
  if (reference.metode === 'fast' && reference.forankring === reference.dato)
    return note(m.c, 'plan.parameter', 'referansedato.forankring', {
      expected: 'another date than dato, since a move of no days delivers the real dates',
      got: reference.forankring,
    });
  if (reference.levering === 'dager') return { type: 'referenceDays' };
  if (reference.forankring !== undefined) return { type: 'referenceDate', anchor: reference.forankring };
  return note(m.c, 'plan.parameter', 'referansedato', {
    expected: 'forankring, with levering dato',
    got: 'none',
  });
}

/** A random move has no day that others could be counted from. */
const planRandom = (m: Minimised, levering: 'dager' | 'dato'): PlanTransform | null =>
  levering === 'dato'
    ? { type: 'referenceDate', anchor: RANDOM_ANCHOR }
    : note(m.c, 'plan.parameter', 'referansedato.levering', {
        expected: 'levering dato, since a random move has no day to count from',
        got: levering,
      });

function planAge(m: Minimised, t: Extract<Minimering, { type: 'aldersgruppe' }>): PlanTransform | null {
  const fixed = /^\d{4}-/.test(t.ved);
  if (!fixed && resolveDate(m.c, m.table, t.ved, `${m.at}.minimering.ved`) === null) return null;
  return { type: 'ageBand', at: t.ved, bands: ageBands(t) };
}

type Numeric = Extract<Minimering, { type: 'avrund' | 'toppkode' | 'bunnkode' | 'intervall' }>;

function planNumber(m: Minimised, t: Numeric): PlanTransform | null {
  const bounds = t.type === 'toppkode' ? t.topp : t.type === 'bunnkode' ? t.bunn : 0;
  if (m.variable.type === 'heltall' && !Number.isSafeInteger(bounds))
    return note(m.c, 'plan.parameter', `${m.at}.minimering`, {
      expected: 'a whole number',
      got: String(bounds),
    });
  switch (t.type) {
    case 'avrund':
      return { type: 'round', to: t.til };
    case 'toppkode':
      return { type: 'clamp', bottom: null, top: t.topp };
    case 'bunnkode':
      return { type: 'clamp', bottom: t.bunn, top: null };
    case 'intervall':
      return { type: 'interval', bounds: [...t.grenser] };
    default:
      return unreachable(t);
  }
}
