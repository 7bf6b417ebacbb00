import type { PipelineState, ScheduleState } from '../artifacts/schedule-state.ts';
import { nextDue } from './occurrences.ts';
import type { Pipeline } from './pipeline.ts';

type Known = readonly [navn: string, state: PipelineState];

/**
 * What a monitor asks of the pipelines, in the text format of Prometheus 0.0.4. Names, times and outcomes only: a count
 * of persons or rows may tell of a few.
 */
export function renderMetrics(pipelines: readonly Pipeline[], state: ScheduleState, now: Date): string {
  const known = pipelines.flatMap(({ navn }): Known[] => {
    const of = state.pipelines[navn];
    return of === undefined ? [] : [[navn, of]];
  });
  const last = known.flatMap(([navn, { last: of }]) => (of === null ? [] : [[navn, of] as const]));
  const delivered = known.flatMap(([navn, { lastDelivered: at }]) =>
    at === null ? [] : [sample(navn, seconds(at))],
  );
  const next = pipelines.flatMap(({ navn, naar }) => {
    const at = nextDue(naar, now);
    return at === undefined ? [] : [sample(navn, at.getTime() / 1000)];
  });
  return [
    family(
      'last_end_timestamp_seconds',
      'When the last run ended.',
      'gauge',
      last.map(([n, l]) => sample(n, seconds(l.ended))),
    ),
    family('last_delivery_timestamp_seconds', 'When the last delivery was made.', 'gauge', delivered),
    family(
      'last_exit_status',
      'Exit status of the last run; 0 is delivered.',
      'gauge',
      last.map(([n, l]) => sample(n, l.exitCode)),
    ),
    family(
      'last_late',
      '1 if the last run ended after its deadline.',
      'gauge',
      last.map(([n, l]) => sample(n, Number(l.late))),
    ),
    family(
      'last_attempts',
      'Attempts of the last run.',
      'gauge',
      last.map(([n, l]) => sample(n, l.attempts)),
    ),
    family(
      'last_duration_seconds',
      'How long the last run took, waiting included.',
      'gauge',
      last.map(([n, l]) => sample(n, l.seconds)),
    ),
    family('next_due_timestamp_seconds', 'When the pipeline is due next.', 'gauge', next),
    family('nights_total', 'Nights by outcome.', 'counter', known.flatMap(nightsOf)),
  ].join('');
}

const nightsOf = ([navn, { nights }]: Known): string[] =>
  Object.entries(nights).map(([outcome, n]) => `{pipeline="${navn}",outcome="${outcome}"} ${n}`);

const sample = (navn: string, value: number): string => `{pipeline="${navn}"} ${value}`;

const seconds = (time: string): number => new Date(time).getTime() / 1000;

function family(name: string, help: string, type: 'gauge' | 'counter', samples: readonly string[]): string {
  const full = `tilrette_pipeline_${name}`;
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...samples.map((s) => full + s), ''].join('\n');
}
