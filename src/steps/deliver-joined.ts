import { runUsedTexts } from '../engine/table.ts';
import { scanForLeaks } from '../risk/leak-scan.ts';
import { emitDropJoinedPart, joinedTable } from '../sql/joined.ts';
import { tableName } from '../sql/names.ts';
import { emitDropNextLevel } from '../sql/next-level.ts';
import { compileTable, type NumberRange } from '../sql/stage.ts';
import { emitDropTexts } from '../sql/texts.ts';
import { coarsenJoined } from './coarsen-joined.ts';
import { withForms } from './coarsen-table.ts';
import { deliverReady, type DeliveredTable } from './deliver-table.ts';
import {
  addCounts,
  checkComponent,
  countComponent,
  foundIn,
  joinComponents,
  NONE,
  openComponent,
  stageComponent,
  type Component,
} from './joined-components.ts';
import { planJoinedPasses } from './plan-passes.ts';
import { openWork, type TableRun } from './table-work.ts';

/**
 * Delivers all tables as one file: each is put ready as it would be alone, and what is judged, looked through and written
 * are the joined rows. Gives the file first, then what became of the rows of each table, which have no parts of their
 * own. `several` names the table that may have several rows a person. Throws `run.joined-several` where another has, and
 * what `deliverTable` throws.
 */
export async function deliverJoined(
  base: Omit<TableRun, 'removes'>,
  several: string | null,
): Promise<DeliveredTable[]> {
  const run: TableRun = { ...base, removes: base.plan.demand !== null };
  const { plan, engine, stopwatch } = run;
  const asListed = plan.tables.map((table) => compileTable(plan, table, run.day));
  const opened: Component[] = [];
  for (const t of asListed) opened.push(await openComponent(run, { base: t, t: withForms(run, t) }, several));
  const formed = joinedTable(opened.map(({ t }) => t));
  const passes = await planJoinedPasses(run, formed, opened);
  const ready = await coarsenJoined(run, { opened, formed, asListed: joinedTable(asListed), passes });
  const { components, joined, judged } = ready;
  let current: NumberRange | null = ready.staged?.pass ?? null;
  const work = openWork(run, joined, passes, ready.staged, {
    stage: async (pass) => {
      current = pass;
      for (const component of components) await stageComponent(run, component, pass);
      return stopwatch.step(`${tableName(joined.table)}: join`, () =>
        joinComponents(run, joined, components, pass),
      );
    },
    lookThrough: async () => {
      if (current === null) throw new Error('nothing is staged');
      for (const { t } of components) {
        await runUsedTexts(engine, t, joined);
        await scanForLeaks(engine, t, joined);
      }
      for (const [i, component] of components.entries())
        component.written = addCounts(component.written, await countComponent(run, joined, component, i));
    },
    lists: components.map(({ t }) => t),
    forget: () => {
      for (const component of components) component.written = NONE;
    },
  });
  const { transformation, nextLevels } = ready;
  const file = await deliverReady(run, {
    ...{ t: joined, judged, work, transformation, nextLevels },
    ...{ malformed: 0, extractRows: 0 },
    check: () => {
      for (const component of components) checkComponent(component);
    },
    drop: [
      ...components.flatMap(({ t }) => emitDropTexts(t)),
      emitDropJoinedPart(joined),
      ...[...nextLevels.values()].map(emitDropNextLevel),
    ],
  });
  const kept = file.rows + file.suppressed.rows;
  return [{ ...file, extractRows: kept, ofPopulation: kept }, ...components.map(deliveredComponent)];
}

function deliveredComponent(component: Component): DeliveredTable {
  const { t, extractRows, malformed, written } = component;
  const { rows, invalid } = foundIn(component);
  const before = [...component.joined.values()].reduce(addCounts, NONE);
  return {
    ...{ sql: t, extractRows, malformed, invalid, ofPopulation: rows },
    ...written,
    ...{ verdict: null, figures: null, transformation: null, before: null, counts: null },
    suppressed: { rows: before.rows - written.rows, persons: before.persons - written.persons, others: 0 },
    parts: [],
  };
}
