import type { PlanDemand } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import type { Engine } from '../engine/engine.ts';
import { readRowCount } from '../engine/row-count.ts';
import { suppressByEvents } from '../risk/judge-events.ts';
import { addCount, beginCount, readSuppressed, readVerdict, suppressStaged } from '../risk/judge.ts';
import { emitForgetSuppressed, emitRelationRows } from '../sql/coarsen.ts';
import { emitStagedPersonCount, emitStagedPersons } from '../sql/delivered.ts';
import { emitDropJudge, emitRemoveSuppressed } from '../sql/judge.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { emitNextLevel, nextLevelTable } from '../sql/next-level.ts';
import type { NumberRange } from '../sql/stage.ts';
import { findColumn, levelOfChoice, type FormedRows, type LevelOf, type TakenRows } from './formed-rows.ts';
import { searchLevels } from './search-levels.ts';

/** What a coarsening is chosen with. */
export interface Coarsening {
  readonly engine: Engine;
  /** Memory of DuckDB, in bytes. */
  readonly memoryBytes: number;
  readonly demand: PlanDemand;
  /** The løpenumre of the staged persons. */
  readonly range: NumberRange;
}

/** Rows as they will be delivered, and what was chosen. */
export interface CoarsenedRows extends TakenRows {
  /** Null where there is no row to choose by: nothing is made coarser then. */
  readonly transformation: Transformation | null;
  readonly levelOf: LevelOf;
  /** By quasi-identifier that could be coarser still, the table of what its values would become. */
  readonly nextLevels: ReadonlyMap<string, string>;
}

/**
 * Chooses the least coarsening that the decision allows and carries it out on what is staged, without another look at the
 * extract: each level is staged beside the value, the chosen one takes its place, the rest are dropped. What is left is to
 * be judged as any other rows. Throws what `searchLevels` throws.
 */
export async function coarsenRows(c: Coarsening, rows: FormedRows): Promise<CoarsenedRows> {
  const { judged, quasi } = rows;
  const finest = levelOfChoice(quasi, []);
  if ((await readRowCount(c.engine, emitRelationRows(rows.relation))) === 0)
    return { ...(await rows.take(finest)), transformation: null, levelOf: finest, nextLevels: new Map() };
  const transformation = await searchLevels(
    {
      ...{ engine: c.engine, relation: rows.relation, demand: c.demand, quasi, memoryBytes: c.memoryBytes },
      sensitive: judged.sensitive.flatMap(({ column, l, t, elsewhere }) =>
        elsewhere === null ? [{ column: findColumn(judged.sql, column), l, t }] : [],
      ),
      tried: needsTrial(judged) || rows.leavesOut,
    },
    (levels) => tryOut(c, rows, levelOfChoice(quasi, levels)),
  );
  const levels = quasi.map(({ name }) => transformation.levels[name] ?? 0);
  const levelOf = levelOfChoice(quasi, levels);
  const nextLevels = await keepNextLevels(c, rows, levels);
  return { ...(await rows.take(levelOf)), transformation, levelOf, nextLevels };
}

/** What the chosen forms would become one level up, kept while every form is staged. */
async function keepNextLevels(
  { engine }: Coarsening,
  { quasi, relation, unfitIn }: FormedRows,
  levels: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  for (const [place, { name, levels: allowed, forms }] of quasi.entries()) {
    const level = levels[place] ?? 0;
    const [from, to] = [forms[level], forms[level + 1]];
    if (from === undefined || to === undefined) continue;
    const leavesOut = allowed?.coarser[level]?.invalid.action === 'utelat';
    if (leavesOut && unfitIn === null) continue;
    const leftOut = leavesOut && unfitIn !== null ? unfitIn(to) : 'false';
    await engine.run(emitNextLevel({ relation, place, from, to, leftOut }));
    kept.set(name, nextLevelTable(place));
  }
  return kept;
}

/** What the search cannot count for itself: events, other tables, and distances to what suppression leaves. */
const needsTrial = ({ sensitive, events }: JudgedTable): boolean =>
  events !== null || sensitive.some(({ t, elsewhere }) => t !== null || elsewhere !== null);

/** Judges a transformation as it would be delivered, and suppresses persons until it holds, on a copy. */
async function tryOut(c: Coarsening, rows: FormedRows, levelOf: LevelOf): Promise<number | null> {
  const trial = await rows.copyAt(levelOf);
  const suppressed = await suppressTrial(c, trial);
  for (const statement of [...emitDropJudge(trial), ...rows.dropCopy(), emitForgetSuppressed()])
    await c.engine.run(statement);
  return suppressed;
}

async function suppressTrial(
  { engine, demand, range }: Coarsening,
  trial: JudgedTable,
): Promise<number | null> {
  let persons: number | null = null;
  for (;;) {
    await beginCount(engine, trial);
    const others = await addCount(engine, trial, range);
    const { violating, events } = await readVerdict(engine, trial);
    persons ??= (await countPersons(engine, trial)) + others + (events?.others ?? 0);
    const suppressed = await readSuppressed(engine);
    if (suppressed >= persons || suppressed / persons > demand.maxSuppression) return null;
    if (violating === 0) return suppressed;
    await suppressStaged(engine, trial, range);
    await suppressByEvents(engine, trial);
    await engine.run(emitRemoveSuppressed(trial.sql));
  }
}

/** Persons with a row in the judged table. */
async function countPersons(engine: Engine, { sql, combined }: JudgedTable): Promise<number> {
  await engine.run(emitStagedPersons(sql, combined.length === 0));
  return readRowCount(engine, emitStagedPersonCount());
}
