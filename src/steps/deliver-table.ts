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
import { emitDropTable, emitStageRows, type TableSql } from '../sql/stage.ts';
import {
  coarsenTable,
  withForms,
  type OpenedTable,
  type ReadyTable,
  type TableOrder,
} from './coarsen-table.ts';
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
  order: TableOrder,
): Promise<DeliveredTable> {
  const opened = await openStaged(run, asListed);
  const ready = await coarsenTable(run, opened, order);
  const { t } = ready;
  return deliverReady(run, {
    ...ready,
    extractRows: rowsOf(run, t),
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

/** Looks at texts and identifiers of a table, and decides in how many passes its rows are put ready. */
export async function openStaged(run: TableRun, asListed: TableSql): Promise<OpenedTable> {
  const { engine, stopwatch } = run;
  const staged = withForms(run, asListed);
  const name = tableName(staged.table);
  await stopwatch.step(`${name}: texts`, () => runTexts(engine, run.sources, staged));
  const passes = await planPasses(run, staged, rowsOf(run, staged));
  const covered = run.sound.some((selection) => isCovered(staged, selection));
  const strays = !covered && passes.length === 1 && (await hasFewStrays(engine, run.sources, staged));
  const malformed =
    covered || strays
      ? 0
      : await stopwatch.step(`${name}: identifiers`, () => countMalformed(engine, run.sources, staged));
  // Rows are counted in the coarseness that is delivered before any is suppressed.
  const removes = staged === asListed && run.removes;
  const work = openTableWork({ ...run, removes }, staged, passes, null, strays);
  return { asListed, staged, malformed, passes, work };
}

/** Rows of the extract of a table. */
export const rowsOf = (run: TableRun, { table }: TableSql): number =>
  run.extractRows.get(tableName(table)) ?? 0;

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
