/** A day as the number of days since 1970-01-01. */
export type Day = number;

const MS_A_DAY = 86_400_000;

/** The day of an ISO date. */
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / MS_A_DAY;

/** The ISO date of a day. */
export const dateOf = (day: Day): string => new Date(day * MS_A_DAY).toISOString().slice(0, 10);

export const yearOf = (day: Day): number => new Date(day * MS_A_DAY).getUTCFullYear();

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/** Calendar days from one ISO date to another; negative backwards. */
export const daysBetween = (from: string, to: string): number => dayOf(to) - dayOf(from);
