import { COUNT_COLUMN, HIDDEN_MARK, MARK_COLUMN } from '../artifacts/statistics.ts';
import type { ReportedCounts } from './delivery.ts';
import type { DescribedColumn } from './described-column.ts';

/** A dimension of a table of counts: its categories are texts, and two of them are no values. */
export const describeDimension = (c: DescribedColumn, { all, missing, totals }: ReportedCounts) => ({
  ...c,
  type: 'string' as const,
  values: [
    ...c.values,
    ...(totals ? [[all, 'summen over variabelen'] as const] : []),
    [missing, 'verdien mangler'] as const,
  ],
  missing: 'Mangler aldri.',
});

/** The columns behind the dimensions. */
export const describeCounts = ({ measure, k, source }: ReportedCounts): readonly DescribedColumn[] => [
  {
    ...OWN,
    name: COUNT_COLUMN,
    type: 'integer',
    description: `Antall ${measure === 'personer' ? 'ulike personer' : 'rader'} i ${source} med disse kategoriene.`,
    sentence: `Antall av 1 til ${k - 1} personer er ikke fortalt, og heller ikke antall som de kunne vært regnet ut av.`,
    missing: `Tom der antallet ikke er fortalt (${MARK_COLUMN} er ${HIDDEN_MARK}).`,
  },
  {
    ...OWN,
    name: MARK_COLUMN,
    type: 'string',
    description: 'Hva som er gjort med antallet.',
    sentence: `${HIDDEN_MARK} der antallet ikke er fortalt, ellers en tom tekst.`,
    values: [[HIDDEN_MARK, 'antallet er ikke fortalt']],
    missing: 'Mangler aldri.',
  },
];

const OWN = { codeSystem: null, unit: null, values: [], levels: [] } as const;
