import type { PlanColumn, PlanTransform } from '../../src/artifacts/plan.ts';
import { completedYears, dayNumber, firstDay, isoDay, isPossible } from './calendar.ts';
import { fylkeOf, icd10Group, isSpecialKommune } from './code-lists.ts';
import type { Cell, Row } from './register-rows.ts';

/** What becomes of one value. */
export interface Minimised {
  readonly fits: boolean;
  /** As delivered; null where the value does not fit. */
  readonly value: Cell;
  /** What rows are put in order by: bands by their lower bound, everything else by the delivered value. */
  readonly rank: Cell;
}

export interface RowContext {
  readonly row: Row;
  /** The person's reference date. */
  readonly reference: string | null;
  readonly today: string;
}

const UNFIT: Minimised = { fits: false, value: null, rank: null };
const MISSING: Minimised = { fits: true, value: null, rank: null };
const plain = (value: Cell): Minimised => ({ fits: true, value, rank: value });

/** One delivered value from a row of an extract, by the promises of the plan. */
export function minimise(column: PlanColumn, context: RowContext): Minimised {
  const { transform: t } = column;
  if (t.type === 'mask') return plain(t.value);
  if (t.type === 'empty') return MISSING;
  const value = context.row[column.source] ?? null;
  if (value === null) return MISSING;
  if (!fitsSource(column, value, context.today)) return UNFIT;
  return typeof value === 'number' ? minimiseNumber(t, value) : minimiseText(t, value, context);
}

function fitsSource(column: PlanColumn, value: string | number, today: string): boolean {
  if (column.values !== null) return column.values.includes(String(value));
  if (column.pattern !== null) return new RegExp(`^(?:${column.pattern})$`).test(String(value));
  if (typeof value === 'number') return Number.isFinite(value);
  return column.sourceType !== 'dato' || isPossible(value, today);
}

function minimiseNumber(t: PlanTransform, value: number): Minimised {
  switch (t.type) {
    case 'keep':
      return plain(value);
    case 'round':
      return plain(Number((awayFromZero(value / t.to) * t.to).toPrecision(12)));
    case 'clamp':
      return plain(Math.min(Math.max(value, t.bottom ?? -Infinity), t.top ?? Infinity));
    case 'interval':
      return interval(value, t.bounds);
    default:
      throw new Error(`${t.type} of a number`);
  }
}

const awayFromZero = (value: number): number =>
  Math.sign(value) * (Math.trunc(Math.abs(value)) + (Math.abs(value) % 1 >= 0.5 ? 1 : 0));

function interval(value: number, bounds: readonly number[]): Minimised {
  const rank = bounds.filter((bound) => value >= bound).length;
  const [from, to] = [bounds[rank - 1], bounds[rank]];
  if (from === undefined) return { fits: true, value: `<${to ?? ''}`, rank };
  return { fits: true, value: to === undefined ? `>=${from}` : `[${from},${to})`, rank };
}

function minimiseText(t: PlanTransform, value: string, context: RowContext): Minimised {
  switch (t.type) {
    case 'keep':
      return plain(value);
    case 'prefix':
      return plain(value.slice(0, t.length));
    case 'group':
      return found(icd10Group(t.list, value));
    case 'fylke':
      return fylke(t, value, context.row[t.dateColumn] ?? null);
    case 'ageBand':
      return ageBand(t, value, context);
    default:
      return minimiseDate(t, value, context.reference ?? '');
  }
}

function minimiseDate(t: PlanTransform, value: string, reference: string): Minimised {
  const days = dayNumber(value) - dayNumber(reference);
  switch (t.type) {
    case 'referenceDays':
      return plain(days);
    case 'referenceDate':
      return plain(isoDay(dayNumber(t.anchor) + days));
    case 'truncateDate':
      return plain(firstDay(value, t.to));
    case 'birthYear':
      return plain(Math.floor(Number(value.slice(0, 4)) / t.width) * t.width);
    default:
      throw new Error(`${t.type} of a date`);
  }
}

const found = (group: string | null): Minimised => (group === null ? UNFIT : plain(group));

type Fylke = Extract<PlanTransform, { type: 'fylke' }>;

function fylke(t: Fylke, kode: string, date: Cell): Minimised {
  if (typeof date !== 'string') return UNFIT;
  return found(isSpecialKommune(kode) ? t.unknown : fylkeOf(kode, date, t.division));
}

const OLDEST = 130;

function ageBand(
  t: Extract<PlanTransform, { type: 'ageBand' }>,
  birth: string,
  { row, today }: RowContext,
): Minimised {
  const fixed = /^\d/.test(t.at);
  const at = fixed ? t.at : (row[t.at] ?? null);
  if (typeof at !== 'string') return MISSING;
  const age = completedYears(birth, at);
  if (age < 0 || age > OLDEST || (!fixed && !isPossible(at, today))) return UNFIT;
  const rank = t.bands.filter((band) => band.from <= age).length - 1;
  return { fits: true, value: t.bands[rank]?.label ?? '', rank };
}
