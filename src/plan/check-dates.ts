import type { PlanColumn, PlanTable } from '../artifacts/plan.ts';
import { note, type PlanContext } from './context.ts';

/** A delivered column and where it stands, as `register.tabell.column`. */
interface Located {
  readonly column: PlanColumn;
  readonly at: string;
}

/**
 * Notes what would undo a move of dates to the reference: real dates or their year beside moved ones (`plan.real-and-
 * reference-dates`), and an age at an event beside the year of birth, which together tell the year of the event
 * (`plan.undoes-move`). Holds for the whole delivery, since its tables are joined by løpenummer (helseregisterloven § 19 a).
 */
export function checkDates(c: PlanContext, tables: readonly PlanTable[]): void {
  const all = tables.flatMap((t) =>
    t.columns.map((column) => ({ column, at: `${t.register}.${t.tabell}.${column.name}` })),
  );
  const moved = all.find(({ column }) => isMoved(column));
  if (moved === undefined) return;
  for (const { column, at } of all.filter((other) => isRealDate(other.column) || isYear(other.column)))
    note(c, 'plan.real-and-reference-dates', at, { variable: column.name, other: moved.at });
  checkYears(c, all);
}

const isMoved = ({ transform: { type } }: PlanColumn): boolean =>
  type === 'referenceDays' || type === 'referenceDate';

const isDate = ({ sourceType }: PlanColumn): boolean =>
  sourceType === 'dato' || sourceType === 'tidspunkt' || sourceType === 'datotekst';

const isBirth = ({ source }: PlanColumn): boolean => source.includes('foedsel');

/** The year of birth hides the day of every other event; that of another date does not hide the date. */
function isRealDate(column: PlanColumn): boolean {
  const { type } = column.transform;
  if (type === 'birthYear') return !isBirth(column);
  return isDate(column) && (type === 'keep' || type === 'truncateDate');
}

/** Transforms after which a number is still about what it was. */
const NUMBER_LIKE: readonly PlanColumn['transform']['type'][] = ['keep', 'round', 'clamp'];

/** A year held as a number, by the names that registers give such variables; ages and counts of years are none. */
const isYear = (column: PlanColumn): boolean => isNumberedYear(column) && !isBirth(column);

const isNumberedYear = ({ sourceType, source, transform }: PlanColumn): boolean =>
  sourceType === 'heltall' &&
  /aar$/.test(source) &&
  !/alder|antall|varighet/.test(source) &&
  NUMBER_LIKE.includes(transform.type);

/** Years that an event may lie in must be at least so many, or the move of its date says little. */
const WINDOW = 10;

function checkYears(c: PlanContext, all: readonly Located[]): void {
  const births = all.flatMap((l) => windowOf(l, birthWidth(l.column)));
  const ages = all.flatMap((l) => windowOf(l, ageWidth(l.column)));
  for (const birth of births) {
    const age = ages.find((other) => other.at !== birth.at && birth.width + other.width < WINDOW);
    if (age !== undefined)
      note(c, 'plan.undoes-move', birth.at, {
        variable: birth.at,
        other: age.at,
        years: birth.width + age.width,
        least: WINDOW,
      });
  }
}

const windowOf = ({ at }: Located, width: number | null): { at: string; width: number }[] =>
  width === null ? [] : [{ at, width }];

/** How many years of birth a column leaves open; null when it tells nothing of them. */
function birthWidth(column: PlanColumn): number | null {
  const t = column.transform;
  if (t.type === 'birthYear') return t.width;
  if (t.type === 'ageBand' && isFixed(t.at)) return narrowest(t.bands);
  if (!isNumberedYear(column) || !isBirth(column)) return null;
  return t.type === 'round' ? t.to : 1;
}

/** How many years a column leaves open of the time from birth to a moved event; null when it tells nothing of it. */
function ageWidth(column: PlanColumn): number | null {
  const t = column.transform;
  if (t.type === 'ageBand') return isFixed(t.at) ? null : narrowest(t.bands);
  return isMoved(column) && isBirth(column) ? 0 : null;
}

const isFixed = (at: string): boolean => /^\d{4}-/.test(at);

/** Completed years of the narrowest band; the last is open. */
const narrowest = (bands: readonly { readonly from: number }[]): number =>
  Math.min(...bands.map(({ from }, i) => (bands[i + 1]?.from ?? Infinity) - from));
