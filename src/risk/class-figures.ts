import { z } from 'zod';
import type { RiskDemand } from '../artifacts/risk-result.ts';
import type { Engine } from '../engine/engine.ts';
import { sensitiveName, type JudgedTable } from '../sql/judged-table.ts';
import { emitClassesWithout, emitClassSizes, emitDiversity } from '../sql/judge-figures.ts';

const sizeRow = z.object({ size: z.number(), classes: z.number(), persons: z.number() });
const withoutRow = z.object({ classes: z.number(), least: z.number(), most: z.number() });
const diversityRow = z.object({ l: z.number(), alike: z.number() });

/** What a report tells of the classes of a delivered table; exact counts, before any disclosure control. */
export interface ClassFigures {
  readonly quasi: readonly string[];
  readonly unit: JudgedTable['unit'];
  /** `persons` counts a person in each of her classes. */
  readonly sizes: readonly z.infer<typeof sizeRow>[];
  /** With a column left out: classes, and bounds of the smallest. */
  readonly without: readonly ({ readonly column: string } & z.infer<typeof withoutRow>)[];
  /** Least number of values in a class, and persons in classes that have one value only. */
  readonly sensitive: readonly ({ readonly column: string } & z.infer<typeof diversityRow>)[];
  /** What was demanded, beside what the verdict found. */
  readonly demands: readonly RiskDemand[];
}

/** Reads the figures from the classes that the verdict was read from, while they are there; no row is read again. */
export async function readClassFigures(
  engine: Engine,
  j: JudgedTable,
  demands: readonly RiskDemand[],
): Promise<ClassFigures> {
  const sizes = await engine.read(emitClassSizes(j), sizeRow);
  const without: ClassFigures['without'][number][] = [];
  for (const column of j.quasi) {
    const [row] = await engine.read(emitClassesWithout(j, column), withoutRow);
    without.push({ column, ...(row ?? { classes: 0, least: 0, most: 0 }) });
  }
  const sensitive: ClassFigures['sensitive'][number][] = [];
  for (const [index, judged] of j.sensitive.entries()) {
    const [row] = await engine.read(emitDiversity(index), diversityRow);
    sensitive.push({ column: sensitiveName(judged), ...(row ?? { l: 0, alike: 0 }) });
  }
  return { quasi: j.quasi, unit: j.unit, sizes, without, sensitive, demands };
}
