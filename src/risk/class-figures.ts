import { z } from 'zod';
import type { RiskDemand } from '../artifacts/risk-result.ts';
import type { Engine } from '../engine/engine.ts';
import { sensitiveName, type JudgedTable } from '../sql/judged-table.ts';
import {
  emitClassSizes,
  emitDiversity,
  emitOtherClasses,
  emitRecountedClasses,
  type OtherKey,
} from '../sql/judge-figures.ts';
import type { Statement } from '../sql/statement.ts';
import { isOutOfMemory } from '../errors/out-of-memory.ts';

const sizeRow = z.object({ size: z.number(), classes: z.number(), persons: z.number() });
const otherRow = z.object({
  classes: z.number(),
  least: z.number(),
  most: z.number(),
  members: z.number(),
});
/**
 * Classes by another key: how many, bounds of the smallest (the same where it was counted exactly), and their sizes summed.
 */
type OtherClasses = z.infer<typeof otherRow>;

const diversityRow = z.object({ l: z.number(), alike: z.number() });

/** What a report tells of the classes of a delivered table; exact counts, before any disclosure control. */
export interface ClassFigures {
  readonly quasi: readonly string[];
  readonly unit: JudgedTable['unit'];
  /** `persons` counts a person in each of her classes. */
  readonly sizes: readonly z.infer<typeof sizeRow>[];
  /** With a quasi-identifier left out. */
  readonly without: readonly ({ readonly column: string } & OtherClasses)[];
  /** With a quasi-identifier one level coarser; null where no coarser level is given. */
  readonly coarser: readonly { readonly column: string; readonly figures: OtherClasses | null }[];
  /** Least number of values in a class, and persons in classes that have one value only. */
  readonly sensitive: readonly ({ readonly column: string } & z.infer<typeof diversityRow>)[];
  /** What was demanded, beside what the verdict found. */
  readonly demands: readonly RiskDemand[];
}

/** What is known of the judged rows beside their classes. */
export interface JudgedRows {
  readonly demands: readonly RiskDemand[];
  /** Persons who were judged. */
  readonly persons: number;
  /** Whether they were judged in one pass, so that it is still known who is in which class. */
  readonly whole: boolean;
  /** By quasi-identifier, the table of what its values become at the next level. */
  readonly nextLevels: ReadonlyMap<string, string>;
}

/** So many pairs of a person and a class are counted anew: each key takes a twentieth of a second for a million. */
const RECOUNTED = 1_000_000;

/**
 * Reads the figures from the classes that the verdict was read from, while they are there; no row of an extract is read
 * again. Where persons have several classes they are counted anew for each other key; where there are very many of them, or
 * that takes more memory than there is, or they were judged in several passes, the figures are bounds.
 */
export async function readClassFigures(
  engine: Engine,
  j: JudgedTable,
  rows: JudgedRows,
): Promise<ClassFigures> {
  const sizes = await engine.read(emitClassSizes(j), sizeRow);
  const pairs = sizes.reduce((sum, { persons }) => sum + persons, 0);
  const several = pairs > rows.persons;
  const recounts = several && rows.whole && pairs <= RECOUNTED && j.unit === 'person';
  const read = (key: OtherKey): Promise<OtherClasses> => readOther(engine, j, key, { several, recounts });
  const without: ClassFigures['without'][number][] = [];
  const coarser: ClassFigures['coarser'][number][] = [];
  for (const column of j.quasi) {
    without.push({ column, ...(await read({ column, nextLevel: null })) });
    const nextLevel = rows.nextLevels.get(column);
    coarser.push({ column, figures: nextLevel === undefined ? null : await read({ column, nextLevel }) });
  }
  const sensitive: ClassFigures['sensitive'][number][] = [];
  for (const [index, judged] of j.sensitive.entries()) {
    const [row] = await engine.read(emitDiversity(index), diversityRow);
    sensitive.push({ column: sensitiveName(judged), ...(row ?? { l: 0, alike: 0 }) });
  }
  return { quasi: j.quasi, unit: j.unit, sizes, without, coarser, sensitive, demands: rows.demands };
}

async function readOther(
  engine: Engine,
  j: JudgedTable,
  key: OtherKey,
  { several, recounts }: { readonly several: boolean; readonly recounts: boolean },
): Promise<OtherClasses> {
  const read = async (statement: Statement): Promise<OtherClasses> => {
    const [row] = await engine.read(statement, otherRow);
    return row ?? { classes: 0, least: 0, most: 0, members: 0 };
  };
  if (recounts)
    try {
      return await read(emitRecountedClasses(j, key));
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
    }
  return read(emitOtherClasses(j, key, several));
}
