import type { Plan, PlanStatistics } from '../artifacts/plan.ts';
import { STATISTICS } from '../artifacts/statistics.ts';
import { emitDelivered, emitStagedPersons } from './delivered.ts';
import {
  emitClasses,
  emitJudge,
  emitJudgeTables,
  emitRemoveSuppressed,
  emitSuppress,
  emitVerdict,
} from './judge.ts';
import {
  emitEventOthers,
  emitEventOthersCount,
  emitEventVerdict,
  emitSupport,
  emitSupportTable,
  emitSuppressEvents,
} from './judge-events.ts';
import { emitDropJoinedPart, emitJoin, emitSeveralRows, joinedTable } from './joined.ts';
import { emitGather, tablesElsewhere } from './judge-elsewhere.ts';
import { emitCombined } from './judge-combined.ts';
import { judgedTable, type JudgedTable } from './judged-table.ts';
import { emitLeakScan } from './leak.ts';
import { tableName } from './names.ts';
import { emitCounts } from './rare.ts';
import {
  emitDropTable,
  emitInvalidCounts,
  emitLeaveOut,
  emitPart,
  emitMalformedStrays,
  emitStage,
  emitStageTable,
  emitStrays,
  emitStrayTable,
  emitTally,
  emitTallyTable,
  type NumberRange,
  type TableSql,
} from './stage.ts';
import { emitStageMark } from './stage-mark.ts';
import {
  emitCount,
  emitCounted,
  emitCountsTable,
  emitDropCounts,
  emitDropPersonCells,
  emitDropTold,
  emitGroupCount,
  emitPersonCells,
  emitTold,
  emitToldPart,
  emitToldTable,
} from './statistics.ts';
import { type Statement } from './statement.ts';
import {
  emitCodes,
  emitCountedCodes,
  emitDropCodes,
  emitTexts,
  emitTextTables,
  emitUsedTexts,
} from './texts.ts';

/** The statements by which the tables of a plan are put ready, judged and written, in the order of a run in one pass. */
export const listTables = (plan: Plan, tables: readonly TableSql[]): readonly Statement[] =>
  plan.statistics !== undefined
    ? listStatistics(plan, tables, plan.statistics)
    : plan.joined === undefined
      ? judgedFirst(plan, tables).flatMap((t) => listTable(plan, t, tables))
      : listJoined(plan, tables, plan.joined.several);

/** The judged table is the first to be delivered. */
function judgedFirst({ demand }: Plan, tables: readonly TableSql[]): readonly TableSql[] {
  const isJudged = (t: TableSql): boolean => demand !== null && judgedTable(demand, t, tables) !== null;
  return [...tables.filter(isJudged), ...tables.filter((t) => !isJudged(t))];
}

const wholeOf = (plan: Plan): NumberRange => ({
  first: 10n ** BigInt(plan.number.width - 1),
  last: 10n ** BigInt(plan.number.width) - 1n,
});

function listTable(plan: Plan, t: TableSql, all: readonly TableSql[]): readonly Statement[] {
  const judged = plan.demand === null ? null : judgedTable(plan.demand, t, all);
  return [
    ...(judged === null ? [] : listElsewhere(plan, judged)),
    ...listStaging(plan, t),
    ...listVerdict(plan, judged),
    ...listWritten(plan, t, [t], judged?.combined.length === 0),
  ];
}

/** The rows of every table put ready, joined, and judged and written as those of one. */
function listJoined(plan: Plan, all: readonly TableSql[], several: string | null): readonly Statement[] {
  const joined = joinedTable(all);
  const judged = plan.demand === null ? null : judgedTable(plan.demand, joined, [joined]);
  const single = all.filter((t) => tableName(t.table) !== several);
  return [
    ...all.flatMap((t) => listStaging(plan, t)),
    ...single.map(emitSeveralRows),
    emitJoin(joined, all),
    ...all.map(emitDropJoinedPart),
    ...listVerdict(plan, judged),
    ...listWritten(plan, joined, all, judged !== null),
  ];
}

/** The rows of every table put ready and counted, and the tables of counts written. */
function listStatistics(
  plan: Plan,
  all: readonly TableSql[],
  { tables: orders }: PlanStatistics,
): readonly Statement[] {
  const counted = all.flatMap((t) => {
    const own = orders.filter((order) => tableName(order) === tableName(t.table));
    return [
      ...listStaging(plan, t),
      ...own.map(emitCountsTable),
      ...listLookedThrough(t, [t]),
      emitStagedPersons(t, false),
      emitDelivered(),
      emitPersonCells(t),
      ...own.map((order) => emitCount(t, order)),
      emitDropPersonCells(t),
      ...emitDropTable(t),
      ...own.flatMap((order) => [emitGroupCount(order), emitCounted(order), emitDropCounts(order)]),
    ];
  });
  const written = orders.flatMap((order) => [
    emitToldTable(order),
    emitTold(order, '[]'),
    emitToldPart(order, `${STATISTICS}_${order.name}_0000.parquet`, { type: 'parquet' }),
    emitDropTold(order),
  ]);
  return [...counted, ...written];
}

const listVerdict = (plan: Plan, judged: JudgedTable | null): readonly Statement[] =>
  judged === null
    ? []
    : [
        ...emitJudgeTables(judged),
        ...emitCombined(judged, wholeOf(plan)),
        ...emitJudge(judged),
        emitClasses(judged),
        emitVerdict(judged),
        ...listEvents(judged),
        emitSuppress(judged),
        emitRemoveSuppressed(judged.sql),
      ];

function listStaging(plan: Plan, t: TableSql): readonly Statement[] {
  const leaveOut = emitLeaveOut(t);
  return [
    emitTallyTable(t),
    emitTally(t),
    ...emitTextTables(t),
    ...emitTexts(t),
    ...emitCodes(t),
    ...emitCounts(t),
    ...emitCountedCodes(t),
    emitStageTable(t),
    emitStrayTable(t),
    emitStrays(t),
    emitMalformedStrays(t),
    emitStage(t, wholeOf(plan), false),
    emitInvalidCounts(t),
    ...(leaveOut === null ? [] : [leaveOut]),
  ];
}

/** `parts`: the tables whose columns the staged rows have. */
const listLookedThrough = (t: TableSql, parts: readonly TableSql[]): readonly Statement[] =>
  parts.flatMap((part) => [...emitUsedTexts(part, t), ...[emitLeakScan(part, t)].filter((s) => s !== null)]);

/** `parts`: the tables whose columns the file has. */
function listWritten(
  plan: Plan,
  t: TableSql,
  parts: readonly TableSql[],
  isJudged: boolean,
): readonly Statement[] {
  return [
    ...listLookedThrough(t, parts),
    emitStageMark(t, parts),
    emitStagedPersons(t, isJudged),
    emitDelivered(),
    emitPart(t, wholeOf(plan), `${t.table.register}_${t.table.tabell}_0000.parquet`, { type: 'parquet' }),
  ];
}

function listEvents(j: JudgedTable): readonly Statement[] {
  if (j.events === null) return [];
  const share = { index: 0, of: 1 };
  return [
    ...emitEventOthers(j),
    emitEventOthersCount(),
    emitSupportTable(),
    emitSupport(j.events.m, share),
    emitEventVerdict(j),
    emitSuppressEvents(j, j.events.m, share),
  ];
}

/** What is taken of the tables that the demand speaks of beside the judged one: each is staged, and let go again. */
const listElsewhere = (plan: Plan, j: JudgedTable): readonly Statement[] =>
  tablesElsewhere(j).flatMap((t) => [
    ...listStaging(plan, t),
    ...emitGather(j, t, true),
    ...emitDropTable(t),
    ...emitDropCodes(t),
  ]);
