import { withLevels } from '../artifacts/levelled.ts';
import type { Plan } from '../artifacts/plan.ts';
import { identifierMacros } from './dialect.ts';
import { emitDelivered, emitDeliveredTable, emitStagedPersons } from './delivered.ts';
import {
  emitClasses,
  emitJudge,
  emitJudgeTables,
  emitRemoveSuppressed,
  emitSuppress,
  emitSuppressedTable,
  emitVerdict,
} from './judge.ts';
import {
  CONSENT_COLUMNS,
  CONSENT_VIEW,
  emitConsents,
  emitLeaveOutWithoutConsent,
  emitWithoutConsent,
} from './consent.ts';
import {
  emitAddControls,
  emitControlCounts,
  emitDrawControls,
  emitKeptControls,
  emitLikeness,
  emitLikenessRows,
  emitLikenessTable,
  emitPool,
} from './controls.ts';
import {
  emitEventOthers,
  emitEventOthersCount,
  emitEventVerdict,
  emitSupport,
  emitSupportTable,
  emitSuppressEvents,
} from './judge-events.ts';
import { emitGather, tablesElsewhere } from './judge-elsewhere.ts';
import { emitCombined } from './judge-combined.ts';
import { judgedTable, type JudgedTable } from './judged-table.ts';
import {
  emitDrawnTable,
  emitKey,
  emitKeyStore,
  emitKnownNumbers,
  emitPersonsWithoutNumber,
  emitStored,
} from './key.ts';
import { emitKnownOffsets, emitOffsetTable } from './offsets.ts';
import { emitLeakScan } from './leak.ts';
import { emitCounts } from './rare.ts';
import {
  emitSeriesKnown,
  emitSeriesNumbers,
  emitSeriesOwners,
  emitSeriesTable,
  emitSeriesValues,
  listSeries,
} from './series.ts';
import {
  emitCandidates,
  emitCandidateTable,
  emitIdentity,
  emitMalformedCandidates,
  emitNoObjections,
  emitPopulation,
  listCandidacies,
} from './population.ts';
import {
  compileTable,
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
import { statement, type Statement } from './statement.ts';
import {
  emitCodes,
  emitCountedCodes,
  emitDropCodes,
  emitTexts,
  emitTextTables,
  emitUsedTexts,
} from './texts.ts';

/**
 * The statements of a plan in the order of a run in one pass, for people to read and for golden files. A run with little
 * memory repeats those of a stage for several ranges of numbers. `day` is the day of the run, ISO.
 */
export function listStatements(plan: Plan, day: string): readonly Statement[] {
  const macros = identifierMacros(day).map((sql, i) => statement(`macro-${i}`, () => sql));
  const tables = withLevels(plan.tables, plan.demand).map((table) => compileTable(plan, table, day));
  return [
    ...macros,
    ...listCandidacies(plan).flatMap((c, i) => [
      emitCandidateTable(i),
      emitCandidates(c, i),
      emitMalformedCandidates(i),
    ]),
    ...emitIdentity(null),
    ...listConsents(plan),
    emitPopulation(plan, isReserved(plan)),
    ...listPool(plan),
    ...emitStored(null),
    emitKnownNumbers(),
    ...listDraw(plan),
    emitPersonsWithoutNumber(),
    emitDrawnTable(),
    ...(plan.reference?.type === 'random' ? [...emitKnownOffsets(), emitOffsetTable()] : []),
    ...emitKey(plan),
    ...listSeries(plan).flatMap((s) => [
      emitSeriesTable(s),
      ...s.columns.map(({ table, source }) => emitSeriesValues(s, table, source)),
      emitSeriesOwners(s, isReserved(plan)),
      ...emitSeriesKnown(s),
      ...emitSeriesNumbers(s),
    ]),
    emitKeyStore(plan),
    emitSuppressedTable(plan),
    emitDeliveredTable(plan),
    ...judgedFirst(plan, tables).flatMap((t) => listTable(plan, t, tables)),
  ];
}

/** The judged table is the first to be delivered. */
function judgedFirst({ demand }: Plan, tables: readonly TableSql[]): readonly TableSql[] {
  const isJudged = (t: TableSql): boolean => demand !== null && judgedTable(demand, t, tables) !== null;
  return [...tables.filter(isJudged), ...tables.filter((t) => !isJudged(t))];
}

/** Objections come from a list that may be there or not, consents from one that the plan asks for. */
const isReserved = (plan: Plan): boolean => plan.population.consent !== undefined;

function listConsents(plan: Plan): readonly Statement[] {
  const { consent } = plan.population;
  if (consent === undefined) return [];
  return [
    emitNoObjections(),
    emitConsents({ view: CONSENT_VIEW, columns: CONSENT_COLUMNS }),
    emitWithoutConsent(plan, consent),
    ...emitLeaveOutWithoutConsent(),
  ];
}

function listPool(plan: Plan): readonly Statement[] {
  const { controls } = plan.population;
  if (controls === undefined) return [];
  const rows = controls.match.length === 0 ? [] : [emitLikenessRows(controls)];
  return [emitPool(plan, isReserved(plan)), emitLikenessTable(controls), ...rows, ...emitLikeness(controls)];
}

function listDraw({ population: { controls } }: Plan): readonly Statement[] {
  if (controls === undefined) return [];
  const drawn = emitDrawControls(controls, '(drawn in each run)');
  return [emitKeptControls(controls), ...drawn, emitControlCounts(controls), emitAddControls()];
}

function listTable(plan: Plan, t: TableSql, all: readonly TableSql[]): readonly Statement[] {
  const judged = plan.demand === null ? null : judgedTable(plan.demand, t, all);
  const whole = wholeRange(plan);
  const leaks = emitLeakScan(t);
  const verdict =
    judged === null
      ? []
      : [
          ...emitJudgeTables(judged),
          ...emitCombined(judged, whole),
          ...emitJudge(judged),
          emitClasses(judged),
          emitVerdict(judged),
          ...listEvents(judged),
          emitSuppress(judged),
          emitRemoveSuppressed(t),
        ];
  return [
    ...(judged === null ? [] : listElsewhere(plan, judged)),
    ...listStaging(plan, t),
    ...verdict,
    ...emitUsedTexts(t),
    ...(leaks === null ? [] : [leaks]),
    emitStagedPersons(t, judged?.combined.length === 0),
    emitDelivered(),
    emitPart(t, whole, `${t.table.register}_${t.table.tabell}_0000.parquet`, { type: 'parquet' }),
  ];
}

const wholeRange = ({ number: { width } }: Plan): NumberRange => ({
  first: 10n ** BigInt(width - 1),
  last: 10n ** BigInt(width) - 1n,
});

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
    emitStage(t, wholeRange(plan), false),
    emitInvalidCounts(t),
    ...(leaveOut === null ? [] : [leaveOut]),
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
