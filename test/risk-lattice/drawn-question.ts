import fc from 'fast-check';
import { assembleBase } from '../../src/risk/lattice/assemble-base.ts';
import type { BaseTable } from '../../src/risk/lattice/base-table.ts';
import { buildHierarchy } from '../../src/risk/lattice/build-hierarchy.ts';
import type { Demand } from '../../src/risk/lattice/demand.ts';
import type { Hierarchy } from '../../src/risk/lattice/hierarchy.ts';
import { fullLattice } from '../../src/risk/lattice/lattice.ts';
import { planLayout } from '../../src/risk/lattice/layout.ts';
import type { MetricChoice } from '../../src/risk/lattice/metric.ts';
import { openRollUp } from '../../src/risk/lattice/roll-up.ts';
import type { SearchQuestion } from '../../src/risk/lattice/search-question.ts';

/** One row of a made-up table: leaf codes, a sensitive value, whether it is delivered. */
interface DrawnRow {
  readonly leaves: readonly number[];
  readonly sensitive: number;
  readonly member: boolean;
}

const SENSITIVE = ['a', 'b', 'c', 'd'];

const leafName = (i: number): string => `v${String(i).padStart(3, '0')}`;

/** A tree over `leaves` values: at each level, neighbours come together as the cuts say. */
function treeOf(name: string, leaves: number, cuts: readonly (readonly boolean[])[]): Hierarchy {
  const levels = [Array.from({ length: leaves }, (_, i) => leafName(i))];
  for (const cut of cuts) {
    const below = levels.at(-1) ?? [];
    let group = 0;
    levels.push(
      below.map((text, i) => {
        if (i > 0 && text !== below[i - 1] && cut[i % cut.length] === true) group += 1;
        return `g${levels.length}.${group}`;
      }),
    );
  }
  levels.push(levels[0]?.map(() => '*') ?? []);
  return buildHierarchy(
    name,
    Array.from({ length: leaves }, (_, i) => ({ line: i + 1, cells: levels.map((level) => level[i] ?? '') })),
  );
}

/** The base table of rows, by way of a roll-up of the rows themselves. */
function baseOf(hierarchies: readonly Hierarchy[], rows: readonly DrawnRow[]): BaseTable {
  const layout = planLayout(hierarchies);
  const packsOf = ({ leaves }: DrawnRow): number[] =>
    layout.packs.map(({ attributes, strides }) =>
      attributes.reduce((sum, a, i) => sum + (leaves[a] ?? 0) * (strides[i] ?? 1), 0),
    );
  const sorted = rows
    .map((row) => ({ row, packs: packsOf(row) }))
    .sort((a, b) => a.packs.map((p, i) => p - (b.packs[i] ?? 0)).find((d) => d !== 0) ?? 0);
  const members = sorted.map(({ row }) => (row.member ? 1 : 0));
  const offsets = members.reduce<number[]>((ends, n) => [...ends, (ends.at(-1) ?? 0) + n], [0]);
  const cells = sorted.filter(({ row }) => row.member).map(({ row }) => row.sensitive);
  const raw = {
    rows: sorted.length,
    codes: layout.packs.map((_, i) => Uint32Array.from(sorted, ({ packs }) => packs[i] ?? 0)),
    count: Uint32Array.from(members),
    population: new Uint32Array(sorted.length).fill(1),
    persons: null,
    sensitive: [
      {
        offsets: Uint32Array.from(offsets),
        values: Uint32Array.from(cells),
        counts: new Uint32Array(cells.length).fill(1),
      },
    ],
  };
  const classes = openRollUp(layout)(
    raw,
    hierarchies.map(() => 0),
  );
  const [spread] = classes.sensitive;
  if (spread === undefined) throw new Error('no sensitive column');
  return assembleBase(layout, classes, [{ name: 's', labels: SENSITIVE, spread }]);
}

const cuts = fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), { maxLength: 2 });

const drawnHierarchies: fc.Arbitrary<readonly Hierarchy[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 6 }), cuts), { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([leaves, cut], i) => treeOf(`q${i}`, leaves, cut)));

const drawnRows = (hierarchies: readonly Hierarchy[]): fc.Arbitrary<readonly DrawnRow[]> =>
  fc
    .array(
      fc.record({
        leaves: fc.tuple(
          ...hierarchies.map(({ labels }) => fc.integer({ min: 0, max: (labels[0]?.length ?? 1) - 1 })),
        ),
        sensitive: fc.integer({ min: 0, max: SENSITIVE.length - 1 }),
        member: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
      }),
      { minLength: 2, maxLength: 60 },
    )
    .filter((rows) => rows.some(({ member }) => member));

const sensitive = 's';
const share = fc.double({ min: 0.05, max: 0.9, noNaN: true });
const valueTree = treeOf('s', SENSITIVE.length, [[true, false]]);
const valueHierarchy: Hierarchy = {
  ...valueTree,
  labels: [SENSITIVE, ...valueTree.labels.slice(1)],
};

const drawnDemand: fc.Arbitrary<Demand> = fc.oneof(
  fc.integer({ min: 2, max: 6 }).map((k): Demand => ({ type: 'kAnonymity', k })),
  fc.integer({ min: 2, max: 8 }).map((k): Demand => ({ type: 'kMap', k })),
  fc.tuple(share, share).map(([a, b]): Demand => ({
    type: 'deltaPresence',
    min: Math.min(a, b) / 2,
    max: Math.min(1, Math.max(a, b) + 0.1),
  })),
  fc.integer({ min: 2, max: 3 }).map((l): Demand => ({ type: 'distinctLDiversity', sensitive, l })),
  fc.constantFrom(1.5, 2, 2.5).map((l): Demand => ({ type: 'entropyLDiversity', sensitive, l })),
  fc.constantFrom(0.8, 2, 4).map((c): Demand => ({ type: 'recursiveLDiversity', sensitive, c, l: 2 })),
  share.map((t): Demand => ({ type: 'equalTCloseness', sensitive, t })),
  share.map((t): Demand => ({ type: 'orderedTCloseness', sensitive, t, order: null })),
  share.map((t): Demand => ({ type: 'hierarchicalTCloseness', sensitive, t, hierarchy: valueHierarchy })),
  share.map((d): Demand => ({ type: 'deltaDisclosure', sensitive, delta: 0.5 + 2 * d })),
  share.map((b): Demand => ({ type: 'basicBetaLikeness', sensitive, beta: 2 * b })),
  share.map((b): Demand => ({ type: 'enhancedBetaLikeness', sensitive, beta: 2 * b })),
  share.map((threshold): Demand => ({ type: 'averageRisk', threshold })),
  share.map((threshold): Demand => ({ type: 'sampleUniqueness', threshold: threshold / 2 })),
  share.map((threshold): Demand => ({
    type: 'populationUniqueness',
    threshold,
    estimate: (sizes, units) => Math.sqrt((sizes.get(1) ?? 0) / units),
  })),
);

const drawnMetric: fc.Arbitrary<MetricChoice> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(0, 0.3, 0.5, 0.8, 1),
      fc.constantFrom('geometricMean', 'arithmeticMean', 'sum', 'maximum', 'rank'),
    )
    .map(([suppressionFactor, aggregate]): MetricChoice => ({ type: 'loss', suppressionFactor, aggregate })),
  fc.constant<MetricChoice>({ type: 'averageClassSize' }),
  fc.boolean().map((monotone): MetricChoice => ({ type: 'discernibility', monotone })),
  fc.boolean().map((monotone): MetricChoice => ({ type: 'precision', monotone })),
  fc.constant<MetricChoice>({ type: 'height' }),
  fc
    .constantFrom('monotone', 'suppressing', 'normalised')
    .map((variant): MetricChoice => ({ type: 'entropy', variant })),
);

/** A whole question over a small table. */
export const drawnQuestion: fc.Arbitrary<SearchQuestion> = drawnHierarchies.chain((hierarchies) =>
  fc
    .record({
      rows: drawnRows(hierarchies),
      demands: fc.array(drawnDemand, { minLength: 1, maxLength: 3 }),
      maxSuppression: fc.constantFrom(0, 0, 0.05, 0.2, 0.5, 1),
      metric: drawnMetric,
      weights: fc.array(fc.constantFrom(0.25, 1), {
        minLength: hierarchies.length,
        maxLength: hierarchies.length,
      }),
      alternatives: fc.integer({ min: 0, max: 2 }),
      cacheBytes: fc.constantFrom(0, 1000, 1e6),
    })
    .map(({ rows, ...rest }) => ({
      ...rest,
      base: baseOf(hierarchies, rows),
      lattice: fullLattice(hierarchies),
      recount: null,
      isOver: () => false,
    })),
);
