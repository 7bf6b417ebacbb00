import { refuse } from '../../errors/pipeline-error.ts';
import { unreachable } from '../../base/unreachable.ts';
import type { BaseTable, SensitiveColumn } from './base-table.ts';
import { checkDemand } from './check-demand.ts';
import { equalDistance, judgeCloseness, orderedDistance, sharesOf } from './closeness-judges.ts';
import { isSampleDemand, type ClassDemand, type Demand, type SampleDemand } from './demand.ts';
import { judgeDistinct, judgeEntropy, judgeRecursive } from './diversity-judges.ts';
import { hierarchicalDistance } from './hierarchical-distance.ts';
import { leafCount, type Hierarchy } from './hierarchy.ts';
import { basicCaps, enhancedCaps, judgeCaps, judgeDisclosure } from './likeness-judges.ts';
import type { Judge } from './marks.ts';
import { judgeDeltaPresence, judgeKAnonymity, judgeKMap, judgeKMapEstimated } from './size-judges.ts';

/** Demands made ready for one table. */
export interface Judges {
  readonly classes: readonly { readonly demand: ClassDemand; readonly judge: Judge }[];
  readonly sample: readonly SampleDemand[];
}

/**
 * Makes the demands ready for a table. Throws `risk.demand` for a figure outside its range, `risk.demand-column` for a
 * column or a population that the table lacks, `risk.hierarchy-misses` for a sensitive value that its hierarchy does not
 * list (exit 13).
 */
export function compileDemands(base: BaseTable, demands: readonly Demand[]): Judges {
  for (const demand of demands) checkDemand(demand);
  const hasLeastSize = demands.some(
    ({ type }) => type === 'kAnonymity' || type === 'kMapEstimated' || type.endsWith('LDiversity'),
  );
  return {
    classes: demands
      .filter((demand) => !isSampleDemand(demand))
      .map((demand) => ({ demand, judge: compileDemand(base, demand, hasLeastSize) })),
    sample: demands.filter(isSampleDemand),
  };
}

function compileDemand(base: BaseTable, demand: ClassDemand, hasLeastSize: boolean): Judge {
  switch (demand.type) {
    case 'kAnonymity':
      return judgeKAnonymity(demand);
    case 'kMapEstimated':
      return judgeKMapEstimated(demand, base.total);
    case 'kMap':
    case 'deltaPresence':
      if (base.classes.population === null)
        throw refuse('risk', 'risk.demand-column', demand.type, {
          needs: 'a table with counts of the population',
        });
      return demand.type === 'kMap' ? judgeKMap(demand) : judgeDeltaPresence(demand, hasLeastSize);
    case 'distinctLDiversity':
      return judgeDistinct(demand, placeOf(base, demand));
    case 'entropyLDiversity':
      return judgeEntropy(demand, placeOf(base, demand));
    case 'recursiveLDiversity':
      return judgeRecursive(demand, placeOf(base, demand));
    case 'equalTCloseness':
    case 'hierarchicalTCloseness':
    case 'orderedTCloseness':
    case 'deltaDisclosure':
    case 'basicBetaLikeness':
    case 'enhancedBetaLikeness':
      return compileDistribution(base, demand);
    default:
      return unreachable(demand);
  }
}

type Distribution = Extract<ClassDemand, { readonly sensitive: string }>;
type Sharewise = Exclude<
  Distribution,
  { readonly type: 'distinctLDiversity' | 'entropyLDiversity' | 'recursiveLDiversity' }
>;

/** Demands that hold the values of a class against those of the whole table. */
function compileDistribution(base: BaseTable, demand: Sharewise): Judge {
  const place = placeOf(base, demand);
  const column = columnAt(base, place);
  const shares = sharesOf(column);
  switch (demand.type) {
    case 'equalTCloseness':
      return judgeCloseness(demand.t, equalDistance(shares), 1 - shares.reduce(lesser, 1), place);
    case 'orderedTCloseness':
      return judgeCloseness(demand.t, orderedDistance(shares, ranksOf(column, demand.order)), 1, place);
    case 'hierarchicalTCloseness': {
      const leafOf = leavesOf(column, demand.hierarchy);
      return judgeCloseness(demand.t, hierarchicalDistance(shares, demand.hierarchy, leafOf), 1, place);
    }
    case 'deltaDisclosure':
      return judgeDisclosure(shares, demand.delta, place);
    case 'basicBetaLikeness':
      return judgeCaps(basicCaps(shares, demand.beta), place);
    case 'enhancedBetaLikeness':
      return judgeCaps(enhancedCaps(shares, demand.beta), place);
    default:
      return unreachable(demand);
  }
}

const lesser = (a: number, b: number): number => Math.min(a, b);

function placeOf(base: BaseTable, { type, sensitive }: Distribution): number {
  const place = base.sensitive.findIndex(({ name }) => name === sensitive);
  if (place === -1)
    throw refuse('risk', 'risk.demand-column', type, { needs: `the sensitive column «${sensitive}»` });
  return place;
}

function columnAt({ sensitive }: BaseTable, place: number): SensitiveColumn {
  const column = sensitive[place];
  if (column === undefined) throw new Error('a table without one of its sensitive columns');
  return column;
}

/** Place of each value in the order; values are numbered as they are sorted. */
function ranksOf({ name, labels }: SensitiveColumn, order: readonly string[] | null): Uint32Array {
  const ranks = labels.map((label, i) =>
    order === null ? i : order.filter((o) => labels.includes(o)).indexOf(label),
  );
  const missing = ranks.filter((rank) => rank === -1).length;
  if (missing > 0) throw refuse('run', 'risk.hierarchy-misses', name, { values: missing });
  return Uint32Array.from(ranks);
}

function leavesOf({ name, labels }: SensitiveColumn, hierarchy: Hierarchy): Uint32Array {
  const codeOf = new Map(hierarchy.labels[0]?.map((label, code) => [label, code]));
  const missing = labels.filter((label) => !codeOf.has(label)).length;
  if (missing > 0 || leafCount(hierarchy) === 0)
    throw refuse('run', 'risk.hierarchy-misses', name, { values: missing });
  return Uint32Array.from(labels, (label) => codeOf.get(label) ?? 0);
}
