import { JOINED_FILE } from '../artifacts/joined.ts';
import type { Plan, PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';
import { levelName } from './levels.ts';

/** Tables on their way into one file. */
export interface JoinedPlan {
  /** With delivered names that no other table has. */
  readonly tables: readonly PlanTable[];
  readonly demand: PlanDemand | null;
  readonly joined: Pick<Plan, 'joined'>;
}

/**
 * What becomes of tables and demand where the decision asks for one file already joined (kobling.filform): a row for each
 * row of the table with several rows a person, with the one row that the person has in each other table beside it. Names
 * that two tables share get their register in front. The demand is on the joined rows. Notes `plan.joined-several` where
 * several tables can have several rows a person, since their rows would be multiplied. Tables that stand alone, or are
 * delivered apart, are given back as they are.
 */
export function planJoined(
  c: PlanContext,
  vedtak: Vedtak,
  tables: readonly PlanTable[],
  demand: PlanDemand | null,
): JoinedPlan {
  if (vedtak.kobling.filform !== 'sammenstilt' || tables.length < 2) return { tables, demand, joined: {} };
  const several = tables.filter((t) => !hasOneRow(c, t)).map(nameOf);
  if (several.length > 1) note(c, 'plan.joined-several', 'kobling.filform', { tables: several.join(', ') });
  const names = uniqueNames(c, tables);
  const renamed = tables.map((t) => ({
    ...t,
    columns: t.columns.map((column) => ({ ...column, name: nameIn(names, t, column.name) })),
  }));
  return {
    tables: renamed,
    demand: demand === null ? null : onJoined(demand, names),
    joined: { joined: { several: several[0] ?? null } },
  };
}

type Names = ReadonlyMap<string, string>;

const nameOf = (t: { readonly register: string; readonly tabell: string }): string =>
  `${t.register}.${t.tabell}`;

const nameIn = (
  names: Names,
  t: { readonly register: string; readonly tabell: string },
  column: string,
): string => names.get(`${nameOf(t)}.${column}`) ?? column;

const hasOneRow = (c: PlanContext, t: PlanTable): boolean =>
  c.catalogue.get(t.register)?.tabeller.find((x) => x.id === t.tabell)?.enRadPerPerson === true;

/** DuckDB takes names that differ in case alone for one. */
const folded = (name: string): string => name.toLowerCase();

/** The name in the file of each `register.tabell.column`: with the register, then with the table too, where others share it. */
function uniqueNames(c: PlanContext, tables: readonly PlanTable[]): Names {
  const all = tables.flatMap((t) => t.columns.map(({ name }) => ({ t, name })));
  const forms = [
    ({ name }: (typeof all)[number]) => name,
    ({ t, name }: (typeof all)[number]) => `${t.register}_${name}`,
    ({ t, name }: (typeof all)[number]) => `${t.register}_${t.tabell}_${name}`,
  ];
  const names = new Map<string, string>();
  for (const one of all) {
    const unique = forms.find(
      (form) => all.filter((other) => folded(form(other)) === folded(form(one))).length === 1,
    );
    names.set(`${nameOf(one.t)}.${one.name}`, unique?.(one) ?? one.name);
  }
  const taken = [...names.values()].map(folded);
  for (const [at, name] of names)
    if (taken.filter((other) => other === folded(name)).length > 1)
      note(c, 'plan.parameter', `registre (${at})`, {
        expected: 'a delivered name («som») that no other column of the joined file has',
        got: name,
      });
  return names;
}

/** The demand as one on the columns of the joined file. */
function onJoined(demand: PlanDemand, names: Names): PlanDemand {
  const placed = <T extends { readonly register: string; readonly tabell: string; readonly column: string }>(
    ref: T,
  ): T => ({ ...ref, ...JOINED_FILE, column: nameIn(names, ref, ref.column) });
  const { events, levels } = demand;
  return {
    ...demand,
    quasi: demand.quasi.map(placed),
    sensitive: demand.sensitive.map(placed),
    ...(levels === undefined
      ? {}
      : { levels: levels.map((l) => renamedLevels(l, nameIn(names, l, l.column))) }),
    ...(events === undefined
      ? {}
      : {
          events: { ...events, ...JOINED_FILE, columns: events.columns.map((x) => nameIn(names, events, x)) },
        }),
  };
}

/** Levels stay with the table that they are staged in, under names of their own in the file. */
const renamedLevels = <T extends NonNullable<PlanDemand['levels']>[number]>(
  levels: T,
  column: string,
): T => ({
  ...levels,
  column,
  coarser: levels.coarser.map((form, i) => ({ ...form, name: levelName(column, i + 1) })),
});
