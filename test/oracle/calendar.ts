const DAY_MS = 86_400_000;
const EARLIEST = '1850-01-01';

/** Days since 1970-01-01. */
export const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;

export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Whether a birth or an event can lie on a day, for a run on the day `today`. */
export const isPossible = (iso: string, today: string): boolean => iso >= EARLIEST && iso <= today;

/** Birthdays that have passed between two days, the last day with; negative when the second day is the earlier one. */
export function completedYears(birth: string, at: string): number {
  const years = Number(at.slice(0, 4)) - Number(birth.slice(0, 4));
  return at.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** First day of the month, quarter or year of a day. */
export function firstDay(iso: string, of: 'maaned' | 'kvartal' | 'aar'): string {
  const [year = '', month = ''] = iso.split('-');
  if (of === 'aar') return `${year}-01-01`;
  if (of === 'maaned') return `${year}-${month}-01`;
  const start = Number(month) - ((Number(month) - 1) % 3);
  return `${year}-${String(start).padStart(2, '0')}-01`;
}
