import type { PlanDemand } from '../../src/artifacts/plan.ts';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { rarestCombination, type JudgedEvents } from './evaluated-events.ts';
import type { Cell } from './register-rows.ts';

/** A row as it would be delivered. */
export interface OracleRow {
  readonly person: string;
  readonly cells: readonly Cell[];
  readonly ranks: readonly Cell[];
}

type Demands = NonNullable<PrepareResult['risk']>['demands'];

export interface OracleRisk {
  readonly k: number;
  readonly classes: number;
  readonly demands: Demands;
  readonly suppressedRows: number;
  readonly suppressedPersons: number;
}

export type Verdict =
  | { readonly refused: readonly string[] }
  | { readonly risk: OracleRisk; readonly suppressed: ReadonlySet<string> };

interface JudgedSensitive {
  readonly name: string;
  readonly place: number;
  readonly l: number | undefined;
  readonly t: number | undefined;
  /** Rows of the table it lies in where that is another. */
  readonly elsewhere: readonly OracleRow[] | null;
}

/** Places of the quasi-identifiers, sensitive columns and columns of events among the delivered columns of their tables. */
export interface Judged {
  readonly demand: PlanDemand;
  readonly quasi: readonly number[];
  readonly sensitive: readonly JudgedSensitive[];
  readonly events: JudgedEvents | null;
}

/**
 * Suppresses persons of violating classes and combinations until none violates, or gives the codes of the refusal. `all`
 * are the rows that are judged, `own` those of the judged table.
 */
export function judge(judged: Judged, all: readonly OracleRow[], own: readonly OracleRow[]): Verdict {
  const { demand, events } = judged;
  const everybody = countPersons([...all, ...(events?.elsewhere ?? [])]);
  const suppressed = new Set<string>();
  for (;;) {
    const found = look(judged, all, suppressed);
    if (found.violating.length === 0) {
      const suppressedRows = own.filter(({ person }) => suppressed.has(person)).length;
      const suppressedPersons = countPersons(all.filter(({ person }) => suppressed.has(person)));
      const { k, classes, demands } = found;
      return { suppressed, risk: { k, classes, demands, suppressedRows, suppressedPersons } };
    }
    if (demand.onViolation === 'avvis')
      return { refused: found.demands.filter((d) => !d.met).map((d) => `risk.${d.name}`) };
    for (const person of found.violating) suppressed.add(person);
    if (suppressed.size === everybody) return { refused: ['risk.nothing-left'] };
    if (suppressed.size / everybody > demand.maxSuppression) return { refused: ['risk.suppression-limit'] };
  }
}

interface Look {
  readonly k: number;
  readonly classes: number;
  readonly demands: Demands;
  /** Persons of what violates. */
  readonly violating: readonly string[];
}

function look(judged: Judged, all: readonly OracleRow[], suppressed: ReadonlySet<string>): Look {
  const { demand, events } = judged;
  const rows = all.filter((row) => !suppressed.has(row.person));
  const classes = equivalenceClasses(judged, rows);
  const sizes = classes.map((members) => sizeOf(demand, members));
  const short = classes.filter((_, i) => (sizes[i] ?? 0) < demand.k);
  const k = sizes.length === 0 ? 0 : Math.min(...sizes);
  const km = events === null ? null : rarestCombination(events, demand.k, classes, suppressed);
  const values = judged.sensitive.map((s) => judgeValues(s, demand, classes));
  return {
    k,
    classes: classes.length,
    demands: [
      { name: 'k', column: null, demanded: demand.k, found: k, met: classes.length === 0 || k >= demand.k },
      ...(km === null
        ? []
        : [
            { name: 'km' as const, column: null, demanded: demand.k, found: km.k, met: km.rare.length === 0 },
          ]),
      ...values.flatMap(({ demands }) => demands),
    ],
    violating: [
      ...[...short, ...values.flatMap((v) => v.short)].flat().map((r) => r.person),
      ...(km?.rare ?? []),
    ],
  };
}

const countPersons = (rows: readonly OracleRow[]): number => new Set(rows.map((row) => row.person)).size;

function equivalenceClasses({ quasi }: Judged, rows: readonly OracleRow[]): (readonly OracleRow[])[] {
  const classes = new Map<string, OracleRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(quasi.map((place) => row.cells[place]));
    classes.set(key, [...(classes.get(key) ?? []), row]);
  }
  return [...classes.values()];
}

const sizeOf = ({ unit }: PlanDemand, members: readonly OracleRow[]): number =>
  unit === 'rad' ? members.length : countPersons(members);

/** What is found of a sensitive column, and the classes that fall short. */
function judgeValues(s: JudgedSensitive, { unit }: PlanDemand, classes: readonly (readonly OracleRow[])[]) {
  const each = classes.map((members) => countValues(valuesOf(s, unit, members)));
  const table = countValues(
    each.flatMap((counts) => [...counts].flatMap(([v, n]) => Array<string>(n).fill(v))),
  );
  const distances = each.map((counts) => distance(counts, table));
  const l = each.length === 0 ? 0 : Math.min(...each.map((counts) => counts.size));
  const t = Math.max(0, ...distances);
  const { l: least = 0, t: greatest = Infinity } = s;
  const short = classes.filter(
    (_, i) => (each[i]?.size ?? 0) < least || (distances[i] ?? 0) > greatest * (1 + 1e-12),
  );
  const of = { column: s.name };
  const demands: Demands = [
    ...(s.l === undefined
      ? []
      : [{ name: 'l' as const, ...of, demanded: s.l, found: l, met: classes.length === 0 || l >= s.l }]),
    ...(s.t === undefined
      ? []
      : [{ name: 't' as const, ...of, demanded: s.t, found: t, met: t <= s.t * (1 + 1e-12) }]),
  ];
  return { demands, short };
}

/** The values of a class: each of a person's once, or one a row. Who has no row in another table has a missing one. */
function valuesOf(
  { place, elsewhere }: JudgedSensitive,
  unit: PlanDemand['unit'],
  members: readonly OracleRow[],
): string[] {
  const show = (row: OracleRow): string => JSON.stringify(row.cells[place] ?? null);
  const persons = [...new Set(members.map((row) => row.person))];
  if (elsewhere === null && unit === 'rad') return members.map(show);
  return persons.flatMap((person) => {
    const own = (elsewhere ?? members).filter((row) => row.person === person).map(show);
    const values = own.length === 0 ? ['null'] : own;
    return unit === 'rad' ? values : [...new Set(values)];
  });
}

function countValues(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Half the sum of the differences of frequencies, from whole numbers. */
function distance(counts: ReadonlyMap<string, number>, table: ReadonlyMap<string, number>): number {
  const total = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  const [n, all] = [total(counts), total(table)];
  const more = [...counts].map(([value, f]) => Math.max(0, f * all - (table.get(value) ?? 0) * n));
  return more.reduce((a, b) => a + b, 0) / (n * all);
}
