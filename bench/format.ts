import type { Spread } from './summary.ts';

export const seconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
export const megabytes = (bytes: number | null): string =>
  bytes === null ? '-' : String(Math.round(bytes / 1e6));
export const millions = (rows: number): string => `${Number((rows / 1e6).toFixed(2))} million`;
export const ratio = (spread: Spread | null): string =>
  spread === null ? '-' : `${spread.median.toFixed(2)} (${spread.min.toFixed(2)}-${spread.max.toFixed(2)})`;
export const secondsOf = ({ median, min, max }: Spread): string =>
  `${seconds(median)} (${seconds(min)}-${seconds(max)})`;
export const budget = (bytes: number): string => (bytes >= 2e9 ? `${bytes / 1e9} GB` : `${bytes / 1e6} MB`);
