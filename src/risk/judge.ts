import { z } from 'zod';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { PlanDemand } from '../artifacts/plan.ts';
import type { Engine } from '../engine/engine.ts';
import { shareText } from '../base/share.ts';
import {
  emitClasses,
  emitJudge,
  emitJudgeTables,
  emitSuppress,
  emitSuppressedCount,
  emitVerdict,
  type JudgedTable,
} from '../sql/judge.ts';

/** Figures of the equivalence classes of one table, counted on what is delivered. */
export interface Verdict {
  /** Size of the smallest class, in the unit of the demand; 0 when there is no row. */
  readonly k: number;
  readonly classes: number;
  readonly uniques: number;
  /** Classes that fall short of k or of l. */
  readonly violating: number;
}

const verdictRow = z.looseObject({
  k: z.number(),
  classes: z.number(),
  uniques: z.number(),
  violating: z.number(),
});

/** Starts a count of classes from nothing. */
export async function beginCount(engine: Engine, j: JudgedTable): Promise<void> {
  for (const statement of emitJudgeTables(j)) await engine.run(statement);
}

/** Adds the classes of the staged persons to the count. */
export async function addCount(engine: Engine, j: JudgedTable): Promise<void> {
  for (const statement of emitJudge(j)) await engine.run(statement);
}

/** Sums up the count. */
export async function readVerdict(engine: Engine, j: JudgedTable): Promise<Verdict> {
  await engine.run(emitClasses(j));
  const [row] = await engine.read(emitVerdict(j), verdictRow);
  if (row === undefined) throw new Error('an aggregate without groups gave no row');
  const { k, classes, uniques, violating } = row;
  return { k, classes, uniques, violating };
}

/** Marks the staged persons of violating classes for suppression. */
export const suppressStaged = (engine: Engine, j: JudgedTable): Promise<void> => engine.run(emitSuppress(j));

export async function readSuppressed(engine: Engine): Promise<number> {
  const [row] = await engine.read(emitSuppressedCount(), z.object({ persons: z.number() }));
  return row?.persons ?? 0;
}

/** Refuses a delivery below the demand where the decision says `avvis`: `risk.k` (exit 14). */
export function refuseViolation(demand: PlanDemand, verdict: Verdict): PipelineError {
  return new PipelineError('risk', [
    problem('risk.k', 'anonymitet', {
      k: demand.k,
      found: verdict.k,
      classes: verdict.violating,
      of: verdict.classes,
    }),
  ]);
}

/** Holds suppression to its limit: `risk.suppression-limit`, `risk.nothing-left` (exit 14). */
export function checkSuppression(demand: PlanDemand, suppressed: number, persons: number): void {
  if (suppressed >= persons)
    throw new PipelineError('risk', [problem('risk.nothing-left', 'anonymitet', {})]);
  // A share that is met exactly: 0.29 * 100 is less than 29, 29 / 100 is 0.29.
  if (suppressed / persons <= demand.maxSuppression) return;
  const parameters = { limit: shareText(demand.maxSuppression, 1), needed: shareText(suppressed, persons) };
  throw new PipelineError('risk', [
    problem('risk.suppression-limit', 'anonymitet.maksUndertrykking', parameters),
  ]);
}
