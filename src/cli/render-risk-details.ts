import type { RiskResult } from '../artifacts/risk-result.ts';
import { figure, percent } from './figure.ts';

/** How many combinations and sets are shown; a document holds all. */
const SHOWN = 10;

/** The figures that were asked for beyond the classes, each under its heading. */
export const renderRiskDetails = (r: RiskResult): readonly string[] =>
  [
    ...r.sensitive.map((s) => section(`Sensitive: ${s.column}`, sensitiveLines(s))),
    section('Population', populationLines(r)),
    section('Individual risk (Benedetti-Franconi)', individualLines(r)),
    section('Combinations that single out (SUDA2)', sudaLines(r)),
    section('Sets of columns', subsetLines(r)),
    section('Known events', eventLines(r)),
  ].flat();

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];

function sensitiveLines(s: RiskResult['sensitive'][number]): readonly string[] {
  const { l, t, beta } = s;
  const hierarchical = t.hierarchical === null ? '' : `, hierarchical ${figure(t.hierarchical)}`;
  const beyond =
    beta.classesBeyond === 0 ? '' : ` (${beta.classesBeyond} classes that no enhanced beta allows)`;
  return [
    `l      distinct ${l.distinct}, entropy ${figure(l.entropy)}, recursive (c=${figure(l.recursive.c)}) ${l.recursive.l}`,
    `t      equal ${figure(t.equal)}, ordered by ${s.order} ${figure(t.ordered)}${hierarchical}`,
    `alpha  ${figure(s.alpha)}`,
    `beta   basic ${figure(beta.basic)}, enhanced ${figure(beta.enhanced)}${beyond}`,
    `delta  ${figure(s.delta)}`,
  ];
}

function populationLines(r: RiskResult): readonly string[] {
  const { population: p, populationUniques: u } = r;
  const known =
    p === null
      ? []
      : [
          `${p.source === 'file' ? 'a file' : 'estimated from the weights'}, size ${figure(p.size)} (${p.unit}), k-map ${figure(p.kMap)}`,
          `journalist highest ${figure(p.journalist.highest)}, average ${figure(p.journalist.average)}, ${percent(p.journalist.shareAtRisk)} at risk; marketer ${figure(p.marketer)}`,
          ...(p.presence === null
            ? []
            : [
                `presence ${figure(p.presence.min)} to ${figure(p.presence.max)} (classes of the data: from ${figure(p.presence.minInData)})`,
              ]),
          ...(p.classesAbsent + p.classesSmaller === 0
            ? []
            : [
                `WARNING: ${p.classesAbsent} classes are not in the population, ${p.classesSmaller} have fewer there than here`,
              ]),
        ];
  return [...known, ...(u === null ? [] : uniquesLines(u))];
}

function uniquesLines(u: NonNullable<RiskResult['populationUniques']>): readonly string[] {
  const estimate = (value: number | null): string =>
    value === null ? 'no answer' : figure(Math.round(value));
  const chosen =
    u.chosen === null
      ? 'no model has an answer'
      : `${percent(u.chosen.share)} of ${u.population} (${u.chosen.model})`;
  return [
    `estimated alone in the population: ${chosen}; Pitman ${estimate(u.pitman)}, Zayatz ${estimate(u.zayatz)}, SNB ${estimate(u.snb)}`,
  ];
}

function individualLines({ individual, household }: RiskResult): readonly string[] {
  const line = (name: string, s: NonNullable<RiskResult['household']>): string =>
    `${name}expected re-identifications ${figure(s.expected)} (${percent(s.average)}), highest ${figure(s.highest)}, ${s.personsAtRisk} at risk`;
  return [
    ...(individual === null ? [] : [line('', individual)]),
    ...(household === null ? [] : [line('by household: ', household)]),
  ];
}

function sudaLines({ suda }: RiskResult): readonly string[] {
  if (suda === null) return [];
  const combinations = suda.combinations
    .slice(0, SHOWN)
    .map((c) => `${c.columns.join(' + ')}: ${c.records} records`);
  const shares = Object.entries(suda.contributions).map(([column, share]) => `${column} ${figure(share)} %`);
  const dis = Math.max(0, ...suda.scores.map((s) => s.dis));
  return [
    ...combinations,
    ...(suda.combinations.length > SHOWN ? [`and ${suda.combinations.length - SHOWN} more`] : []),
    `contributions: ${shares.join(', ')}`,
    `highest DIS score ${figure(dis)}`,
  ];
}

const subsetLines = ({ subsets }: RiskResult): readonly string[] =>
  (subsets ?? []).map(
    (s) =>
      `${s.columns.join(' + ')}: distinction ${percent(s.distinction)}, separation ${percent(s.separation)}`,
  );

function eventLines({ events }: RiskResult): readonly string[] {
  if (events === null) return [];
  return events.bySize.map(
    (s) =>
      `${s.events} of (${events.columns.join(', ')}): at least ${s.k} persons share each of ${s.combinations} combinations, ${s.persons} persons are singled out`,
  );
}
