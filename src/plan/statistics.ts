import type { Plan, PlanStatistics, PlanTable } from '../artifacts/plan.ts';
import { holds, joinTree, maximalSets } from '../statistics/join-tree.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';

/**
 * The tables of counts that are delivered in place of rows; nothing where the decision asks for rows. Notes
 * `plan.tables-ring` where the tables of one register table hang together in a ring, and `plan.tables-linked` where what
 * several register tables share is in no one table of counts: the figures could then be held against each other in ways
 * that nothing short of all combinations tells. Notes `plan.unsupported` for what rows alone can have.
 */
export function planStatistics(
  c: PlanContext,
  vedtak: Vedtak,
  tables: readonly PlanTable[],
): Pick<Plan, 'statistics'> {
  const { utlevering, anonymitet, kobling } = vedtak;
  if (utlevering.form !== 'statistikk') return {};
  const { vedBrudd } = anonymitet;
  if (vedBrudd === 'generaliser') refuse(c, 'anonymitet.vedBrudd', 'generaliser with the form statistikk');
  if (kobling.filform === 'sammenstilt')
    refuse(c, 'kobling.filform', 'filform sammenstilt with the form statistikk');
  if (kobling.parter.some(({ noekkelTil }) => noekkelTil !== undefined))
    refuse(c, 'kobling.parter', 'noekkelTil with the form statistikk, which has no løpenumre');
  noteSeries(c, vedtak, tables);
  const asked = (utlevering.tabeller ?? []).map((t): PlanStatistics['tables'][number] => {
    const [register = '', tabell = ''] = t.kilde.split('.');
    return {
      ...{ name: t.navn, register, tabell },
      ...{ dimensions: [...t.dimensjoner], measure: t.maal, totals: t.summer },
    };
  });
  for (const table of tables) noteRing(c, table, asked);
  for (const table of tables) noteLinked(c, table, tables, asked);
  return {
    statistics: {
      k: anonymitet.k,
      onViolation: vedBrudd === 'undertrykk' ? 'undertrykk' : 'avvis',
      maxSuppression: anonymitet.maksUndertrykking,
      tables: asked,
      diverse: anonymitet.sensitive.flatMap(({ variabel, l }) => {
        const [register = '', tabell = '', column = ''] = variabel.split('.');
        return l === undefined ? [] : [{ register, tabell, column, l }];
      }),
    },
  };
}

const refuse = (c: PlanContext, at: string, what: string): null => note(c, 'plan.unsupported', at, { what });

/** A number of another person stands for her alone. */
function noteSeries(c: PlanContext, { registre }: Vedtak, tables: readonly PlanTable[]): void {
  for (const table of tables)
    for (const column of table.columns)
      if (column.transform.type === 'series') {
        const i = registre.findIndex((r) => r.register === table.register && r.tabell === table.tabell);
        refuse(
          c,
          `registre[${i}].variabler`,
          `counts by numbers of persons or institutions (${column.name})`,
        );
      }
}

type Ref = Pick<PlanTable, 'register' | 'tabell'>;
type Asked = PlanStatistics['tables'][number];

const nameOf = ({ register, tabell }: Ref): string => `${register}.${tabell}`;
const ofTable = (table: Ref, asked: readonly Asked[]): readonly (readonly string[])[] =>
  maximalSets(asked.filter((t) => nameOf(t) === nameOf(table)).map((t) => t.dimensions));

function noteRing(c: PlanContext, table: Ref, asked: readonly Asked[]): void {
  if (joinTree(ofTable(table, asked)) === null)
    note(c, 'plan.tables-ring', 'utlevering.tabeller', { kilde: nameOf(table) });
}

function noteLinked(
  c: PlanContext,
  table: PlanTable,
  tables: readonly PlanTable[],
  asked: readonly Asked[],
): void {
  const shared = sharedDimensions(table, tables, asked);
  if (shared.length > 0 && !ofTable(table, asked).some((set) => holds(set, shared)))
    note(c, 'plan.tables-linked', 'utlevering.tabeller', {
      kilde: nameOf(table),
      shared: shared.join(', '),
    });
}

/**
 * Dimensions of a register table that another one of the decision has too, by the name in the register or as delivered:
 * the same persons may lie behind both.
 */
export function sharedDimensions(
  table: PlanTable,
  tables: readonly PlanTable[],
  asked: readonly Asked[],
): readonly string[] {
  const dimensionsOf = (t: PlanTable): PlanTable['columns'] => {
    const names = new Set(ofTable(t, asked).flat());
    return t.columns.filter(({ name }) => names.has(name));
  };
  const others = tables.filter((t) => nameOf(t) !== nameOf(table)).flatMap(dimensionsOf);
  return dimensionsOf(table)
    .filter((own) => others.some((x) => x.name === own.name || x.source === own.source))
    .map(({ name }) => name);
}
