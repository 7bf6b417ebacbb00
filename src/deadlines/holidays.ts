import { dayOf, type Day } from './calendar.ts';

/** Holidays on the same date each year. 1 and 17 May: lov om 1 og 17 mai som høgtidsdager. */
const FIXED = ['01-01', '05-01', '05-17', '12-25', '12-26'];

/** Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension, Pentecost and the Mondays after. */
const MOVABLE = [-3, -2, 0, 1, 39, 49, 50];

/** The public holidays of Norway in a year (lov om helligdager og helligdagsfred § 2); Sundays are not listed. */
export function holidaysOf(year: number): ReadonlySet<Day> {
  const easter = easterSunday(year);
  return new Set([
    ...FIXED.map((date) => dayOf(`${String(year).padStart(4, '0')}-${date}`)),
    ...MOVABLE.map((offset) => easter + offset),
  ]);
}

/** Easter Sunday of a year in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8: the anonymous computus). */
export function easterSunday(year: number): Day {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const leap = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leap - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const n = epact + weekday - 7 * late + 114;
  const month = String(Math.floor(n / 31)).padStart(2, '0');
  return dayOf(`${String(year).padStart(4, '0')}-${month}-01`) + (n % 31);
}
