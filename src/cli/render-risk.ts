import type { CostFigures, RiskDemand, RiskResult } from '../artifacts/risk-result.ts';
import { figure, percent } from './figure.ts';
import { renderRiskDetails } from './render-risk-details.ts';
import { renderTransformation } from './render-transformation.ts';

/** The risk of a file for the person who asked: verdict first, then what it rests on. Counts, sizes and names of columns only. */
export function renderRisk(r: RiskResult): string {
  const unit = r.unit === 'person' ? 'persons' : 'rows';
  return [
    '',
    renderVerdict(r, unit),
    '',
    ...row('rows', leftOut(r)),
    ...(r.unit === 'row' ? [] : row(unit, `${r.persons}${severally(r)}`)),
    ...row('classes', `${r.classes}, smallest ${figure(r.k)}, ${r.uniques} ${unit} alone`),
    ...row('prosecutor', prosecutor(r)),
    '',
    'Class sizes',
    ...renderBands(r, unit),
    ...renderCosts(r),
    ...renderRiskDetails(r),
    ...(r.transformation === null ? [] : renderTransformation(r.transformation)),
    ...renderLocal(r.localSuppression),
    '',
    'Choices',
    ...Object.entries(r.choices).flatMap(([name, value]) => row(name, String(value))),
    '',
  ].join('\n');
}

/** One line of a name and what is said of it. */
const row = (name: string, text: string): string[] => [`  ${name.padEnd(14)} ${text}`];

function renderVerdict(r: RiskResult, unit: string): string {
  if (r.demands.length === 0)
    return `The smallest class holds ${figure(r.k)} ${unit}; nothing was demanded (--k, --l, --t).`;
  const missed = r.demands.filter((d) => !d.met);
  if (missed.length === 0) return `Every demand is met: ${r.demands.map((d) => describe(d, r)).join('; ')}.`;
  const noun = missed.length === 1 ? 'A demand is' : `${missed.length} demands are`;
  return `${noun} NOT met: ${missed.map((d) => describe(d, r)).join('; ')}.`;
}

function describe({ name, column, demanded, found }: RiskDemand, r: RiskResult): string {
  const of = column === null ? '' : ` of ${column}`;
  const label = name === 'km' ? `k with ${r.events?.m ?? 0} known events` : name;
  return `${label}${of} is ${figure(found)}, demanded ${name === 't' ? 'at most' : 'at least'} ${demanded}`;
}

function leftOut(r: RiskResult): string {
  const out = [
    ...(r.rowsSuppressed === 0 ? [] : [`${r.rowsSuppressed} suppressed left out`]),
    ...(r.rowsMissing === 0 ? [] : [`${r.rowsMissing} with a missing value left out`]),
  ];
  return [String(r.rows), ...out].join(', ');
}

function renderLocal(local: RiskResult['localSuppression']): readonly string[] {
  if (local === null) return [];
  const columns = Object.entries(local.byColumn).map(([name, cells]) => `${name} ${cells}`);
  const proof = local.exact ? 'no fewer do' : `at least ${figure(local.bound)} are needed`;
  return [
    '',
    `Local suppression (${local.rule})`,
    ...row('cells', `${local.cells} (${columns.join(', ')}); ${proof}`),
    ...row('rule', local.meaning),
  ];
}

const severally = (r: RiskResult): string =>
  r.severalClasses ? ' (some in several classes: counted in each, as exposed as in the smallest)' : '';

function prosecutor({ prosecutor: p, choices }: RiskResult): string {
  return `highest ${figure(p.highest)}, average ${figure(p.average)}, ${percent(p.shareAtRisk)} above ${String(choices['terskel'])}`;
}

const bands: readonly (readonly [from: number, to: number])[] = [
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 999],
  [1000, Infinity],
];

function renderBands(r: RiskResult, unit: string): readonly string[] {
  return bands.flatMap(([from, to]) => {
    const within = r.classSizes.filter((s) => s.size >= from && s.size < to + 1);
    if (within.length === 0) return [];
    const sum = (of: 'classes' | 'persons'): number => within.reduce((total, s) => total + s[of], 0);
    const name = to === Infinity ? `${from}+` : from === to ? String(from) : `${from}-${to}`;
    const share = percent(r.persons === 0 ? 0 : sum('persons') / r.persons);
    return row(name, `${sum('classes')} classes, ${sum('persons')} ${unit} (${share})`);
  });
}

/** What each column costs: with it left out, and one level coarser. */
function renderCosts(r: RiskResult): readonly string[] {
  const width = Math.max(...r.without.map((w) => w.column.length));
  const line = (column: string, figures: CostFigures | null): string =>
    `  ${column.padEnd(width)}  ${figures === null ? 'no coarser level given' : renderCost(figures)}`;
  return [
    ...['', 'With a column left out', ...r.without.map((w) => line(w.column, w))],
    ...['', 'With a column one level coarser', ...r.coarser.map((c) => line(c.column, c.figures))],
  ];
}

function renderCost(c: CostFigures): string {
  const l = c.l === null ? '' : `, l ${c.l}`;
  return `k ${figure(c.k)}, ${c.uniques} alone, average risk ${figure(c.prosecutor.average)}, ${c.classes} classes${l}`;
}
