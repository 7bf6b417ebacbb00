const FORM = new Intl.DateTimeFormat('sv-SE', {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'Europe/Oslo' },
});

/**
 * The day of a time in Norway, ISO: dates of decisions and deadlines are Norwegian days, which begin an hour or two before
 * those of UTC.
 */
export const norwegianDay = (time: Date): string => FORM.format(time);
