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
} from '../sql/judge.ts';
import { emitCombined, emitCombinedOthers } from '../sql/judge-combined.ts';
import { EXACT } from '../sql/judge-sensitive.ts';
import { sensitiveName, type JudgedTable } from '../sql/judged-table.ts';
import type { NumberRange } from '../sql/stage.ts';
import type { RiskDemand } from '../artifacts/risk-result.ts';
import { unreachable } from '../base/unreachable.ts';
import type { Problem } from '../errors/problem.ts';
import { readEventVerdict, type EventVerdict } from './judge-events.ts';

/** Figures of the equivalence classes of one table, counted on what is delivered. */
export interface Verdict {
  /** Size of the smallest class, in the unit of the demand; 0 when there is no row. */
  readonly k: number;
  readonly classes: number;
  readonly uniques: number;
  /** Sum of the sizes of all classes. */
  readonly units: number;
  /** Classes that fall short of k, l or t, and combinations of a class and events that fall short of k. */
  readonly violating: number;
  /** Of them, the classes. */
  readonly short: number;
  /** Of what was demanded, k first, what was found. */
  readonly demands: readonly RiskDemand[];
  /** Null where nothing is demanded of events. */
  readonly events: EventVerdict | null;
}

const verdictRow = z
  .object({
    ...{ k: z.number(), classes: z.number(), uniques: z.number() },
    ...{ violating: z.number(), units: z.number() },
  })
  .catchall(z.number().nullable());
type VerdictRow = z.infer<typeof verdictRow>;

/** Starts a count of classes from nothing. */
export async function beginCount(engine: Engine, j: JudgedTable): Promise<void> {
  for (const statement of emitJudgeTables(j)) await engine.run(statement);
}

/**
 * Adds the classes of the staged persons, who are those of `range`, to the count. Gives how many of them have a row in
 * another table with quasi-identifiers and none in the judged one.
 */
export async function addCount(engine: Engine, j: JudgedTable, range: NumberRange): Promise<number> {
  for (const statement of [...emitCombined(j, range), ...emitJudge(j)]) await engine.run(statement);
  if (j.combined.length === 0) return 0;
  const [row] = await engine.read(emitCombinedOthers(), z.object({ n: z.number() }));
  return row?.n ?? 0;
}

/** Sums up the count. Throws what `readEventVerdict` throws. */
export async function readVerdict(engine: Engine, j: JudgedTable): Promise<Verdict> {
  await engine.run(emitClasses(j));
  const [row] = await engine.read(emitVerdict(j), verdictRow);
  if (row === undefined) throw new Error('an aggregate without groups gave no row');
  const { k, classes, uniques, violating, units } = row;
  const events = await readEventVerdict(engine, j);
  const demands = demandsOn(j, row, events);
  const all = violating + (events?.violating ?? 0);
  return { k, classes, uniques, units, violating: all, short: violating, demands, events };
}

/** Each demand beside what was found; where there is no class, whatever is demanded of it is met. */
function demandsOn(j: JudgedTable, row: VerdictRow, events: EventVerdict | null): readonly RiskDemand[] {
  const least = (name: 'k' | 'l' | 'km', column: string | null, demanded: number, found: number | null) => ({
    ...{ name, column, demanded, found: found ?? 0 },
    met: found === null || found >= demanded,
  });
  const greatest = (column: string, demanded: number, found: number | null) => ({
    ...{ name: 't' as const, column, demanded, found: found ?? 0 },
    met: found === null || found <= demanded * (1 + EXACT),
  });
  return [
    least('k', null, j.k, row.classes === 0 ? null : row.k),
    ...(events === null ? [] : [least('km', null, j.k, events.combinations === 0 ? null : events.k)]),
    ...j.sensitive.flatMap((s, i) => [
      ...(s.l === null ? [] : [least('l', sensitiveName(s), s.l, row[`l_${i}`] ?? null)]),
      ...(s.t === null ? [] : [greatest(sensitiveName(s), s.t, row[`t_${i}`] ?? null)]),
    ]),
  ];
}

/** Marks the staged persons, who are those of `range`, of violating classes for suppression. */
export async function suppressStaged(engine: Engine, j: JudgedTable, range: NumberRange): Promise<void> {
  for (const statement of [...emitCombined(j, range), emitSuppress(j)]) await engine.run(statement);
}

export async function readSuppressed(engine: Engine): Promise<number> {
  const [row] = await engine.read(emitSuppressedCount(), z.object({ persons: z.number() }));
  return row?.persons ?? 0;
}

/** Refuses a delivery below the demand where the decision says `avvis`: `risk.k`, `risk.l`, `risk.t`, `risk.km` (exit 14). */
export const refuseViolation = (verdict: Verdict): PipelineError =>
  new PipelineError(
    'risk',
    verdict.demands.filter(({ met }) => !met).map((demand) => violation(demand, verdict)),
  );

function violation({ name, column, demanded, found }: RiskDemand, verdict: Verdict): Problem {
  const { classes, events } = verdict;
  const at = column ?? 'anonymitet';
  switch (name) {
    case 'k':
      return problem('risk.k', at, { k: demanded, found, classes: verdict.short, of: classes });
    case 'l':
      return problem('risk.l', at, { l: demanded, found });
    case 't':
      return problem('risk.t', at, { t: demanded, found: found.toFixed(4) });
    case 'km':
      return problem('risk.km', 'anonymitet.hendelse', {
        ...{ k: demanded, m: events?.m ?? 0, found },
        ...{ violating: events?.violating ?? 0, of: events?.combinations ?? 0 },
      });
    default:
      return unreachable(name);
  }
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
