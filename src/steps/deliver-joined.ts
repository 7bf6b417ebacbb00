import { z } from 'zod';
import { readRowCount } from '../engine/row-count.ts';
import {
  checkInvalid,
  checkMalformed,
  countMalformed,
  isCovered,
  runStage,
  runTexts,
  runUsedTexts,
  type InvalidCounts,
  type Staged,
} from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { scanForLeaks } from '../risk/leak-scan.ts';
import { judgedTable } from '../sql/judged-table.ts';
import {
  emitComponentCounts,
  emitDropJoinedPart,
  emitJoin,
  emitSeveralRows,
  joinedTable,
} from '../sql/joined.ts';
import { tableName } from '../sql/names.ts';
import { compileTable, emitCompress, emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import { emitDropTexts } from '../sql/texts.ts';
import { deliverReady, type DeliveredTable } from './deliver-table.ts';
import { planJoinedPasses } from './plan-passes.ts';
import { openWork, roomOf, type TableRun } from './table-work.ts';

/** Rows and persons of one table. */
interface Counts {
  readonly rows: number;
  readonly persons: number;
}

const NONE: Counts = { rows: 0, persons: 0 };

/** One of the joined tables, and what became of its rows pass by pass. */
interface Component {
  readonly t: TableSql;
  readonly several: boolean;
  readonly extractRows: number;
  readonly malformed: number;
  readonly staged: Map<NumberRange, Staged>;
  readonly joined: Map<NumberRange, Counts>;
  /** Of the passes that are written. */
  written: Counts;
}

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
  const components: Component[] = [];
  for (const table of plan.tables)
    components.push(await openComponent(run, compileTable(plan, table, run.day), several));
  const joined = joinedTable(components.map(({ t }) => t));
  const passes = await planJoinedPasses(run, joined, components);
  let current: NumberRange | null = null;
  const work = openWork(run, joined, passes, null, {
    stage: async (pass) => {
      current = pass;
      for (const component of components) await stageComponent(run, component, pass);
      return stopwatch.step(`${tableName(joined.table)}: join`, () => join(run, joined, components, pass));
    },
    lookThrough: async () => {
      if (current === null) throw new Error('nothing is staged');
      for (const { t } of components) {
        await runUsedTexts(engine, t, joined);
        await scanForLeaks(engine, t, joined);
      }
      for (const [i, component] of components.entries())
        component.written = add(component.written, await countComponent(run, joined, component, i));
    },
    lists: components.map(({ t }) => t),
    forget: () => {
      for (const component of components) component.written = NONE;
    },
  });
  const judged = plan.demand === null ? null : judgedTable(plan.demand, joined, [joined]);
  const file = await deliverReady(run, {
    ...{ t: joined, judged, work, transformation: null, nextLevels: new Map(), malformed: 0 },
    extractRows: 0,
    check: () => {
      for (const component of components) checkComponent(component);
    },
    drop: [...components.flatMap(({ t }) => emitDropTexts(t)), emitDropJoinedPart(joined)],
  });
  const kept = file.rows + file.suppressed.rows;
  return [{ ...file, extractRows: kept, ofPopulation: kept }, ...components.map(deliveredComponent)];
}

async function openComponent(run: TableRun, t: TableSql, several: string | null): Promise<Component> {
  const { engine, sources, stopwatch } = run;
  const name = tableName(t.table);
  await stopwatch.step(`${name}: texts`, () => runTexts(engine, sources, t));
  const covered = run.sound.some((selection) => isCovered(t, selection));
  const malformed = covered
    ? 0
    : await stopwatch.step(`${name}: identifiers`, () => countMalformed(engine, sources, t));
  return {
    ...{ t, malformed, several: name === several },
    extractRows: run.extractRows.get(name) ?? 0,
    staged: new Map(),
    joined: new Map(),
    written: NONE,
  };
}

async function stageComponent(
  run: TableRun,
  { t, several, staged }: Component,
  pass: NumberRange,
): Promise<void> {
  const { engine, sources } = run;
  staged.set(pass, await runStage(engine, sources, t, pass, roomOf(run, t, run.memoryBytes / 2), false));
  await engine.run(emitCompress(t));
  const persons = several ? 0 : await readRowCount(engine, emitSeveralRows(t));
  if (persons > 0) throw refuse('run', 'run.joined-several', tableName(t.table), { persons });
}

/** Puts the joined rows in the place of those that they are made of. */
async function join(
  run: TableRun,
  joined: TableSql,
  components: readonly Component[],
  pass: NumberRange,
): Promise<Staged> {
  const { engine } = run;
  await engine.run(
    emitJoin(
      joined,
      components.map(({ t }) => t),
    ),
  );
  for (const { t } of components) await engine.run(emitDropJoinedPart(t));
  await engine.run(emitCompress(joined));
  for (const [i, component] of components.entries())
    component.joined.set(pass, await countComponent(run, joined, component, i));
  const rows = await readRowCount(engine, emitStageRows(joined));
  return { invalid: {}, malformed: 0, rows, kept: rows };
}

const countsRow = z.object({ rows: z.number(), persons: z.number() });

async function countComponent(run: TableRun, joined: TableSql, c: Component, i: number): Promise<Counts> {
  const [row] = await run.engine.read(emitComponentCounts(joined, i, c.several), countsRow);
  return row ?? NONE;
}

const add = (a: Counts, b: Counts): Counts => ({ rows: a.rows + b.rows, persons: a.persons + b.persons });

const foundIn = ({ staged }: Component): { readonly rows: number; readonly invalid: InvalidCounts } => {
  const invalid: Record<string, number> = {};
  for (const found of staged.values())
    for (const [column, n] of Object.entries(found.invalid)) invalid[column] = (invalid[column] ?? 0) + n;
  return { rows: [...staged.values()].reduce((sum, { rows }) => sum + rows, 0), invalid };
};

function checkComponent(component: Component): void {
  const { rows, invalid } = foundIn(component);
  checkInvalid(component.t, invalid, rows);
  checkMalformed(component.t, component.malformed, rows + component.malformed);
}

function deliveredComponent(component: Component): DeliveredTable {
  const { t, extractRows, malformed, written } = component;
  const { rows, invalid } = foundIn(component);
  const before = [...component.joined.values()].reduce(add, NONE);
  return {
    ...{ sql: t, extractRows, malformed, invalid, ofPopulation: rows },
    ...written,
    ...{ verdict: null, figures: null, transformation: null, before: null, counts: null },
    suppressed: { rows: before.rows - written.rows, persons: before.persons - written.persons, others: 0 },
    parts: [],
  };
}
