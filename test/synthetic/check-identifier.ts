/** The date of birth, sex and kind that a valid synthetic number tells, or null; written from the rules alone. */
export function readIdentifier(text: string): { born: string; sex: '1' | '2'; dNumber: boolean } | null {
  if (!/^\d{11}$/.test(text)) return null;
  const digits = Array.from(text, Number);
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, w, i) => total + w * (digits[i] ?? 0), 0);
  if (sum([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 !== 0) return null;
  if (sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 !== 0) return null;
  const dNumber = Number(text[0]) >= 4;
  const day = Number(text.slice(0, 2)) - (dNumber ? 40 : 0);
  const month = Number(text.slice(2, 4)) - 80;
  const individual = Number(text.slice(6, 9));
  const year = Number(text.slice(4, 6)) + (individual < 500 ? 1900 : 2000);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCDate() !== day || date.getUTCMonth() !== month - 1) return null;
  return { born: date.toISOString().slice(0, 10), sex: individual % 2 === 1 ? '1' : '2', dNumber };
}
