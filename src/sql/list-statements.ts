import { withLevels } from '../artifacts/levelled.ts';
import type { Plan } from '../artifacts/plan.ts';
import { identifierMacros } from './dialect.ts';
import { emitDeliveredTable } from './delivered.ts';
import { emitSuppressedTable } from './judge.ts';
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
  emitPersons,
  emitPopulation,
  listCandidacies,
} from './population.ts';
import { compileTable } from './stage.ts';
import { statement, type Statement } from './statement.ts';
import { listTables } from './list-tables.ts';

/**
 * The statements of a plan in the order of a run in one pass, for people to read and for golden files. A run with little
 * memory repeats those of a stage for several ranges of numbers. `day` is the day of the run, ISO.
 */
export function listStatements(plan: Plan, day: string): readonly Statement[] {
  const macros = identifierMacros(day, plan.known?.form ?? null).map((sql, i) =>
    statement(`macro-${i}`, () => sql),
  );
  const tables = withLevels(plan.tables, plan.demand).map((table) => compileTable(plan, table, day));
  return [
    ...macros,
    ...listCandidacies(plan).flatMap((c, i) => [
      emitCandidateTable(i),
      emitCandidates(c, i),
      emitMalformedCandidates(i),
    ]),
    ...emitIdentity(null),
    ...emitPersons(plan),
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
    ...listTables(plan, tables),
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
