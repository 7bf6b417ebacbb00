import { runTexts } from '../engine/table.ts';
import { emitDropQuasiElsewhere } from '../sql/judge-combined.ts';
import { emitGather, tablesElsewhere } from '../sql/judge-elsewhere.ts';
import { emitDropEventsElsewhere } from '../sql/judge-events.ts';
import { emitDropElsewhere } from '../sql/judge-sensitive.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { emitDropTable } from '../sql/stage.ts';
import { emitDropCodes } from '../sql/texts.ts';
import type { Statement } from '../sql/statement.ts';
import { planPasses } from './plan-passes.ts';
import { openTableWork, type TableRun } from './table-work.ts';

/**
 * Takes what the verdict on a table asks about of others, as it will be delivered: the events, the sensitive values and
 * the quasi-identifiers of each person. Costs one more look at each such table, and nothing where the demand is on one table alone.
 * `run` removes nobody. Throws what `runStage` throws.
 */
export async function gatherElsewhere(run: TableRun, j: JudgedTable): Promise<void> {
  for (const t of tablesElsewhere(j)) {
    await run.stopwatch.step(`${tableName(t.table)}: texts`, () => runTexts(run.engine, run.sources, t));
    const extractRows = run.extractRows.get(tableName(t.table)) ?? 0;
    const work = openTableWork(run, t, await planPasses(run, t, extractRows), null);
    for (const [i, pass] of work.passes.entries()) {
      await work.stage(pass);
      for (const statement of emitGather(j, t, i === 0)) await run.engine.run(statement);
    }
    for (const statement of [...emitDropTable(t), ...emitDropCodes(t)]) await run.engine.run(statement);
  }
}

/** Frees what was taken. */
export const emitForgetElsewhere = (j: JudgedTable): readonly Statement[] => [
  ...(isElsewhere(j.events) ? emitDropEventsElsewhere() : []),
  ...emitDropElsewhere(j),
  ...emitDropQuasiElsewhere(j),
];

const isElsewhere = (events: JudgedTable['events']): boolean => events !== null && events.elsewhere !== null;
