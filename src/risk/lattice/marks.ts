import type { ClassTable } from './class-table.ts';

/** What demands say of the classes of one transformation. */
export interface Marks {
  /** By class, 1 where a demand fails: its units are to be suppressed. */
  readonly failed: Uint8Array;
  /**
   * By class, the least number of its units that any finer transformation must suppress as well. So a transformation with
   * a larger sum than may be suppressed rules out everything finer; this one notion holds what is known of which demands
   * are monotone. Each demand states the reason for its figure.
   */
  readonly need: Float64Array;
  /** A class fails that has no unit to suppress: the transformation cannot be chosen. */
  barred: boolean;
}

/** Adds what one demand says to the marks. */
export type Judge = (classes: ClassTable, marks: Marks) => void;

export const openMarks = (rows: number): Marks => ({
  failed: new Uint8Array(rows),
  need: new Float64Array(rows),
  barred: false,
});

/** Marks a class as failing, with what finer transformations need. */
export function markClass(marks: Marks, row: number, need: number): void {
  marks.failed[row] = 1;
  if (need > (marks.need[row] ?? 0)) marks.need[row] = need;
}

/** Taken off computed needs, so that no rounding makes them larger than they are. */
export const CAUTION = 1 - 1e-9;
