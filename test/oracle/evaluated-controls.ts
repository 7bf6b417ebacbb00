import type { Plan, PlanControls } from '../../src/artifacts/plan.ts';
import type { Drawn } from './drawn-by-program.ts';
import type { Registers, Row } from './register-rows.ts';

/** What the plan and the registers say of controls before any is drawn. */
export interface Choice {
  /** The population without controls. */
  readonly persons: ReadonlySet<string>;
  /** Persons who may be controls. */
  readonly pool: ReadonlySet<string>;
  readonly personOf: (identifier: string) => string;
}

const LENGTHS = { maaned: 7, kvartal: 7, aar: 4 } as const;

function matched({ match }: PlanControls, row: Row): string | null {
  const values = match.map(({ column, truncate }) => {
    const value = row[column] ?? null;
    return value === null || truncate === null ? value : String(value).slice(0, LENGTHS[truncate]);
  });
  return values.includes(null) ? null : JSON.stringify(values);
}

/** What is matched of each person in whose rows it is one and the same; a missing value in some of them is passed over. */
function likeness(controls: PlanControls, registers: Registers, c: Choice): ReadonlyMap<string, string> {
  const { register, tabell, identifier } = controls.selection;
  if (controls.match.length === 0) return new Map([...c.persons, ...c.pool].map((p) => [p, '[]']));
  const rows = registers.tables[`${register}.${tabell}`] ?? [];
  const byPerson = new Map<string, Row[]>();
  for (const row of rows) {
    const person = c.personOf(String(row[identifier]));
    byPerson.set(person, [...(byPerson.get(person) ?? []), row]);
  }
  return new Map(
    [...byPerson].flatMap(([person, own]) => {
      const whole = controls.match.map(({ column }) => own.map((row) => row[column] ?? null));
      const filled = Object.fromEntries(
        controls.match.map(({ column }, i) => [column, whole[i]?.find((value) => value !== null) ?? null]),
      );
      const value = matched(controls, filled);
      const agrees = own.every((row) => matched(controls, { ...filled, ...withoutMissing(row) }) === value);
      return value !== null && agrees ? [[person, value] as const] : [];
    }),
  );
}

const withoutMissing = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

interface Group {
  readonly of: readonly string[];
  readonly free: readonly string[];
}

function groups(controls: PlanControls, registers: Registers, c: Choice): readonly Group[] {
  const alike = likeness(controls, registers, c);
  return [...new Set(alike.values())].map((value) => ({
    of: [...c.persons].filter((p) => alike.get(p) === value),
    free: [...c.pool].filter((p) => alike.get(p) === value),
  }));
}

/** Whether somebody of the utvalg gets fewer controls than the plan asks for, whoever is drawn. */
export function isShort(controls: PlanControls, registers: Registers, c: Choice): boolean {
  const all = groups(controls, registers, c);
  const grouped = all.reduce((sum, { of }) => sum + of.length, 0);
  return grouped < c.persons.size || all.some(({ of, free }) => free.length < of.length * controls.perPerson);
}

/** Whom each control was drawn for, by person, as the koblingsnøkkel has it. */
export function drawnFor(
  { numbers, controls }: Drawn,
  personOf: Choice['personOf'],
): ReadonlyMap<string, string> {
  const owners = new Map([...numbers].map(([id, number]) => [number, personOf(id)]));
  return new Map([...controls].map(([id, number]) => [personOf(id), owners.get(number) ?? '']));
}

/** What is wrong with the controls that were drawn: whom they are drawn from and for, and how many each has. */
export function controlFaults(
  plan: Plan,
  registers: Registers,
  c: Choice,
  pairs: ReadonlyMap<string, string>,
): readonly string[] {
  const { controls } = plan.population;
  if (controls === undefined) return pairs.size === 0 ? [] : ['controls that nobody asked for'];
  const all = groups(controls, registers, c);
  const strange = [...pairs].filter(
    ([control, of]) => !all.some((group) => group.free.includes(control) && group.of.includes(of)),
  );
  const wrong = all.filter(({ of, free }) => {
    const counts = of.map((person) => [...pairs.values()].filter((p) => p === person).length);
    const total = counts.reduce((sum, n) => sum + n, 0);
    return (
      total !== Math.min(free.length, of.length * controls.perPerson) ||
      (of.length > 0 && Math.max(...counts) - Math.min(...counts) > 1)
    );
  });
  return [
    ...(strange.length === 0 ? [] : [`${strange.length} controls who are not like whom they were drawn for`]),
    ...(wrong.length === 0 ? [] : [`${wrong.length} groups with another number of controls`]),
  ];
}
