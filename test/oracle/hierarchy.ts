/** The hierarchy that lies beside every drawn decision. */
export const HIERARCHY = {
  file: 'hierarki.csv',
  rows: [
    ['1', 'lav', 'alle'],
    ['2', 'lav', 'alle'],
    ['3', 'høy', 'alle'],
  ],
};

export const hierarchyText = HIERARCHY.rows.map((row) => row.join(';')).join('\n');

/** The group of a value at a level; null where the file does not list the value. */
export const hierarchyGroup = (value: string, level: number): string | null =>
  HIERARCHY.rows.find(([listed]) => listed === value)?.[level] ?? null;
