import { matches } from './dialect.ts';

/** Types that a cell is read as; whatever else a column is, it stays text. */
export type CellType = 'heltall' | 'tall' | 'dato' | 'tidspunkt';

const WHOLE = '-?(0|[1-9][0-9]{0,18})';
const NUMBER = String.raw`-?(0|[1-9][0-9]*)([.,][0-9]+)?([eE][+-]?[0-9]{1,3})?`;
const ISO = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const NORWEGIAN = String.raw`[0-9]{2}\.[0-9]{2}\.[0-9]{4}`;
const TIME = String.raw`[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,6})?)?`;

/**
 * The value of a cell as its type, NULL where it holds none by these rules: whole numbers without leading zeros (with one it
 * is a code, whose zeros would be lost); numbers with point or comma and none between thousands; days as `2024-12-31`
 * or `31.12.2024`; times as a day, a blank or T, and `08:30`, `08:30:15` or with fractions, without a time zone.
 */
export function readCell(text: string, type: CellType): string {
  switch (type) {
    case 'heltall':
      return `TRY_CAST(CASE WHEN ${matches(text, WHOLE)} THEN ${text} END AS BIGINT)`;
    case 'tall':
      return `TRY_CAST(CASE WHEN ${matches(text, NUMBER)} THEN replace(${text}, ',', '.') END AS DOUBLE)`;
    case 'dato':
      return `TRY_CAST(CASE WHEN ${matches(text, `${ISO}|${NORWEGIAN}`)} THEN ${isoText(text)} END AS DATE)`;
    case 'tidspunkt':
      return (
        `TRY_CAST(CASE WHEN ${matches(text, `(${ISO}|${NORWEGIAN})(${TIME})?`)} THEN ` +
        `left(${isoText(text)}, 10) || ' ' || coalesce(nullif(replace(substr(${text}, 12), ',', '.'), ''), '00:00') END AS TIMESTAMP)`
      );
  }
}

/** A day that is written the Norwegian way turned into ISO 8601, every other text as it is. */
export const isoText = (text: string): string =>
  `CASE WHEN starts_with(substr(${text}, 3), '.') AND ${matches(`left(${text}, 10)`, NORWEGIAN)} ` +
  `THEN concat(substr(${text}, 7, 4), '-', substr(${text}, 4, 2), '-', left(${text}, 2), substr(${text}, 11)) ELSE ${text} END`;
