import type { Plan, PlanColumn, PlanTable } from '../../src/artifacts/plan.ts';
import { everyLevel } from './brute-force.ts';
import type { Drawn } from './drawn-by-program.ts';
import { evaluate, HIDDEN, readyRows, type Outcome } from './evaluate.ts';
import type { Registers } from './register-rows.ts';

type Levels = NonNullable<NonNullable<Plan['demand']>['levels']>[number];
export type Choice = Readonly<Record<string, number>>;

const isOf = (levels: Levels, table: PlanTable): boolean =>
  levels.register === table.register && levels.tabell === table.tabell;

/** The name of a variable in a choice: with its table where that is not the judged one. */
function nameOf(plan: Plan, levels: Levels): string {
  const { quasi } = plan.demand ?? { quasi: [] };
  const judged = plan.tables.find((t) =>
    quasi.some((q) => q.register === t.register && q.tabell === t.tabell),
  );
  return plan.joined !== undefined || (judged !== undefined && isOf(levels, judged))
    ? levels.column
    : `${levels.register}.${levels.tabell}.${levels.column}`;
}

/** A plan in which a coarsening has been chosen: the variables as they were listed still have their policies. */
export function planAt(plan: Plan, choice: Choice): Plan {
  const { demand } = plan;
  if (demand === null) return plan;
  const { levels = [], ...rest } = demand;
  const tables = plan.tables.map((table) => {
    const hidden: PlanColumn[] = [];
    const columns = table.columns.map((column) => {
      const of = levels.find((l) => isOf(l, table) && l.column === column.name);
      const form = of?.coarser[(choice[nameOf(plan, of)] ?? 0) - 1];
      if (form === undefined) return column;
      hidden.push({ ...column, name: `${HIDDEN}${column.name}` });
      return { ...form, name: column.name };
    });
    return { ...table, columns: [...columns, ...hidden] };
  });
  return { ...plan, tables, demand: { ...rest, onViolation: 'undertrykk' } };
}

/** Whether a value of a level is several at the next, in the rows that the policies leave. */
function isParted(plan: Plan, registers: Registers, today: string, drawn: Drawn): boolean {
  const levels = plan.demand?.levels ?? [];
  const tables = plan.tables.map((table) => ({
    ...table,
    columns: [
      ...table.columns,
      ...levels
        .filter((l) => isOf(l, table))
        .flatMap(({ coarser }) =>
          coarser.map((c, i) => ({
            ...{ ...c, name: `nivaa ${c.name} ${i}`, invalid: { action: 'tom' as const, maxShare: null } },
          })),
        ),
    ],
  }));
  return readyRows({ ...plan, tables }, registers, today, drawn).some(({ table, rows }) => {
    const place = (name: string): number => table.columns.findIndex((c) => c.name === name);
    return levels
      .filter((l) => isOf(l, table))
      .some(({ column, coarser }) => {
        const places = [place(column), ...coarser.map((c, i) => place(`nivaa ${c.name} ${i}`))];
        return places.slice(1).some((to, i) => {
          const pairs = rows.map(({ cells }) =>
            [cells[places[i] ?? 0], cells[to]].map((c) => JSON.stringify(c)),
          );
          const finer = new Set(pairs.map(([from]) => from));
          return new Set(pairs.map((pair) => pair.join(' > '))).size > finer.size;
        });
      });
  });
}

/**
 * What a plan that orders coarsening delivers at the levels that the program chose, with what is wrong with the choice; or
 * why it delivers nothing, where the program did not.
 */
export function evaluateCoarsened(
  plan: Plan,
  registers: Registers,
  { today, drawn, chosen }: { readonly today: string; readonly drawn: Drawn; readonly chosen: Choice | null },
): Outcome {
  const levels = plan.demand?.levels ?? [];
  const names = levels.map((l) => nameOf(plan, l));
  const at = (choice: readonly number[]): Outcome =>
    evaluate(
      planAt(plan, Object.fromEntries(names.map((n, i) => [n, choice[i] ?? 0]))),
      registers,
      today,
      drawn,
    );
  const all = everyLevel(levels.map(({ coarser }) => coarser.length));
  const parted = isParted(plan, registers, today, drawn);
  if (chosen !== null) {
    const place = names.map((name) => chosen[name] ?? 0);
    const outcome = at(place);
    if (outcome.kind === 'refused') return outcome;
    const finer = all.filter(
      (one) => one.join() !== place.join() && one.every((l, i) => l <= (place[i] ?? 0)),
    );
    const needless = plan.demand?.maxSuppression === 0 && finer.some((one) => at(one).kind === 'delivered');
    const faults = [
      ...(parted ? ['levels that are not nested'] : []),
      ...(needless ? ['a finer one holds'] : []),
    ];
    return { ...outcome, faults: [...outcome.faults, ...faults] };
  }
  const outcomes = all.map(at);
  const codes = outcomes.flatMap((o) => (o.kind === 'refused' ? o.codes : []));
  const holding = outcomes.find((o) => o.kind === 'delivered');
  const before = codes.filter((code) => !code.startsWith('risk.'));
  if (parted) return { kind: 'refused', codes: [...before, 'risk.levels-not-nested'] };
  if (holding !== undefined && before.length === 0) return holding;
  return { kind: 'refused', codes: [...before, ...(holding === undefined ? ['risk.no-coarsening'] : [])] };
}
