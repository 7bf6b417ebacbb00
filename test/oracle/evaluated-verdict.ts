import type { PlanDemand } from '../../src/artifacts/plan.ts';
import type { Cell } from './register-rows.ts';

/** A row as it would be delivered. */
export interface OracleRow {
  readonly person: string;
  readonly cells: readonly Cell[];
  readonly ranks: readonly Cell[];
}

export interface OracleRisk {
  readonly k: number;
  readonly classes: number;
  readonly suppressedRows: number;
  readonly suppressedPersons: number;
}

export type Verdict =
  { readonly refused: string } | { readonly risk: OracleRisk; readonly suppressed: ReadonlySet<string> };

/** Places of the quasi-identifiers and sensitive columns among the delivered columns of the judged table. */
export interface Judged {
  readonly demand: PlanDemand;
  readonly quasi: readonly number[];
  readonly sensitive: readonly { readonly place: number; readonly l: number }[];
}

/** Suppresses persons of violating classes until no class violates, or gives the code of the refusal. */
export function judge(judged: Judged, all: readonly OracleRow[]): Verdict {
  const { demand } = judged;
  const everybody = countPersons(all);
  const suppressed = new Set<string>();
  for (;;) {
    const rows = all.filter((row) => !suppressed.has(row.person));
    const classes = equivalenceClasses(judged, rows);
    const violating = classes.filter((members) => violates(judged, members));
    if (violating.length === 0) {
      const sizes = classes.map((members) => sizeOf(demand, members));
      const k = sizes.length === 0 ? 0 : Math.min(...sizes);
      const suppressedRows = all.length - rows.length;
      return {
        suppressed,
        risk: { k, classes: classes.length, suppressedRows, suppressedPersons: suppressed.size },
      };
    }
    if (demand.onViolation === 'avvis') return { refused: 'risk.k' };
    for (const { person } of violating.flat()) suppressed.add(person);
    if (suppressed.size === everybody) return { refused: 'risk.nothing-left' };
    if (suppressed.size / everybody > demand.maxSuppression) return { refused: 'risk.suppression-limit' };
  }
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

const violates = ({ demand, sensitive }: Judged, members: readonly OracleRow[]): boolean =>
  sizeOf(demand, members) < demand.k ||
  sensitive.some(({ place, l }) => new Set(members.map((row) => row.cells[place])).size < l);
