/** A number as people read it: whole, or four digits. */
export const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

/** A share in percent. */
export const percent = (share: number): string => `${figure(100 * share)} %`;
