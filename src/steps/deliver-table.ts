import { levelled } from '../artifacts/levelled.ts';
import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Transformation } from '../artifacts/transformation.ts';
import { readRowCount } from '../engine/row-count.ts';
import {
  checkInvalid,
  checkMalformed,
  countMalformed,
  hasFewStrays,
  isCovered,
  runTexts,
  type InvalidCounts,
  type Staged,
} from '../engine/table.ts';
import { readClassFigures, type ClassFigures } from '../risk/class-figures.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { suppressByEvents } from '../risk/judge-events.ts';
import {
  addCount,
  beginCount,
  checkSuppression,
  readSuppressed,
  readVerdict,
  refuseViolation,
  suppressStaged,
  type Verdict,
} from '../risk/judge.ts';
import { emitStagedPersonCount, emitStagedPersons } from '../sql/delivered.ts';
import { emitDropJudge } from '../sql/judge.ts';
import type { JudgedTable } from '../sql/judged-table.ts';
import { tableName } from '../sql/names.ts';
import { emitDropNextLevel } from '../sql/next-level.ts';
import type { Statement } from '../sql/statement.ts';
import { compileTable, emitDropTable, emitStageRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import { coarsenTable, type CoarsenedTable } from './coarsen-table.ts';
import type { DeliveredCounts } from './deliver-statistics.ts';
import { planPasses } from './plan-passes.ts';
import { openTableWork, type TableRun, type TableWork } from './table-work.ts';
import type { DeliveredPart } from './write-parts.ts';

/** Figures of the classes as the decision lists the variables. */
type BeforeChange = Transformation['before'];

export interface DeliveredTable {
  readonly sql: TableSql;
  /** Rows of the extract, and those in scope of persons in the population. */
  readonly extractRows: number;
  readonly ofPopulation: number;
  readonly malformed: number;
  readonly rows: number;
  readonly persons: number;
  readonly invalid: InvalidCounts;
  /** Null for a table without quasi-identifiers. */
  readonly verdict: Verdict | null;
  /** What a report tells of the same classes. */
  readonly figures: ClassFigures | null;
  /** The coarsening that was chosen; null where the decision orders none. */
  readonly transformation: Transformation | null;
  /** The verdict before suppression and coarsening; null where there was neither. */
  readonly before: BeforeChange | null;
  readonly suppressed: {
    readonly rows: number;
    readonly persons: number;
    /** Persons who were judged by other tables and have no row in this one. */
    readonly others: number;
  };
  /** What is told of a table of counts; null for a table of rows. */
  readonly counts: DeliveredCounts | null;
  readonly parts: readonly DeliveredPart[];
}

/**
 * Delivers one table: puts its rows ready range by range, judges them, looks for leaks, and writes the parts. A table
 * that fits the memory in one pass is written after its verdict. A larger one is written pass by pass on the assumption
 * that the verdict will be good, and its parts are thrown away when it is not; nothing is published before the verdict.
 * Throws what `runStage`, `checkMalformed`, `checkInvalid`, the judge, the leak scan and the encryptors throw.
 */
export async function deliverTable(
  run: TableRun,
  asListed: TableSql,
  judgedAsListed: JudgedTable | null,
): Promise<DeliveredTable> {
  const staged = judgedAsListed === null ? asListed : withForms(run, asListed);
  const opened = await openStaged(run, staged);
  const ready = await coarsen(run, opened, judgedAsListed);
  const { t } = ready;
  return deliverReady(run, {
    ...ready,
    extractRows: opened.extractRows,
    malformed: opened.malformed,
    check: ({ invalid, rows, malformed }) => {
      checkInvalid(t, invalid, rows);
      checkMalformed(t, malformed, rows + malformed);
    },
    drop: [...emitDropTable(t), ...[...ready.nextLevels.values()].map(emitDropNextLevel)],
  });
}

/** A table whose rows can be put ready, in the coarseness that is delivered. */
export interface ReadyRows extends ReadyTable {
  readonly extractRows: number;
  /** Rows with a malformed identifier that were counted beforehand. */
  readonly malformed: number;
  /** Holds what was found in all passes to the policies of the decision; `malformed` with those counted beforehand. */
  readonly check: (found: Staged) => void;
  /** Gives back what the table took. */
  readonly drop: readonly Statement[];
}

/** Judges the rows, suppresses until nothing violates, and writes the parts; as `deliverTable`, for rows that are ready. */
export async function deliverReady(run: TableRun, ready: ReadyRows): Promise<DeliveredTable> {
  const { engine } = run;
  const { t, judged, work, transformation, extractRows } = ready;
  for (let before: Round | null = null; ;) {
    const round = await runRound(run, ready);
    const malformed = ready.malformed + work.found().malformed;
    const first: Round = before ?? round;
    if (round.verdict === null || round.verdict.violating === 0) {
      const parts = work.single ? await work.write() : work.written();
      const suppressed = {
        ...{ rows: round.kept - round.rows, persons: first.persons - round.persons },
        others: first.others - round.others,
      };
      const figures = await figuresOf(run, ready, round);
      for (const statement of [...(judged === null ? [] : emitDropJudge(judged)), ...ready.drop])
        await engine.run(statement);
      const unsuppressed = round === first ? null : first.verdict;
      return {
        ...{ sql: t, extractRows, malformed, ...round, transformation, figures, suppressed, parts },
        before: transformation?.before ?? unsuppressed,
        counts: null,
      };
    }
    await work.discard();
    await suppress(run, judged, round.verdict, inScope(first), work);
    before = first;
  }
}

const figuresOf = async (
  { engine, stopwatch }: TableRun,
  { t, judged, work, nextLevels }: ReadyTable,
  { verdict, persons, others }: Round,
): Promise<ClassFigures | null> =>
  judged === null || verdict === null
    ? null
    : stopwatch.step(`${tableName(t.table)}: figures`, () =>
        readClassFigures(engine, judged, {
          ...{ demands: verdict.demands, persons: persons + others },
          ...{ whole: work.single, nextLevels },
        }),
      );

/** A table whose texts and identifiers have been looked at, and whose rows can be put ready. */
interface OpenedTable {
  readonly staged: TableSql;
  readonly extractRows: number;
  /** Rows with a malformed identifier that were counted beforehand; others are found when the rows are put ready. */
  readonly malformed: number;
  readonly passes: readonly NumberRange[];
  readonly work: TableWork;
}

/** Looks at texts and identifiers of a table, and decides in how many passes its rows are put ready. */
export async function openStaged(run: TableRun, staged: TableSql): Promise<OpenedTable> {
  const { engine, stopwatch } = run;
  const name = tableName(staged.table);
  const extractRows = run.extractRows.get(name) ?? 0;
  await stopwatch.step(`${name}: texts`, () => runTexts(engine, run.sources, staged));
  const passes = await planPasses(run, staged, extractRows);
  const covered = run.sound.some((selection) => isCovered(staged, selection));
  const strays = !covered && passes.length === 1 && (await hasFewStrays(engine, run.sources, staged));
  const malformed =
    covered || strays
      ? 0
      : await stopwatch.step(`${name}: identifiers`, () => countMalformed(engine, run.sources, staged));
  const work = openTableWork(run, staged, passes, null, strays);
  return { staged, extractRows, malformed, passes, work };
}

/** The table as it is staged: with every coarser form that the decision allows of its quasi-identifiers. */
function withForms(run: TableRun, t: TableSql): TableSql {
  const table = levelled(t.table, run.plan.demand);
  return table === t.table ? t : compileTable(run.plan, table, run.day);
}

interface ReadyTable {
  readonly t: TableSql;
  readonly judged: JudgedTable | null;
  readonly work: TableWork;
  readonly transformation: Transformation | null;
  /** As `CoarsenedTable`; nothing where no coarser level is given. */
  readonly nextLevels: CoarsenedTable['nextLevels'];
}

/** Chooses the coarsening on the whole stage where the decision orders one. Throws `run.coarsening-passes` (exit 13). */
async function coarsen(
  run: TableRun,
  { staged, malformed, passes, work }: OpenedTable,
  judged: JudgedTable | null,
): Promise<ReadyTable> {
  const { engine, plan, memoryBytes, day, stopwatch } = run;
  const { demand } = plan;
  if (judged === null || demand?.onViolation !== 'generaliser')
    return { t: staged, judged, work, transformation: null, nextLevels: new Map() };
  const name = tableName(staged.table);
  const [pass] = passes;
  if (pass === undefined || passes.length > 1)
    throw refuse('run', 'run.coarsening-passes', name, { passes: passes.length });
  await work.stage(pass);
  const found = work.found();
  const outside = malformed + found.malformed;
  checkMalformed(staged, outside, found.rows + outside);
  checkInvalid(staged, found.invalid, found.rows);
  const compile = (table: PlanTable): TableSql => compileTable(plan, table, day);
  const coarsened = await stopwatch.step(`${name}: coarsen`, () =>
    coarsenTable({
      ...{ engine, memoryBytes, demand, judged, staged, compile, range: pass },
      leavesOut: leavesOut(demand, found),
    }),
  );
  const kept = await readRowCount(engine, emitStageRows(coarsened.t));
  const ready = { pass, staged: { ...found, kept, invalid: invalidOf(found, coarsened.taken) } };
  return { ...coarsened, work: openTableWork(run, coarsened.t, passes, ready) };
}

/** Whether some value does not fit a coarser form whose policy leaves its row out. */
const leavesOut = ({ levels }: PlanDemand, { invalid }: Staged): boolean =>
  (levels ?? [])
    .flatMap(({ coarser }) => coarser)
    .some(({ name, invalid: { action } }) => action === 'utelat' && (invalid[name] ?? 0) > 0);

/** What did not fit, each quasi-identifier in its chosen form. */
const invalidOf = ({ invalid }: Staged, taken: ReadonlyMap<string, string>): InvalidCounts => ({
  ...invalid,
  ...Object.fromEntries([...taken].map(([name, form]) => [name, invalid[form] ?? 0])),
});

interface Round {
  readonly ofPopulation: number;
  /** Rows that the policies for values left, and those of them whose persons are not suppressed. */
  readonly kept: number;
  readonly rows: number;
  readonly persons: number;
  /** Persons who are judged by other tables and have no row in this one. */
  readonly others: number;
  readonly invalid: InvalidCounts;
  readonly verdict: Verdict | null;
}

/** One look at all rows: staged, without the suppressed, counted, and judged where the table has quasi-identifiers. */
async function runRound(run: TableRun, ready: ReadyRows): Promise<Round> {
  const { engine, stopwatch } = run;
  const { t, judged, work } = ready;
  const total = { rows: 0, persons: 0, others: 0 };
  if (judged !== null) await beginCount(engine, judged);
  for (const pass of work.passes) {
    await work.stage(pass);
    const rows = await readRowCount(engine, emitStageRows(t));
    if (judged !== null)
      total.others += await stopwatch.step(
        `${tableName(t.table)}: judge`,
        () => addCount(engine, judged, pass),
        () => rows,
      );
    await stopwatch.step(`${tableName(t.table)}: persons`, () =>
      engine.run(emitStagedPersons(t, judged?.combined.length === 0)),
    );
    total.rows += rows;
    total.persons += await readRowCount(engine, emitStagedPersonCount());
    if (!work.single) await work.write();
  }
  const found = work.found();
  const { invalid, rows, kept } = found;
  ready.check({ ...found, malformed: ready.malformed + found.malformed });
  const verdict = judged === null ? null : await readVerdict(engine, judged);
  return { ...total, ofPopulation: rows, kept, invalid, verdict };
}

/** Persons whom the demand is about, of whom a share may be suppressed. */
const inScope = ({ persons, others, verdict }: Round): number =>
  persons + others + (verdict?.events?.others ?? 0);

async function suppress(
  run: TableRun,
  judged: JudgedTable | null,
  verdict: Verdict,
  persons: number,
  work: TableWork,
): Promise<void> {
  const { demand } = run.plan;
  if (judged === null || demand === null) throw new Error('a verdict without a demand');
  if (demand.onViolation === 'avvis') throw refuseViolation(verdict);
  for (const pass of work.passes) {
    await work.stage(pass);
    await suppressStaged(run.engine, judged, pass);
  }
  await suppressByEvents(run.engine, judged);
  checkSuppression(demand, await readSuppressed(run.engine), persons);
  await work.removeSuppressed();
}
