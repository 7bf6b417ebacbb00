/** A time as people in Norway write it, to the minute that has begun, with its zone. */
export const timeText = (iso: string): string =>
  `${new Date(iso).toLocaleString('nb-NO', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Oslo' })} norsk tid`;

/** Whether a value of the overview is a time, such as that of a delivery. */
export const isTime = (value: string | number): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
