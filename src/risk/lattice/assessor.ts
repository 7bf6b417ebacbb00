import { assessClasses } from './assess-classes.ts';
import { openClassStore } from './class-store.ts';
import type { ClassTable } from './class-table.ts';
import { compileDemands, type Judges } from './compile-demands.ts';
import type { Outcome } from './outcome.ts';
import { openRollUp } from './roll-up.ts';
import type { SearchQuestion } from './search-question.ts';

/** Assesses transformations one by one. */
export interface Assessor {
  readonly judges: Judges;
  /** Units that may be suppressed. */
  readonly limit: number;
  readonly assess: (levels: readonly number[]) => Promise<Outcome>;
  readonly classesOf: (levels: readonly number[]) => Promise<ClassTable>;
  readonly isValid: (outcome: Outcome) => boolean;
  /** Neither it nor anything finer can be chosen. */
  readonly isRuledOut: (outcome: Outcome) => boolean;
}

/**
 * Opens an assessor. Where persons have several keys, sums of units are an upper bound for persons: what fails by them
 * fails, and what passes is counted again.
 */
export function openAssessor(question: SearchQuestion): Assessor {
  const { base, demands, recount } = question;
  const judges = compileDemands(base, demands);
  const store = openClassStore(base.classes, openRollUp(base.layout), question.cacheBytes);
  const limit = unitsWithin(question.maxSuppression, base.total);
  const isValid = ({ suppressed, barred }: Outcome): boolean => !barred && suppressed <= limit;
  const assessTable = (levels: readonly number[], table: ClassTable): Outcome =>
    assessClasses(base.layout, judges, levels, table);
  return {
    judges,
    limit,
    isValid,
    isRuledOut: ({ needed, barred }) => barred || needed > limit,
    classesOf: async (levels) => (recount === null ? store(levels) : recount(levels, store(levels))),
    assess: async (levels) => {
      const classes = store(levels);
      const outcome = assessTable(levels, classes);
      if (recount === null || !isValid(outcome)) return outcome;
      return assessTable(levels, await recount(levels, classes));
    },
  };
}

/** Most units whose share is within the limit: 0.29 of 100 are 29, although 0.29 * 100 is less. */
export function unitsWithin(share: number, total: number): number {
  const units = Math.floor(share * total);
  return (units + 1) / total <= share ? units + 1 : units;
}
