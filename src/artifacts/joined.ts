/** Register and table that the rows of a file already joined go under; no register of a catalogue has its name. */
export const JOINED_FILE = { register: 'sammenstilt', tabell: 'fil' } as const;

/** Whether a table is the joined file and no table of a register. */
export const isJoined = (t: { readonly register: string; readonly tabell: string }): boolean =>
  t.register === JOINED_FILE.register && t.tabell === JOINED_FILE.tabell;
