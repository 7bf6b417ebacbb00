import type { RiskDemand, RiskFigures, SensitiveFigures } from '../../artifacts/risk-result.ts';
import { problem } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { unreachable } from '../../base/unreachable.ts';
import type { RiskQuestion } from './question.ts';

/** The l that the question asks of a column. */
export function diversityOf(s: SensitiveFigures, q: Pick<RiskQuestion, 'lType'>): number {
  switch (q.lType) {
    case 'distinkt':
      return s.l.distinct;
    case 'entropi':
      return s.l.entropy;
    case 'rekursiv':
      return s.l.recursive.l;
    default:
      return unreachable(q.lType);
  }
}

/** The t that the question asks of a column; null where it needs a hierarchy that was not given. */
export function distanceOf(s: SensitiveFigures, q: Pick<RiskQuestion, 'distance'>): number | null {
  switch (q.distance) {
    case 'lik':
      return s.t.equal;
    case 'ordnet':
      return s.t.ordered;
    case 'hierarkisk':
      return s.t.hierarchical;
    default:
      return unreachable(q.distance);
  }
}

/** Rounding of sums must not turn a demand met exactly into one that is not. */
const EXACT = 1e-12;

/** Each demand of the question beside what was found. */
export function checkDemands(
  q: RiskQuestion,
  f: Pick<RiskFigures, 'k' | 'sensitive' | 'events'>,
): readonly RiskDemand[] {
  const { k, l, t } = q.demands;
  const least = (
    name: 'k' | 'l' | 'km',
    column: string | null,
    demanded: number,
    found: number,
  ): RiskDemand => ({
    name,
    column,
    demanded,
    found,
    met: found >= demanded * (1 - EXACT),
  });
  return [
    ...(k === null ? [] : [least('k', null, k, f.k)]),
    ...(k === null || f.events === null ? [] : [least('km', null, k, f.events.k)]),
    ...(l === null ? [] : f.sensitive.map((s) => least('l', s.column, l, diversityOf(s, q)))),
    ...(t === null ? [] : f.sensitive.map((s) => closeness(s.column, t, distanceOf(s, q)))),
  ];
}

/** A demand whose distance could not be measured would be a fault: the command line refuses it before. */
function closeness(column: string, demanded: number, found: number | null): RiskDemand {
  if (found === null) throw new Error('a hierarchical distance without a hierarchy');
  return { name: 't', column, demanded, found, met: found <= demanded * (1 + EXACT) };
}

/** The demands that are not met, as problems of the risk stage (exit 14). */
export const demandProblems = (demands: readonly RiskDemand[], m: number): readonly Problem[] =>
  demands.filter((d) => !d.met).map((d) => demandProblem(d, m));

function demandProblem({ name, column, demanded, found }: RiskDemand, m: number): Problem {
  const at = column ?? '--k';
  const text = { column: at, demanded, found: shown(found) };
  switch (name) {
    case 'k':
      return problem('risk.demand-k', at, { demanded, found });
    case 'km':
      return problem('risk.demand-km', at, { demanded, found, m });
    case 'l':
      return problem('risk.demand-l', at, text);
    case 't':
      return problem('risk.demand-t', at, text);
    default:
      return unreachable(name);
  }
}

const shown = (found: number): string => (Number.isInteger(found) ? String(found) : found.toFixed(4));
