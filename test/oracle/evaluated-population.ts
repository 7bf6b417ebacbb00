import type { Plan, PlanSelection } from '../../src/artifacts/plan.ts';
import { assignedNumbers } from './assigned-numbers.ts';
import { dayNumber, isoDay } from './calendar.ts';
import { hasUnreadableConsent, lackingConsent } from './evaluated-consents.ts';
import { controlFaults, drawnFor, isShort } from './evaluated-controls.ts';
import type { Drawn } from './drawn-by-program.ts';
import { isSelected } from './conditions.ts';
import { isIdentifier } from './national-identifier.ts';
import type { Registers, Row } from './register-rows.ts';

/** Persons by name; every identifier that is not in a list of identities is a person of its own. */
export type PersonOf = (identifier: string) => string;

export interface Population {
  readonly persons: ReadonlySet<string>;
  readonly personOf: PersonOf;
  /** Reference date by person. */
  readonly references: ReadonlyMap<string, string>;
  /** Persons who object, or lack a consent. */
  readonly objectors: ReadonlySet<string>;
  /** What is wrong with the controls that the program drew. */
  readonly faults: readonly string[];
}

export interface Refusal {
  readonly refused: readonly string[];
}

export interface Policy {
  readonly action: 'stopp' | 'tom' | 'utelat';
  readonly maxShare: number | null;
}

/** Whether so many of so many rows are more than a policy for what does not fit lets through. */
export const breaks = ({ action, maxShare }: Policy, found: number, of: number): boolean =>
  found > 0 && (action === 'stopp' || (maxShare !== null && found / of > maxShare));

/** Who the plan delivers data about, or why there is no delivery. */
export function evaluatePopulation(plan: Plan, registers: Registers, drawn: Drawn): Population | Refusal {
  const refused = readingFaults(plan, registers);
  if (refused.length > 0) return { refused };
  const personOf = personsOf(registers);
  const candidates = (selection: PlanSelection): ReadonlySet<string> =>
    new Set(
      select(registers, selection)
        .map((row) => row[selection.identifier])
        .filter(isIdentifier)
        .map(personOf),
    );
  const persons = combined(plan, candidates);
  const { controls } = plan.population;
  const pool = new Set(controls === undefined ? [] : candidates(controls.selection));
  const lacking = lackingConsent(plan, registers, personOf, { drawn: new Set(persons), pool });
  remove(pool, persons);
  const objecting = new Set([...objectors(plan, registers, personOf), ...lacking]);
  for (const out of [...plan.population.exclude.map(candidates), objecting]) {
    remove(persons, out);
    remove(pool, out);
  }
  const { handedOver } = plan.number;
  if (handedOver !== undefined) {
    const known = new Set([...assignedNumbers(registers).keys()].map(personOf));
    const without = [...persons].filter((person) => !known.has(person));
    if (handedOver.without === 'stopp' && without.length > 0) return { refused: ['run.key-file-without'] };
    remove(persons, new Set(without));
  }
  if (persons.size === 0) return { refused: ['run.population-empty'] };
  const choice = { persons: new Set(persons), pool, personOf };
  if (controls?.short === 'stopp' && isShort(controls, registers, choice))
    return { refused: ['run.controls-few'] };
  const pairs = drawnFor(drawn, personOf);
  const faults = controlFaults(plan, registers, choice, pairs);
  for (const control of pairs.keys()) persons.add(control);
  const references =
    plan.reference?.type === 'random'
      ? movedReferences(plan.reference.anchor, persons, personOf, drawn)
      : withControls(referenceDates(plan, registers, persons, personOf), plan, pairs);
  if (persons.size > references.size) return { refused: ['run.index-missing'] };
  return { persons, personOf, references, objectors: objecting, faults };
}

/** Dates of a control are counted from the index date of the person whom she was drawn for. */
const withControls = (
  references: ReadonlyMap<string, string>,
  { reference }: Plan,
  pairs: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  reference?.type !== 'index'
    ? references
    : new Map([
        ...[...references].filter(([person]) => !pairs.has(person)),
        ...[...pairs].flatMap(([control, of]) => {
          const date = references.get(of);
          return date === undefined ? [] : [[control, date] as const];
        }),
      ]);

const select = (registers: Registers, selection: PlanSelection): readonly Row[] =>
  (registers.tables[`${selection.register}.${selection.tabell}`] ?? []).filter((row) =>
    isSelected(row, selection),
  );

const remove = (from: Set<string>, persons: Iterable<string>): void => {
  for (const person of persons) from.delete(person);
};

function combined(plan: Plan, candidates: (s: PlanSelection) => ReadonlySet<string>): Set<string> {
  const sets = plan.population.sources.map(candidates);
  const all = new Set(sets.flatMap((set) => [...set]));
  return plan.population.combine === 'union'
    ? all
    : new Set([...all].filter((person) => sets.every((set) => set.has(person))));
}

/** What cannot be read so that everybody is found who is to be delivered, left out, or taken for one person. */
function readingFaults(plan: Plan, registers: Registers): string[] {
  const index = plan.reference?.type === 'index' ? [plan.reference.selection] : [];
  const controls = plan.population.controls === undefined ? [] : [plan.population.controls.selection];
  const selections = [...plan.population.sources, ...plan.population.exclude, ...controls, ...index];
  const malformed = selections.some((selection) => {
    const rows = select(registers, selection);
    const wrong = rows.filter((row) => !isIdentifier(row[selection.identifier])).length;
    const table = plan.tables.find((t) => t.register === selection.register && t.tabell === selection.tabell);
    return breaks(table?.invalidIdentifier ?? { action: 'stopp', maxShare: null }, wrong, rows.length);
  });
  return [
    ...(malformed ? ['run.identifier-malformed'] : []),
    ...(hasIdentityConflict(registers) ? ['run.identity-conflict'] : []),
    ...(plan.number.handedOver !== undefined && assignedNumbers(registers).size === 0
      ? ['run.key-file-empty']
      : []),
    ...(hasUnreadableConsent(plan, registers, KNOWN) ? ['run.consent-unreadable'] : []),
    ...(hasUnreadableObjection(registers) ? ['run.objection-unreadable'] : []),
  ];
}

function hasIdentityConflict({ identities }: Registers): boolean {
  const list = identities ?? [];
  return list.some(
    (a) =>
      !isIdentifier(a.identifikator) ||
      list.some((b) => a.identifikator === b.identifikator && a.person !== b.person) ||
      list.some((b) => b.identifikator === a.person && b.person !== a.person),
  );
}

const KNOWN = ['', 'dar', 'freg', 'lmr', 'npr'];
const registerOf = (text: string): string => text.trim().toLowerCase();

const hasUnreadableObjection = ({ objections, objectionsByRegister }: Registers): boolean =>
  (objections ?? []).some(
    ({ foedselsnummer, register }) =>
      !isIdentifier(foedselsnummer) || (objectionsByRegister && !KNOWN.includes(registerOf(register))),
  );

/** Whose an identifier is. */
export function personsOf({ identities }: Registers): PersonOf {
  const listed = new Map((identities ?? []).map((i) => [i.identifikator, i.person]));
  return (identifier) => listed.get(identifier) ?? identifier;
}

/** An objection without a register holds for all; with one, where the delivery draws on that register. */
function objectors(plan: Plan, registers: Registers, personOf: PersonOf): string[] {
  const controls = plan.population.controls === undefined ? [] : [plan.population.controls.selection];
  const used = new Set([...plan.tables, ...plan.population.sources, ...controls].map((t) => t.register));
  return (registers.objections ?? [])
    .filter(({ register }) => {
      const name = registers.objectionsByRegister ? registerOf(register) : '';
      return name === '' || used.has(name);
    })
    .map(({ foedselsnummer }) => personOf(foedselsnummer));
}

/** A date moved from here to the anchor is the date plus the days drawn for the person; none were before a refusal. */
function movedReferences(
  anchor: string,
  persons: ReadonlySet<string>,
  personOf: PersonOf,
  { offsets }: Drawn,
): ReadonlyMap<string, string> {
  const days = new Map([...offsets].map(([id, moved]) => [personOf(id), moved]));
  return new Map([...persons].map((person) => [person, isoDay(dayNumber(anchor) - (days.get(person) ?? 0))]));
}

function referenceDates(
  plan: Plan,
  registers: Registers,
  persons: ReadonlySet<string>,
  personOf: PersonOf,
): ReadonlyMap<string, string> {
  const { reference } = plan;
  if (reference?.type !== 'index') {
    const date = reference?.type === 'fixed' ? reference.date : '';
    return new Map([...persons].map((person) => [person, date]));
  }
  const dates = new Map<string, string>();
  for (const row of select(registers, reference.selection)) {
    const [identifier, date] = [row[reference.selection.identifier], row[reference.column]];
    if (!isIdentifier(identifier) || typeof date !== 'string') continue;
    const person = personOf(identifier);
    const before = dates.get(person);
    const better = before === undefined || (reference.pick === 'foerste' ? date < before : date > before);
    if (persons.has(person) && better) dates.set(person, date);
  }
  return dates;
}
