import type { ShownShare } from '../artifacts/risk-report.ts';
import type { ShownCount } from '../artifacts/shown-count.ts';
import { norwegianDay } from '../base/norwegian-day.ts';

export type Lang = 'nb' | 'en';

/** How numbers stand in the text of each language. */
export interface Figures {
  readonly number: (value: number) => string;
  readonly count: (shown: ShownCount) => string;
  readonly percent: (share: number) => string;
  readonly share: (shown: ShownShare) => string;
}

const words = {
  nb: { under: 'færre enn', about: 'om lag', over: 'over', most: 'høyst' },
  en: { under: 'fewer than', about: 'about', over: 'above', most: 'at most' },
} as const;

export function figuresOf(lang: Lang): Figures {
  const locale = lang === 'nb' ? 'nb-NO' : 'en-GB';
  const number = (value: number): string => value.toLocaleString(locale, { maximumFractionDigits: 3 });
  const percent = (share: number): string =>
    (100 * share).toLocaleString(locale, { maximumSignificantDigits: 3 }) + (lang === 'nb' ? '\u00a0%' : '%');
  const { under, about, over, most } = words[lang];
  return {
    number,
    percent,
    count: (shown) => {
      if (shown.form === 'under') return `${under} ${number(shown.grense)}`;
      return shown.form === 'avrundet' ? `${about} ${number(shown.antall)}` : number(shown.antall);
    },
    share: ({ form, andel }) =>
      form === 'lik' ? percent(andel) : `${form === 'over' ? over : most} ${percent(andel)}`,
  };
}

/** A date of the decision, or the day of a time in Norway, as people write it. */
export const dateText = (iso: string): string =>
  new Date(`${iso.length > 10 ? norwegianDay(new Date(iso)) : iso}T00:00:00Z`).toLocaleDateString('nb-NO', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
