import type { Saturday } from '../artifacts/deadlines.ts';
import { dateOf, dayOf, weekdayOf, yearOf, type Day } from './calendar.ts';
import { holidaysOf } from './holidays.ts';

/** Whether a day is a virkedag: no Sunday, no public holiday, and no Saturday where that is a fridag. */
function isVirkedag(day: Day, saturday: Saturday): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 0 || (weekday === 6 && saturday === 'fridag')) return false;
  return !holidaysOf(yearOf(day)).has(day);
}

/** The ISO date that is `count` virkedager after a date, which itself is not counted. */
export function addVirkedager(from: string, count: number, saturday: Saturday): string {
  let day = dayOf(from);
  for (let left = count; left > 0;) {
    day += 1;
    if (isVirkedag(day, saturday)) left -= 1;
  }
  return dateOf(day);
}

/** Virkedager after one ISO date up to and with another; negative when the other lies before. */
export function virkedagerBetween(from: string, to: string, saturday: Saturday): number {
  if (to < from) return -virkedagerBetween(to, from, saturday);
  let count = 0;
  for (let day = dayOf(from) + 1; day <= dayOf(to); day += 1) if (isVirkedag(day, saturday)) count += 1;
  return count;
}
