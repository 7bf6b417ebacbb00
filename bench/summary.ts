import type { AbsentRecord, Line, MeasureRecord, RunRecord } from './records.ts';

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What one contestant did in all rounds of a job. Ratios are of seconds, round by round against the same round. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly seconds: Spread;
  readonly cpuSeconds: number | null;
  readonly peakBytes: number | null;
  readonly rowsPerSecond: number;
  readonly bytes: number;
  readonly overHandwritten: Spread | null;
  readonly overFloor: Spread | null;
  readonly overPrepare: Spread | null;
  /** The same of processor time, which a loaded machine disturbs less; null where the system does not tell. */
  readonly cpuOverHandwritten: Spread | null;
  /** Processor seconds of others a second, the worst round. */
  readonly disturbance: number;
  /** Median seconds by step. */
  readonly profile: Readonly<Record<string, number>>;
}

/** One job: a size under a decision and a budget, as last measured. */
export interface Group {
  readonly run: RunRecord;
  readonly episodes: number;
  readonly decision: string;
  readonly memoryBytes: number;
  readonly inputRows: number;
  readonly rows: readonly Row[];
  readonly absent: readonly AbsentRecord[];
  /** Which hand-written script was the faster and so is (b). */
  readonly handwritten: string | null;
}

type JobLine = MeasureRecord | AbsentRecord;

/** Every job in its newest run, by size, decision and budget; figures of different runs are never set against each other. */
export function summarise(lines: readonly Line[]): readonly Group[] {
  const runs = new Map(lines.flatMap((line) => (line.type === 'run' ? [[line.run, line] as const] : [])));
  const jobs = new Map<string, JobLine[]>();
  for (const line of lines) {
    if (line.type === 'run') continue;
    const key = [line.episodes, line.decision, line.memoryBytes].join(' ');
    const found = jobs.get(key) ?? [];
    jobs.set(key, found[0]?.run === line.run ? [...found, line] : [line]);
  }
  return [...jobs.values()]
    .flatMap((job) => {
      const run = runs.get(job[0]?.run ?? '');
      return run === undefined ? [] : groupOf(run, job);
    })
    .sort(
      (a, b) =>
        a.decision.localeCompare(b.decision) || a.episodes - b.episodes || b.memoryBytes - a.memoryBytes,
    );
}

function groupOf(run: RunRecord, lines: readonly JobLine[]): Group[] {
  const measures = lines.filter((line) => line.type === 'measure');
  const absent = lines.filter((line) => line.type === 'absent');
  const [first] = measures;
  if (first === undefined) return [];
  const { episodes, decision, memoryBytes, inputRows } = first;
  const by = byContestant(measures);
  const handwritten = fasterOf(by, ['b1', 'b2']);
  const rows = [...by].map(([, own]) => rowOf(own, by, handwritten));
  return [{ run, episodes, decision, memoryBytes, inputRows, rows, absent, handwritten }];
}

type ByContestant = ReadonlyMap<string, readonly MeasureRecord[]>;

function byContestant(measures: readonly MeasureRecord[]): ByContestant {
  const by = new Map<string, MeasureRecord[]>();
  for (const line of measures) by.set(line.contestant, [...(by.get(line.contestant) ?? []), line]);
  return by;
}

function fasterOf(by: ByContestant, ids: readonly string[]): string | null {
  const medians = ids.flatMap((id) => {
    const own = by.get(id);
    return own === undefined ? [] : [{ id, seconds: spreadOf(own.map((m) => m.seconds)).median }];
  });
  return medians.sort((a, b) => a.seconds - b.seconds)[0]?.id ?? null;
}

function rowOf(own: readonly MeasureRecord[], by: ByContestant, handwritten: string | null): Row {
  const [first] = own;
  if (first === undefined) throw new Error('a contestant without a measurement');
  const seconds = spreadOf(own.map((m) => m.seconds));
  return {
    id: first.contestant,
    label: first.label,
    seconds,
    cpuSeconds: medianOf(own.map((m) => m.cpuSeconds)),
    peakBytes: largestOf(own.map((m) => m.peakBytes)),
    rowsPerSecond: first.inputRows / seconds.median,
    bytes: first.bytes,
    overHandwritten: ratioOf(own, by.get(handwritten ?? ''), wall),
    overFloor: ratioOf(own, by.get('a'), wall),
    overPrepare: ratioOf(own, by.get('prepare'), wall),
    cpuOverHandwritten: ratioOf(own, by.get(handwritten ?? ''), cpu),
    disturbance: Math.max(...own.map((m) => m.othersCpuSeconds / m.seconds)),
    profile: profileOf(own),
  };
}

type Measure = (record: MeasureRecord) => number | null;
const wall: Measure = (record) => record.seconds;
const cpu: Measure = (record) => record.cpuSeconds;

/** Ratio in each round that both took part in; null when there is none. */
function ratioOf(
  own: readonly MeasureRecord[],
  other: readonly MeasureRecord[] | undefined,
  of: Measure,
): Spread | null {
  const ratios = own.flatMap((m) => {
    const same = other?.find((o) => o.round === m.round);
    const [above, below] = [of(m), same === undefined ? null : of(same)];
    return above === null || below === null || below === 0 ? [] : [above / below];
  });
  return ratios.length === 0 ? null : spreadOf(ratios);
}

function profileOf(own: readonly MeasureRecord[]): Record<string, number> {
  const steps = [...new Set(own.flatMap((m) => Object.keys(m.profile)))];
  return Object.fromEntries(
    steps.map((step) => [step, spreadOf(own.map((m) => m.profile[step] ?? 0)).median]),
  );
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

const known = (values: readonly (number | null)[]): number[] => values.filter((v) => v !== null);
const medianOf = (values: readonly (number | null)[]): number | null =>
  known(values).length === 0 ? null : spreadOf(known(values)).median;
const largestOf = (values: readonly (number | null)[]): number | null =>
  known(values).length === 0 ? null : Math.max(...known(values));
