import type { Attrition, AttritionStep } from '../artifacts/risk-report.ts';
import type { ShownCount } from '../artifacts/shown-count.ts';
import type { ReportedDelivery, ReportedTable } from './delivery.ts';
import { addLoss, showCount, showLoss } from './disclosure-control.ts';

interface Loss {
  readonly trinn: string;
  readonly count: number;
  /** Persons it concerns, where they have been counted. */
  readonly persons: number | null;
}

/** From register to delivery: persons first, then the rows of each table. */
export const attritionOf = (d: ReportedDelivery, limit: number): readonly Attrition[] => [
  {
    hva: 'Personer',
    enhet: 'person',
    ...chain(showCount(d.persons, limit), personLosses(d), limit),
  },
  ...d.tables.filter(isOfRows).map((t) => ({
    hva: t.name,
    enhet: 'rad' as const,
    ...chain(rowsOf(t, limit), rowLosses(t), limit),
  })),
];

const isOfRows = ({ counts }: ReportedTable): boolean => counts === null;

/** Rows of a delivered table, where enough persons have them. */
export const rowsOf = (t: ReportedTable, limit: number): ShownCount =>
  isOfRows(t) && t.persons > 0 && t.persons < limit
    ? { form: 'under', grense: limit }
    : { form: 'noeyaktig', antall: t.rows };

const personLosses = (d: ReportedDelivery): readonly Loss[] => [
  loss(
    'Utelatt etter vedtaket, eller har reservert seg',
    d.drawn - d.population - d.withoutConsent - d.withoutNumber,
  ),
  ...(d.withoutConsent > 0
    ? [loss('Uten et samtykke som dekker bruken, eller har trukket det', d.withoutConsent)]
    : []),
  ...(d.withoutNumber > 0 ? [loss('Uten løpenummer i nøkkelfilen', d.withoutNumber)] : []),
  loss('Ingen rad i leveransen, eller undertrykt', d.population - d.persons),
];

const loss = (trinn: string, persons: number): Loss => ({ trinn, count: persons, persons });

function rowLosses(t: ReportedTable): readonly Loss[] {
  const kept = t.rows + t.suppressed.rows;
  const outside = t.extractRows - t.ofPopulation - t.malformed;
  return [
    { trinn: 'Utenfor utvalget eller vilkårene for raden', count: Math.max(outside, 0), persons: null },
    { trinn: 'Uten gyldig identifikator', count: t.malformed, persons: null },
    { trinn: 'Utelatt fordi en verdi ikke passet', count: t.ofPopulation - kept, persons: null },
    { trinn: 'Undertrykt for å verne små grupper', count: t.suppressed.rows, persons: t.suppressed.persons },
  ];
}

/** Works backwards from what is delivered, so that every figure is made of those that are told. */
function chain(
  delivered: ShownCount,
  losses: readonly Loss[],
  limit: number,
): Pick<Attrition, 'start' | 'trinn'> {
  let left = delivered;
  const steps: AttritionStep[] = [];
  for (const { trinn, count, persons } of [...losses].reverse()) {
    const bort = showLoss(count, persons, limit);
    steps.unshift({ trinn, bort, igjen: left });
    left = addLoss(left, bort);
  }
  return { start: left, trinn: steps };
}
