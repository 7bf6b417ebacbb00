/** Delivered names that also mean something in SQL or in a statement of ours. */
export const NAMES = [
  'rader',
  'personer',
  'verdier',
  'l_0',
  'v',
  'e',
  'k',
  'c',
  'nr',
  'select',
  'dato',
  'Person',
  'levert',
];
