import type { PlanControls } from '../artifacts/plan.ts';
import type { Utvalg } from '../vedtak/schema.ts';
import { planConditions } from './conditions.ts';
import {
  note,
  resolveDate,
  resolveTable,
  resolveVariable,
  type PlanContext,
  type ResolvedTable,
} from './context.ts';

type Kontroller = NonNullable<Utvalg['kontroller']>;
type Match = PlanControls['match'][number];

/** The comparison group of a decision; null where there is none, or when it was noted why it cannot be drawn. */
export function planControls(c: PlanContext, kontroller: Kontroller | undefined): PlanControls | null {
  if (kontroller === undefined) return null;
  const at = 'utvalg.kontroller';
  const table = resolveTable(c, kontroller.kilde, `${at}.kilde`);
  if (table === null) return null;
  const conditions = planConditions(c, table, kontroller.hvor, `${at}.hvor`);
  const match = kontroller.match.map((wanted, i) => planMatch(c, table, wanted, `${at}.match[${i}]`));
  checkDistinct(c, kontroller.match, `${at}.match`);
  return {
    selection: { ...kontroller.kilde, identifier: table.identifier, conditions, age: null },
    perPerson: kontroller.perPerson,
    match: match.filter((m) => m !== null),
    short: kontroller.vedMangel,
  };
}

function planMatch(
  c: PlanContext,
  table: ResolvedTable,
  wanted: Kontroller['match'][number],
  at: string,
): Match | null {
  if (typeof wanted === 'string') {
    const variable = resolveVariable(c, table, wanted, at);
    return variable === null ? null : { column: variable.navn, truncate: null };
  }
  const variable = resolveDate(c, table, wanted.variabel, `${at}.variabel`);
  return variable === null ? null : { column: variable.navn, truncate: wanted.nivaa };
}

function checkDistinct(c: PlanContext, match: Kontroller['match'], at: string): void {
  const names = match.map((wanted) => (typeof wanted === 'string' ? wanted : wanted.variabel));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    note(c, 'plan.parameter', at, { expected: 'each variable once', got: `${twice} twice` });
}
