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
  emitEventsElsewhere,
  emitEventsElsewhereTables,
  emitEventVerdict,
  emitSupport,
  emitSupportTable,
  emitSuppressEvents,
} from './judge-events.ts';
import { emitValuesElsewhere } from './judge-sensitive.ts';
import { emitDropJoinedPart, emitJoin, emitSeveralRows, joinedTable } from './joined.ts';
import { judgedTable, type JudgedTable } from './judged-table.ts';
import {
  emitDrawnTable,
  emitKey,
  emitKeyStore,
  emitKnownNumbers,
  emitPersonsWithoutNumber,
  emitStored,
} from './key.ts';
import {
  emitHandedOver,
  emitHandedOverNumbers,
  emitKeyFileChanged,
  emitKeyFileFaults,
  emitKeyFileOrder,
  emitLeaveOutWithoutNumber,
  emitWithoutHandedOver,
  KEY_FILE_VIEW,
} from './key-file.ts';
import { emitKnownOffsets, emitOffsetTable } from './offsets.ts';
import {
  emitDerivedFaults,
  emitDerivedTable,
  emitDeriveSlice,
  emitDropToDerive,
  emitSeriesToDerive,
  emitStoredFingerprint,
  emitToDerive,
} from './derived.ts';
import { emitLeakScan } from './leak.ts';
import { tableName } from './names.ts';
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
import { statement, type Statement } from './statement.ts';
import { emitCodes, emitCountedCodes, emitTexts, emitTextTables, emitUsedTexts } from './texts.ts';

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
    ...listHandedOver(plan),
    ...listConsents(plan),
    emitPopulation(plan, isReserved(plan)),
    ...listLeftOut(plan),
    ...listPool(plan),
    ...emitStored(null),
    ...listKnown(plan),
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
    ...listDerived(plan),
    emitKeyStore(plan),
    emitSuppressedTable(plan),
    emitDeliveredTable(plan),
    ...(plan.joined === undefined
      ? tables.flatMap((t) => listTable(plan, t, tables))
      : listJoined(plan, tables, plan.joined.several)),
  ];
}

/** Objections come from a list that may be there or not, consents from one that the plan asks for. */
const isReserved = (plan: Plan): boolean => plan.population.consent !== undefined;

const listHandedOver = ({ number: { width, handedOver } }: Plan): readonly Statement[] =>
  handedOver === undefined
    ? []
    : [emitHandedOver(KEY_FILE_VIEW, width), emitKeyFileFaults(), emitKeyFileOrder()];

const listLeftOut = ({ number: { handedOver } }: Plan): readonly Statement[] =>
  handedOver === undefined
    ? []
    : [emitWithoutHandedOver(), ...(handedOver.without === 'utelat' ? [emitLeaveOutWithoutNumber()] : [])];

const listKnown = ({ number: { handedOver } }: Plan): readonly Statement[] =>
  handedOver === undefined ? [emitKnownNumbers()] : [emitKeyFileChanged(), emitHandedOverNumbers()];

/** Identifiers are hashed outside the database, slice by slice. */
function listDerived(plan: Plan): readonly Statement[] {
  if (plan.number.derived === undefined) return [];
  const slice = emitDeriveSlice(0n, 1n);
  return [
    emitDerivedFaults(),
    emitDerivedTable(),
    emitToDerive(isReserved(plan)),
    slice,
    ...listSeries(plan).flatMap((s) => [emitSeriesToDerive(s), slice]),
    emitDropToDerive(),
    emitStoredFingerprint(),
  ];
}

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

const wholeOf = (plan: Plan): NumberRange => ({
  first: 10n ** BigInt(plan.number.width - 1),
  last: 10n ** BigInt(plan.number.width) - 1n,
});

function listTable(plan: Plan, t: TableSql, all: readonly TableSql[]): readonly Statement[] {
  const judged = plan.demand === null ? null : judgedTable(plan.demand, t, all);
  return [...listStaged(plan, t), ...listVerdict(judged), ...listWritten(plan, t, [t], judged !== null)];
}

/** The rows of every table put ready, joined, and judged and written as those of one. */
function listJoined(plan: Plan, all: readonly TableSql[], several: string | null): readonly Statement[] {
  const joined = joinedTable(all);
  const judged = plan.demand === null ? null : judgedTable(plan.demand, joined, [joined]);
  const single = all.filter((t) => tableName(t.table) !== several);
  return [
    ...all.flatMap((t) => listStaged(plan, t)),
    ...single.map(emitSeveralRows),
    emitJoin(joined, all),
    ...all.map(emitDropJoinedPart),
    ...listVerdict(judged),
    ...listWritten(plan, joined, all, judged !== null),
  ];
}

function listStaged(plan: Plan, t: TableSql): readonly Statement[] {
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

const listVerdict = (judged: JudgedTable | null): readonly Statement[] =>
  judged === null
    ? []
    : [
        ...listElsewhere(judged),
        ...emitJudgeTables(judged),
        ...emitJudge(judged),
        emitClasses(judged),
        emitVerdict(judged),
        ...listEvents(judged),
        emitSuppress(judged),
        emitRemoveSuppressed(judged.sql),
      ];

/** `parts`: the tables whose columns the file has. */
function listWritten(
  plan: Plan,
  t: TableSql,
  parts: readonly TableSql[],
  isJudged: boolean,
): readonly Statement[] {
  return [
    ...parts.flatMap((part) => [
      ...emitUsedTexts(part, t),
      ...[emitLeakScan(part, t)].filter((s) => s !== null),
    ]),
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

/** What is taken of the tables that the demand speaks of beside the judged one. */
function listElsewhere(j: JudgedTable): readonly Statement[] {
  const events = j.events === null || j.events.elsewhere === null;
  return [
    ...(events ? [] : [...emitEventsElsewhereTables(j), ...emitEventsElsewhere(j)]),
    ...j.sensitive.flatMap((s, i) => (s.elsewhere === null ? [] : [emitValuesElsewhere(j, s, i, true)])),
  ];
}
