import type { PlanColumn, PlanTransform } from '../../src/artifacts/plan.ts';
import { completedYears, dayNumber, firstDay, isoDay, isPossible } from './calendar.ts';
import { fylkeOf, icd10Group, isSpecialKommune, regionOf } from './code-lists.ts';
import { hierarchyGroup } from './hierarchy.ts';
import { isIdentifier } from './national-identifier.ts';
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
  /** The number of a value in a series; null for a person who objects. */
  readonly seriesOf: (series: string, value: string) => string | null;
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
  return fitsSource(column, value, context.today) && isInLife(column, String(value), context.row)
    ? transform(t, value, context)
    : UNFIT;
}

/** What the list of places finds fits, be it the two digits of a fylke. */
const isPlace = ({ transform: { type } }: PlanColumn): boolean => type === 'fylke' || type === 'region';

function fitsSource(column: PlanColumn, value: string | number, today: string): boolean {
  if (column.values !== null) return column.values.includes(String(value));
  if (isPlace(column)) return true;
  if (column.pattern !== null) return new RegExp(`^(?:${column.pattern})$`).test(String(value));
  if (typeof value === 'number') return Number.isFinite(value);
  return column.sourceType !== 'dato' || isPossible(value, today);
}

/** Whether the date of an event lies in the life of its person, as far as the row tells of that. */
function isInLife({ life }: PlanColumn, date: string, row: Row): boolean {
  const limit = (name: string | null | undefined): Cell =>
    name === null || name === undefined ? null : (row[name] ?? null);
  const [birth, death] = [limit(life?.birth), limit(life?.death)];
  return (birth === null || date >= String(birth)) && (death === null || date <= String(death));
}

type Of<T extends PlanTransform['type']> = Extract<PlanTransform, { type: T }>;

function transform(
  t: Exclude<PlanTransform, Of<'mask' | 'empty'>>,
  value: string | number,
  context: RowContext,
): Minimised {
  const text = String(value);
  switch (t.type) {
    case 'keep':
      return plain(value);
    case 'round':
    case 'clamp':
    case 'interval':
      return minimiseNumber(t, Number(value));
    case 'prefix':
      return plain(text.slice(0, t.length));
    case 'group':
      return found(icd10Group(t.list, text));
    case 'region':
      return region(t, text, context.row[t.dateColumn] ?? null);
    case 'hierarchy':
      return found(hierarchyGroup(text, t.level));
    case 'rare':
      return plain(text);
    case 'series':
      return series(t, text, context);
    case 'fylke':
      return fylke(t, text, context.row[t.dateColumn] ?? null);
    case 'ageBand':
      return ageBand(t, text, context);
    case 'referenceDays':
    case 'referenceDate':
    case 'truncateDate':
    case 'birthYear':
      return plain(minimiseDate(t, text, context.reference ?? ''));
  }
}

function minimiseNumber(t: Of<'round' | 'clamp' | 'interval'>, value: number): Minimised {
  switch (t.type) {
    case 'round':
      return plain(Number((awayFromZero(value / t.to) * t.to).toPrecision(12)));
    case 'clamp':
      return plain(Math.min(Math.max(value, t.bottom ?? -Infinity), t.top ?? Infinity));
    case 'interval':
      return interval(value, t.bounds);
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

type DateTransform = Of<'referenceDays' | 'referenceDate' | 'truncateDate' | 'birthYear'>;

function minimiseDate(t: DateTransform, value: string, reference: string): Cell {
  const days = dayNumber(value) - dayNumber(reference);
  switch (t.type) {
    case 'referenceDays':
      return days;
    case 'referenceDate':
      return isoDay(dayNumber(t.anchor) + days);
    case 'truncateDate':
      return firstDay(value, t.to);
    case 'birthYear':
      return Math.floor(Number(value.slice(0, 4)) / t.width) * t.width;
  }
}

function series(t: Of<'series'>, value: string, { seriesOf }: RowContext): Minimised {
  if (t.kind === 'person' && !isIdentifier(value)) return UNFIT;
  const number = seriesOf(t.series, value);
  return plain(number === null ? null : Number(number));
}

const found = (group: string | null): Minimised => (group === null ? UNFIT : plain(group));

function fylke(t: Of<'fylke'>, kode: string, date: Cell): Minimised {
  if (typeof date !== 'string') return UNFIT;
  return found(isSpecialKommune(kode) ? t.unknown : fylkeOf(kode, date, t.division));
}

function region(t: Of<'region'>, kode: string, date: Cell): Minimised {
  if (typeof date !== 'string' || t.division === null) return UNFIT;
  return found(isSpecialKommune(kode) ? t.unknown : regionOf(t.list, kode, date, t.division));
}

const OLDEST = 130;

function ageBand(t: Of<'ageBand'>, birth: string, { row, today }: RowContext): Minimised {
  const fixed = /^\d/.test(t.at);
  const at = fixed ? t.at : (row[t.at] ?? null);
  if (typeof at !== 'string') return MISSING;
  const age = completedYears(birth, at);
  if (age < 0 || age > OLDEST || (!fixed && !isPossible(at, today))) return UNFIT;
  const rank = t.bands.filter((band) => band.from <= age).length - 1;
  return { fits: true, value: t.bands[rank]?.label ?? '', rank };
}
