import { levelled, levelsIn } from '../artifacts/levelled.ts';
import { runTexts } from '../engine/table.ts';
import { emitKeepForms } from '../sql/coarsen.ts';
import { emitDropQuasiElsewhere } from '../sql/judge-combined.ts';
import { emitGather, tablesElsewhere } from '../sql/judge-elsewhere.ts';
import { emitDropEventsElsewhere } from '../sql/judge-events.ts';
import { emitDropElsewhere } from '../sql/judge-sensitive.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, emitDropTable, type TableSql } from '../sql/stage.ts';
import { emitDropCodes } from '../sql/texts.ts';
import type { Statement } from '../sql/statement.ts';
import { askedOf, type FormedTable } from './formed-table.ts';
import { planPasses } from './plan-passes.ts';
import { openTableWork, type TableRun } from './table-work.ts';

/**
 * Takes what the verdict on a table asks about of others, as it will be delivered: the events, the sensitive values and
 * the quasi-identifiers of each person. Costs one more look at each such table, and nothing where the demand is on one table alone.
 * Tables with coarser forms are kept with all of them, in the order in which they are given. `run` removes nobody. Throws
 * what `runStage` throws.
 */
export async function gatherElsewhere(run: TableRun, j: JudgedTable): Promise<readonly FormedTable[]> {
  const formed: FormedTable[] = [];
  for (const base of tablesElsewhere(j)) {
    const forms = levelsIn(run.plan.demand, base.table).flatMap(({ coarser }) => coarser.map((c) => c.name));
    if (forms.length === 0) {
      await stageEach(run, base, (fresh) => emitGather(j, base, fresh));
      continue;
    }
    const staged = compileTable(run.plan, levelled(base.table, run.plan.demand), run.day);
    const columns = [...askedOf(j, base), ...forms];
    const keep = (fresh: boolean): readonly Statement[] => [
      emitKeepForms(staged, formed.length, columns, fresh),
    ];
    formed.push({ base, staged, invalid: await stageEach(run, staged, keep) });
  }
  return formed;
}

/** Stages a table pass by pass, takes what is wanted of each, and gives what did not fit. */
async function stageEach(
  run: TableRun,
  t: TableSql,
  take: (fresh: boolean) => readonly Statement[],
): Promise<FormedTable['invalid']> {
  await run.stopwatch.step(`${tableName(t.table)}: texts`, () => runTexts(run.engine, run.sources, t));
  const extractRows = run.extractRows.get(tableName(t.table)) ?? 0;
  const work = openTableWork(run, t, await planPasses(run, t, extractRows), null);
  for (const [i, pass] of work.passes.entries()) {
    await work.stage(pass);
    for (const statement of take(i === 0)) await run.engine.run(statement);
  }
  for (const statement of [...emitDropTable(t), ...emitDropCodes(t)]) await run.engine.run(statement);
  return work.found().invalid;
}

/** Frees what was taken. */
export const emitForgetElsewhere = (j: JudgedTable): readonly Statement[] => [
  ...(isElsewhere(j.events) ? emitDropEventsElsewhere() : []),
  ...emitDropElsewhere(j),
  ...emitDropQuasiElsewhere(j),
];

const isElsewhere = (events: JudgedTable['events']): boolean => events !== null && events.elsewhere !== null;
