import type { Feasibility } from '../artifacts/feasibility.ts';

/** The feasibility of a draft for a terminal and the case file. */
export function renderFeasibility(f: Feasibility): string {
  return [
    '',
    `Persons by step (not shown: counts that are, or differ from another by, less than ${f.least})`,
    ...f.steps.map(({ step, persons }) => `  ${persons === null ? 'not shown' : String(persons)}  ${step}`),
    '',
    'Variables with a value (share of the persons with a row)',
    ...f.variables.map(renderVariable),
    '',
    'Demands on k by coarseness',
    ...renderCoarseness(f),
    '',
    ...renderEarlier(f.earlier),
    '',
  ].join('\n');
}

function renderVariable({ variable, percent, since }: Feasibility['variables'][number]): string {
  const share = percent === null ? 'not shown' : `${percent} %`;
  return `  ${variable}: ${share}, ${since === null ? 'no year to tell' : `since ${since}`}`;
}

function renderCoarseness({ coarseness, notMeasured }: Feasibility): readonly string[] {
  if (coarseness.length === 0) return ['  nothing is demanded'];
  const left = notMeasured === 0 ? [] : [`  ${notMeasured} more combinations were not measured`];
  return [
    ...coarseness.flatMap(({ columns, demands }, i) => [
      `  ${i + 1}. ${columns.join(' ')}`,
      `     met without suppression: ${sizes(demands.filter((d) => d.met))}`,
      ...demands.filter((d) => !d.met).map(renderUnmet),
    ]),
    ...left,
  ];
}

type Demand = Feasibility['coarseness'][number]['demands'][number];

const sizes = (demands: readonly Demand[]): string =>
  demands.length === 0 ? 'none' : demands.map(({ k }) => `k ${k}`).join(', ');

const renderUnmet = ({ k, suppressedAtMost, withinLimit }: Demand): string =>
  `     k ${k}: at most ${suppressedAtMost} persons suppressed, ${withinLimit ? 'within' : 'above'} maksUndertrykking`;

function renderEarlier(earlier: Feasibility['earlier']): readonly string[] {
  if (earlier === null) return ['Earlier deliveries: there is no record'];
  return [
    'Earlier deliveries from the same tables, by the record (which does not hold purposes)',
    ...earlier.map(
      (e) =>
        `  ${e.table}: ${e.deliveries} deliveries in ${e.cases} cases, ${e.toSameDatabruker} to the same databruker`,
    ),
  ];
}
