import { isJoined } from '../artifacts/joined.ts';
import type { PlanColumn, PlanTransform } from '../artifacts/plan.ts';
import type { Tabell, Variabel } from '../catalogue/register.ts';
import type { ReportedDelivery, ReportedTable } from './delivery.ts';
import { describeCounts, describeDimension } from './described-counts.ts';

/** Types of Frictionless Table Schema that a delivery has. */
export type FieldType = 'string' | 'integer' | 'number' | 'date' | 'datetime' | 'any';

/** One delivered column as the codebook tells of it. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: FieldType;
  /** What the variable is, by the catalogue. */
  readonly description: string;
  /** What the plan did with it. */
  readonly sentence: string;
  readonly codeSystem: string | null;
  readonly unit: string | null;
  /** Values it can have, with their meaning where the catalogue gives one; empty where the list is open. */
  readonly values: readonly (readonly [value: string, meaning: string])[];
  /** Coarser levels that the catalogue has for the variable. */
  readonly levels: readonly string[];
  readonly missing: string;
}

/** The columns of a delivered table in their order, the løpenummer first, those of a joined file table by table; a table of
 * counts has its dimensions and the count. */
export function describeColumns(d: ReportedDelivery, t: ReportedTable): readonly DescribedColumn[] {
  const { counts } = t;
  if (counts !== null)
    return [...describeOwn(d, t, t).map((c) => describeDimension(c, counts)), ...describeCounts(counts)];
  const tables = isJoined(t.plan) ? d.tables.filter((other) => other !== t) : [t];
  return [
    {
      name: 'loepenummer',
      type: fieldType(t, 'loepenummer'),
      description: 'Personens nummer i denne saken.',
      sentence: 'Det samme i alle tabeller og i senere leveranser i saken; sier ingenting om personen.',
      codeSystem: null,
      unit: null,
      values: [],
      levels: [],
      missing: 'Mangler aldri.',
    },
    ...tables.flatMap((own) => describeOwn(d, t, own)),
  ];
}

/** The table of the catalogue that a table is, or counts the rows of. */
const tableIn = ({ catalogue }: ReportedDelivery, { plan, counts }: ReportedTable): Tabell | undefined => {
  const [register = '', tabell = ''] = counts?.source.split('.') ?? [plan.register, plan.tabell];
  return catalogue.get(register)?.tabeller.find(({ id }) => id === tabell);
};

/** The columns of one table in the file that it is delivered in. */
function describeOwn(d: ReportedDelivery, file: ReportedTable, own: ReportedTable): DescribedColumn[] {
  const tabell = tableIn(d, own);
  return own.plan.columns.map((c) => {
    const variabel = tabell?.variabler.find((v) => v.navn === c.source);
    const described = describe(file, c, variabel);
    return own === file ? described : { ...described, description: `${own.name}: ${described.description}` };
  });
}

const describe = (t: ReportedTable, c: PlanColumn, variabel: Variabel | undefined): DescribedColumn => ({
  name: c.name,
  type: fieldType(t, c.name),
  description: variabel?.beskrivelse ?? c.source,
  sentence: c.sentence,
  codeSystem: variabel?.kodeverk ?? null,
  unit: variabel?.enhet ?? null,
  values: valuesOf(c.transform, variabel),
  levels: variabel?.nivaaer ?? [],
  missing: missingOf(c),
});

function valuesOf(t: PlanTransform, variabel: Variabel | undefined): DescribedColumn['values'] {
  if (t.type === 'ageBand') return t.bands.map((band) => [band.label, 'hele år'] as const);
  if (t.type === 'mask') return [[t.value, 'fast verdi']];
  return t.type === 'keep' ? Object.entries(variabel?.verdier ?? {}) : [];
}

const missingOf = ({ invalid, transform }: PlanColumn): string => {
  if (transform.type === 'empty') return 'Alltid tom.';
  return invalid.action === 'tom'
    ? 'Tom der registeret ikke har en verdi, og der verdien ikke passet.'
    : 'Tom der registeret ikke har en verdi.';
};

/** Alike in every format, though CSV itself knows no types. */
const fieldType = (t: ReportedTable, name: string): FieldType => fieldTypes[t.types.get(name) ?? ''] ?? 'any';

const fieldTypes: Readonly<Record<string, FieldType>> = {
  VARCHAR: 'string',
  DATE: 'date',
  TIMESTAMP: 'datetime',
  DOUBLE: 'number',
  UTINYINT: 'integer',
  TINYINT: 'integer',
  USMALLINT: 'integer',
  SMALLINT: 'integer',
  UINTEGER: 'integer',
  INTEGER: 'integer',
  UBIGINT: 'integer',
  BIGINT: 'integer',
};
