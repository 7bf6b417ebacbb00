import { z } from 'zod';
import { readRowCount } from '../engine/row-count.ts';
import {
  checkInvalid,
  checkMalformed,
  countMalformed,
  isCovered,
  runStage,
  runTexts,
  type InvalidCounts,
  type Staged,
} from '../engine/table.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { emitComponentCounts, emitDropJoinedPart, emitJoin, emitSeveralRows } from '../sql/joined.ts';
import { tableName } from '../sql/names.ts';
import { emitCompress, emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import { roomOf, type TableRun } from './table-work.ts';

/** Rows and persons of one table. */
export interface Counts {
  readonly rows: number;
  readonly persons: number;
}

export const NONE: Counts = { rows: 0, persons: 0 };

/** One of the joined tables, and what became of its rows pass by pass. */
export interface Component {
  /** As the decision lists it. */
  readonly base: TableSql;
  /** As it is staged. */
  readonly t: TableSql;
  readonly several: boolean;
  readonly extractRows: number;
  readonly malformed: number;
  readonly staged: Map<NumberRange, Staged>;
  readonly joined: Map<NumberRange, Counts>;
  /** Of the passes that are written. */
  written: Counts;
}

/** Looks at the texts and identifiers of a table that is staged as `t`; `several` names the one with several rows a person. */
export async function openComponent(
  run: TableRun,
  { base, t }: Pick<Component, 'base' | 't'>,
  several: string | null,
): Promise<Component> {
  const { engine, sources, stopwatch } = run;
  const name = tableName(t.table);
  await stopwatch.step(`${name}: texts`, () => runTexts(engine, sources, t));
  const covered = run.sound.some((selection) => isCovered(t, selection));
  const malformed = covered
    ? 0
    : await stopwatch.step(`${name}: identifiers`, () => countMalformed(engine, sources, t));
  return {
    ...{ base, t, malformed, several: name === several },
    extractRows: run.extractRows.get(name) ?? 0,
    staged: new Map(),
    joined: new Map(),
    written: NONE,
  };
}

/** Stages the rows of a range of persons. Throws `run.joined-several`. */
export async function stageComponent(
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
export async function joinComponents(
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

/** Rows and persons of the i-th table that are in the joined rows. */
export async function countComponent(
  run: TableRun,
  joined: TableSql,
  c: Component,
  i: number,
): Promise<Counts> {
  const [row] = await run.engine.read(emitComponentCounts(joined, i, c.several), countsRow);
  return row ?? NONE;
}

export const addCounts = (a: Counts, b: Counts): Counts => ({
  rows: a.rows + b.rows,
  persons: a.persons + b.persons,
});

/** What was found in all passes. */
export const foundIn = ({
  staged,
}: Component): { readonly rows: number; readonly invalid: InvalidCounts } => {
  const invalid: Record<string, number> = {};
  for (const found of staged.values())
    for (const [column, n] of Object.entries(found.invalid)) invalid[column] = (invalid[column] ?? 0) + n;
  return { rows: [...staged.values()].reduce((sum, { rows }) => sum + rows, 0), invalid };
};

/** Throws `run.invalid-value` and `run.identifier-malformed` by the policies of the table. */
export function checkComponent(component: Component): void {
  const { rows, invalid } = foundIn(component);
  checkInvalid(component.t, invalid, rows);
  checkMalformed(component.t, component.malformed, rows + component.malformed);
}
