import { atLevels } from '../artifacts/levelled.ts';
import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Staged } from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { emitJoin } from '../sql/joined.ts';
import { judgedTable, type JudgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, type NumberRange, type TableSql } from '../sql/stage.ts';
import { coarsenRows } from './coarsen-rows.ts';
import type { ReadyTable } from './coarsen-table.ts';
import { formJoin } from './formed-join.ts';
import { invalidAt, type LevelOf } from './formed-rows.ts';
import {
  checkComponent,
  foundIn,
  joinComponents,
  stageComponent,
  type Component,
} from './joined-components.ts';
import type { TableRun } from './table-work.ts';

/** Tables whose texts and identifiers have been looked at, and which are to be joined. */
export interface OpenedJoin {
  readonly opened: readonly Component[];
  /** With every coarser form that the decision allows, and as the decision lists it. */
  readonly formed: TableSql;
  readonly asListed: TableSql;
  readonly passes: readonly NumberRange[];
}

/** A joined file in the coarseness that is delivered; `staged` where its rows are ready. */
export interface ReadyJoin extends Pick<ReadyTable, 'transformation' | 'nextLevels'> {
  readonly components: readonly Component[];
  readonly joined: TableSql;
  readonly judged: JudgedTable | null;
  readonly staged: { readonly pass: NumberRange; readonly staged: Staged } | null;
}

/**
 * Chooses the coarsening of a joined file on all its rows where the decision orders one: each table is staged in all its
 * forms, the forms are joined and searched, and the chosen ones are joined anew. Throws `run.coarsening-passes` (exit 13).
 */
export async function coarsenJoined(run: TableRun, j: OpenedJoin): Promise<ReadyJoin> {
  const { engine, plan, memoryBytes, stopwatch } = run;
  const { opened, formed, asListed, passes } = j;
  const { demand } = plan;
  const judged = demand === null ? null : judgedTable(demand, asListed, [asListed]);
  if (judged === null || demand?.onViolation !== 'generaliser')
    return {
      components: opened,
      joined: formed,
      judged,
      staged: null,
      transformation: null,
      nextLevels: new Map(),
    };
  const name = tableName(formed.table);
  const [pass] = passes;
  if (pass === undefined || passes.length > 1)
    throw refuse('run', 'run.coarsening-passes', name, { passes: passes.length });
  for (const component of opened) await stageComponent(run, component, pass);
  for (const component of opened) checkComponent(component);
  await engine.run(
    emitJoin(
      formed,
      opened.map(({ t }) => t),
    ),
  );
  const compile = (table: PlanTable): TableSql => compileTable(plan, table, run.day);
  const parts = opened.map((c) => ({ base: c.base, staged: c.t, invalid: foundIn(c).invalid }));
  const {
    t: joined,
    levelOf,
    ...coarsened
  } = await stopwatch.step(`${name}: coarsen`, () =>
    coarsenRows(
      { engine, memoryBytes, demand, range: pass },
      formJoin({ engine, demand, judged, parts, compile }),
    ),
  );
  const components = opened.map((component) => ({
    ...component,
    t: compile(atLevels(component.base.table, demand, levelOf)),
    staged: stagedAt(component, demand, levelOf),
  }));
  const staged = await joinComponents(run, joined, components, pass);
  return { ...coarsened, components, joined, staged: { pass, staged } };
}

/** What was found of a table, each quasi-identifier in its chosen form. */
const stagedAt = ({ base, staged }: Component, demand: PlanDemand, levelOf: LevelOf): Component['staged'] =>
  new Map(
    [...staged].map(([pass, found]) => [
      pass,
      { ...found, invalid: invalidAt(base.table, demand, found.invalid, levelOf) },
    ]),
  );
