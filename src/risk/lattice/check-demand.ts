import { refuse } from '../../errors/pipeline-error.ts';
import type { Demand } from './demand.ts';

interface Range {
  readonly expected: string;
  readonly got: number;
  readonly holds: boolean;
}

/** Refuses a demand whose figures are outside their range: `risk.demand` (exit 14). */
export function checkDemand(demand: Demand): void {
  const wrong = rangesOf(demand).find(({ holds }) => !holds);
  if (wrong !== undefined)
    throw refuse('risk', 'risk.demand', demand.type, { expected: wrong.expected, got: wrong.got });
}

function rangesOf(demand: Demand): readonly Range[] {
  switch (demand.type) {
    case 'kAnonymity':
    case 'kMap':
      return [size('k', demand.k)];
    case 'kMapEstimated':
      return [
        size('k', demand.k),
        share('significance', demand.significance),
        above('populationSize', demand.populationSize, 0),
      ];
    case 'deltaPresence':
      return [share('min', demand.min), share('max', demand.max), above('max', demand.max, demand.min)];
    case 'distinctLDiversity':
      return [size('l', demand.l)];
    case 'entropyLDiversity':
      return [above('l', demand.l, 1)];
    case 'recursiveLDiversity':
      return [size('l', demand.l), above('c', demand.c, 0)];
    case 'equalTCloseness':
    case 'hierarchicalTCloseness':
    case 'orderedTCloseness':
      return [share('t', demand.t)];
    case 'deltaDisclosure':
      return [above('delta', demand.delta, 0)];
    case 'basicBetaLikeness':
    case 'enhancedBetaLikeness':
      return [above('beta', demand.beta, 0)];
    case 'averageRisk':
    case 'sampleUniqueness':
    case 'populationUniqueness':
      return [share('threshold', demand.threshold)];
  }
}

const size = (name: string, got: number): Range => ({
  expected: `a whole number of at least 2 as ${name}`,
  got,
  holds: Number.isInteger(got) && got >= 2,
});

const share = (name: string, got: number): Range => ({
  expected: `a share from 0 to 1 as ${name}`,
  got,
  holds: got >= 0 && got <= 1,
});

const above = (name: string, got: number, least: number): Range => ({
  expected: `a number above ${least} as ${name}`,
  got,
  holds: got > least,
});
