import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { Profile } from '../base/progress.ts';
import { tableName } from '../sql/names.ts';
import type { PackageFacts } from './close-package.ts';
import { countTaken } from './count-taken.ts';
import { receiversOf } from './draft-key-files.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** What a run used. */
interface Use {
  readonly seconds: number;
  readonly peakMemoryBytes: number;
  readonly profile: Profile;
}

/** The result of a delivery, for people and machines. */
export function summariseRun(
  { run, vedtak, persons, tables, notes }: PackageFacts,
  outcome: PrepareResult['outcome'],
  path: string | null,
  use: Use,
): PrepareResult {
  const byTable = <T>(value: (t: DeliveredTable) => T): Record<string, T> =>
    Object.fromEntries(tables.map((t) => [tableName(t.sql.table), value(t)]));
  return {
    versjon: 1,
    ok: true,
    exitCode: 0,
    outcome,
    run,
    saksnummer: vedtak.saksnummer,
    package: path,
    parts: tables.reduce((sum, t) => sum + t.parts.length, 0),
    takenOver: countTaken(tables),
    rows: byTable((t) => t.rows),
    persons,
    risk: riskOf(tables),
    ...statisticsOf(tables),
    ...keyFilesOf(vedtak, outcome),
    attrition: byTable(({ extractRows, ofPopulation, malformed, suppressed, rows }) => ({
      extract: extractRows,
      ofPopulation,
      malformed,
      suppressed: suppressed.rows,
      delivered: rows,
    })),
    seconds: use.seconds,
    peakMemoryBytes: use.peakMemoryBytes,
    profile: Object.fromEntries(use.profile),
    notes: [...notes],
    problems: [],
  };
}

function keyFilesOf(
  vedtak: PackageFacts['vedtak'],
  outcome: PrepareResult['outcome'],
): Pick<PrepareResult, 'keyFiles'> {
  const keyFiles = outcome === 'recreated' ? [] : receiversOf(vedtak).map(({ forvalter }) => forvalter);
  return keyFiles.length === 0 ? {} : { keyFiles };
}

function statisticsOf(tables: readonly DeliveredTable[]): Pick<PrepareResult, 'statistics'> {
  const statistics = tables.flatMap(({ counts, rows }) =>
    counts === null
      ? []
      : [{ table: counts.order.name, lines: rows, zeros: counts.zeros, few: counts.few, more: counts.more }],
  );
  return statistics.length === 0 ? {} : { statistics };
}

function riskOf(tables: readonly DeliveredTable[]): PrepareResult['risk'] {
  const judged = tables.find((t) => t.verdict !== null);
  if (judged === undefined || judged.verdict === null) return null;
  const { rows, persons, others } = judged.suppressed;
  return {
    k: judged.verdict.k,
    classes: judged.verdict.classes,
    demands: judged.verdict.demands,
    suppressedRows: rows,
    suppressedPersons: persons + others,
    transformation: judged.transformation,
  };
}
