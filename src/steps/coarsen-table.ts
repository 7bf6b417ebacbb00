import type { PlanColumn, PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import type { Engine } from '../engine/engine.ts';
import { suppressByEvents } from '../risk/judge-events.ts';
import { addCount, beginCount, readSuppressed, readVerdict, suppressStaged } from '../risk/judge.ts';
import type { ColumnSql } from '../sql/column-sql.ts';
import { emitDropTrial, emitTakeForm, emitTrial, TRIAL } from '../sql/coarsen.ts';
import { emitDropJudge, emitRemoveSuppressed } from '../sql/judge.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { emitNextLevel, nextLevelTable } from '../sql/next-level.ts';
import { readRowCount } from '../engine/row-count.ts';
import { emitStagedPersonCount, emitStagedPersons } from '../sql/delivered.ts';
import { emitLeaveOutUnfit, type NumberRange, type TableSql } from '../sql/stage.ts';
import { searchLevels, type LevelForms } from './search-levels.ts';

/** A stage that holds every form of its quasi-identifiers. */
export interface Coarsenable {
  readonly engine: Engine;
  readonly memoryBytes: number;
  readonly demand: PlanDemand;
  /** As it would be delivered without coarsening. */
  readonly judged: JudgedTable;
  /** With all forms, as it is staged. */
  readonly staged: TableSql;
  /** The løpenumre of the staged persons. */
  readonly range: NumberRange;
  /** Whether a row may be left out at one level and not at another. */
  readonly leavesOut: boolean;
  /** SQL of the table with these columns. */
  readonly compile: (table: PlanTable) => TableSql;
}

/** A stage as it will be delivered, and what was chosen. */
export interface CoarsenedTable {
  readonly t: TableSql;
  readonly judged: JudgedTable;
  readonly transformation: Transformation;
  /** By quasi-identifier, the name under which its chosen form was staged. */
  readonly taken: ReadonlyMap<string, string>;
  /** By quasi-identifier that could be coarser still, the table of what its values would become. */
  readonly nextLevels: ReadonlyMap<string, string>;
}

/**
 * Chooses the least coarsening that the decision allows and carries it out on the stage, without another look at the
 * extract: each level is staged beside the value, the chosen one takes its place, the rest are dropped. What is left is to
 * be judged as any other table. Throws what `searchLevels` throws.
 */
export async function coarsenTable(c: Coarsenable): Promise<CoarsenedTable> {
  const quasi = c.judged.quasi.map((name) => formsOf(c, name));
  const transformation = await searchLevels(
    {
      ...{ engine: c.engine, t: c.staged, demand: c.demand, quasi, memoryBytes: c.memoryBytes },
      sensitive: c.judged.sensitive.flatMap(({ column, l, t, elsewhere }) =>
        elsewhere === null ? [{ column: findColumn(c.staged, column), l, t }] : [],
      ),
      tried: needsTrial(c.judged) || c.leavesOut,
    },
    (levels) => tryOut(c, quasi, levels),
  );
  const levels = quasi.map(({ name }) => transformation.levels[name] ?? 0);
  const left = leftOut(c, quasi, levels);
  if (left.length > 0) await c.engine.run(emitLeaveOutUnfit(c.staged, left));
  const nextLevels = await keepNextLevels(c, quasi, levels);
  for (const [i, { name, forms }] of quasi.entries())
    for (const statement of emitTakeForm(c.staged, name, forms, formAt(forms, levels[i])))
      await c.engine.run(statement);
  const t = c.compile(takeLevels(c, levels));
  const taken = new Map(quasi.map(({ name, forms }, i) => [name, formAt(forms, levels[i]).name]));
  return { t, judged: { ...c.judged, sql: t }, transformation, taken, nextLevels };
}

/** What the chosen forms would become one level up, kept while every form is staged. */
async function keepNextLevels(
  c: Coarsenable,
  quasi: readonly LevelForms[],
  levels: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  for (const [place, of] of quasi.entries()) {
    const level = levels[place] ?? 0;
    const to = of.forms[level + 1];
    if (to === undefined) continue;
    const leavesOut = leftOut(c, [of], [level + 1]).length > 0;
    await c.engine.run(emitNextLevel(c.staged, { place, from: formAt(of.forms, level), to, leavesOut }));
    kept.set(of.name, nextLevelTable(place));
  }
  return kept;
}

/** The delivered table at a transformation. */
function takeLevels({ judged, demand }: Coarsenable, levels: readonly number[]): PlanTable {
  const { table } = judged.sql;
  const take = (column: PlanColumn): PlanColumn => {
    const place = judged.quasi.indexOf(column.name);
    const coarser = demand.levels?.find((l) => l.column === column.name)?.coarser ?? [];
    const form = coarser[(levels[place] ?? 0) - 1];
    return form === undefined ? column : { ...form, name: column.name };
  };
  return { ...table, columns: table.columns.map(take) };
}

const formsOf = ({ staged, demand }: Coarsenable, name: string): LevelForms => {
  const coarser = demand.levels?.find((l) => l.column === name)?.coarser ?? [];
  return { name, forms: [name, ...coarser.map((column) => column.name)].map((n) => findColumn(staged, n)) };
};

/** Forms at the levels whose policy leaves out the row of a value that does not fit. */
const leftOut = (
  { demand }: Coarsenable,
  quasi: readonly LevelForms[],
  levels: readonly number[],
): string[] =>
  quasi.flatMap(({ name }, i) => {
    const form = demand.levels?.find((l) => l.column === name)?.coarser[(levels[i] ?? 0) - 1];
    return form?.invalid.action === 'utelat' ? [form.name] : [];
  });

function findColumn(t: TableSql, name: string): ColumnSql {
  const found = t.columns.find((column) => column.name === name);
  if (found === undefined) throw new Error('a form of a column that is not staged');
  return found;
}

function formAt(forms: readonly ColumnSql[], level: number | undefined): ColumnSql {
  const form = forms[level ?? 0];
  if (form === undefined) throw new Error('a level above the coarsest form');
  return form;
}

/** What the search cannot count for itself: events, other tables, and distances to what suppression leaves. */
const needsTrial = ({ sensitive, events }: JudgedTable): boolean =>
  events !== null || sensitive.some(({ t, elsewhere }) => t !== null || elsewhere !== null);

/** The columns of the table itself that are judged. */
const judgedColumns = ({ quasi, sensitive, events }: JudgedTable): readonly string[] => [
  ...quasi,
  ...sensitive.flatMap(({ column, elsewhere }) => (elsewhere === null ? [column] : [])),
  ...(events?.elsewhere === null ? events.columns : []),
];

/** Judges a transformation as it would be delivered, and suppresses persons until it holds, on a copy. */
async function tryOut(
  c: Coarsenable,
  quasi: readonly LevelForms[],
  levels: readonly number[],
): Promise<number | null> {
  const { engine, judged } = c;
  const forms = new Map(quasi.map(({ name, forms: all }, i) => [name, formAt(all, levels[i]).name]));
  const names = new Set(judgedColumns(judged));
  const taken = [...names].map((name) => ({ name, form: forms.get(name) ?? name }));
  const distinct = judged.unit === 'person';
  await engine.run(emitTrial(c.staged, taken, { distinct, leftOut: leftOut(c, quasi, levels) }));
  const sql = c.compile(takeLevels(c, levels));
  const trial: JudgedTable = { ...judged, sql: { ...sql, table: { ...sql.table, ...TRIAL } } };
  const suppressed = await suppressTrial(c, trial);
  for (const statement of [...emitDropJudge(trial), ...emitDropTrial()]) await engine.run(statement);
  return suppressed;
}

async function suppressTrial(
  { engine, demand, range }: Coarsenable,
  trial: JudgedTable,
): Promise<number | null> {
  let persons: number | null = null;
  for (;;) {
    await beginCount(engine, trial);
    await addCount(engine, trial, range);
    const { violating, events } = await readVerdict(engine, trial);
    persons ??= (await countPersons(engine, trial.sql)) + (events?.others ?? 0);
    const suppressed = await readSuppressed(engine);
    if (suppressed >= persons || suppressed / persons > demand.maxSuppression) return null;
    if (violating === 0) return suppressed;
    await suppressStaged(engine, trial, range);
    await suppressByEvents(engine, trial);
    await engine.run(emitRemoveSuppressed(trial.sql));
  }
}

async function countPersons(engine: Engine, t: TableSql): Promise<number> {
  await engine.run(emitStagedPersons(t, true));
  return readRowCount(engine, emitStagedPersonCount());
}
