/** Register that delivered tables of counts go under, by their names; no register of a catalogue has it. */
export const STATISTICS = 'statistikk';

/** Columns of a table of counts behind its dimensions: the count, and what is said where it is not told. */
export const COUNT_COLUMN = 'antall';
export const MARK_COLUMN = 'markering';
export const HIDDEN_MARK = 'prikket';
