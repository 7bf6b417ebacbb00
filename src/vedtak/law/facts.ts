import { type Located, elements } from '../located.ts';
import type { Registeruttak, Vedtak } from '../schema.ts';
import type { Mode } from './outcome.ts';
import type { RegisterFacts, Registers } from './register-facts.ts';

/** All that a legal rule looks at. `today` is an ISO date. */
export interface Facts {
  readonly vedtak: Vedtak;
  readonly registers: Registers;
  readonly mode: Mode;
  readonly today: string;
}

/** A register table of the decision, and the register it belongs to. */
export interface LocatedTable extends Located<Registeruttak> {
  readonly register: RegisterFacts;
}

/** What lifts the duty of confidentiality for one group of persons, and the register it is for. */
export interface LocatedBasis extends Located<Registeruttak['taushetsplikt'][number]> {
  readonly register: RegisterFacts;
}

/** The register tables that are delivered, of registers that the catalogue knows. */
export function tablesOf({ vedtak, registers }: Facts): readonly LocatedTable[] {
  return elements(['registre'], vedtak.registre).flatMap((table) => {
    const register = registers.get(table.value.register);
    return register === undefined ? [] : [{ ...table, register }];
  });
}

export function basesOf(facts: Facts): readonly LocatedBasis[] {
  return tablesOf(facts).flatMap(({ path, value, register }) =>
    elements([...path, 'taushetsplikt'], value.taushetsplikt).map((basis) => ({ ...basis, register })),
  );
}

/**
 * Every register that takes part, each once: those delivered, those that draw the utvalg and its comparison group, and
 * those of the other parties of a linkage.
 */
export function registersOf({ vedtak, registers }: Facts): readonly Located<RegisterFacts>[] {
  const { kilde, kilder, kontroller } = vedtak.utvalg;
  const named = [
    ...elements(['registre'], vedtak.registre),
    ...(kilde === undefined ? [] : [{ path: ['utvalg', 'kilde'], value: kilde }]),
    ...elements(['utvalg', 'kilder'], kilder ?? []),
    ...(kontroller === undefined
      ? []
      : [{ path: ['utvalg', 'kontroller', 'kilde'], value: kontroller.kilde }]),
    ...elements(['kobling', 'parter'], vedtak.kobling.parter).flatMap(({ path, value }) =>
      value.registre.map((register) => ({ path, value: { register } })),
    ),
  ];
  const found = named.flatMap(({ path, value }) => {
    const register = registers.get(value.register);
    return register === undefined ? [] : [{ path, value: register }];
  });
  return found.filter(({ value }, i) => found.findIndex((other) => other.value.id === value.id) === i);
}

/** Whether Helsedataservice decides for the register on a day: it is in the national solution by then. */
export const isIncluded = ({ nasjonalLoesning }: RegisterFacts, day: string): boolean =>
  nasjonalLoesning !== null && nasjonalLoesning.fra <= day;

/** Whether a register of the national solution takes part on the day of the decision. */
export const usesIncluded = (facts: Facts): boolean =>
  registersOf(facts).some(({ value }) => isIncluded(value, facts.vedtak.vedtak.dato));

/** Journals and the other registers of those who give health care. */
export const isTreatment = ({ rettsligKlasse }: RegisterFacts): boolean =>
  rettsligKlasse === 'behandlingsrettet';

/** Registers outside helseregisterloven: Folkeregisteret, Statistisk sentralbyrå and others. */
export const isOutside = ({ rettsligKlasse }: RegisterFacts): boolean => rettsligKlasse === 'annet';

/** Whether any group of persons of any table is covered in this way. */
export const hasBasis = (facts: Facts, type: LocatedBasis['value']['type']): boolean =>
  facts.vedtak.registre.some(({ taushetsplikt }) => taushetsplikt.some((basis) => basis.type === type));

/** Medical or health research, which needs REK: what REK has dismissed as outside the act is not. */
export const isHealthResearch = ({
  prosjekt,
  rettsgrunnlag,
}: Pick<Vedtak, 'prosjekt' | 'rettsgrunnlag'>): boolean =>
  prosjekt.helseforskning && rettsgrunnlag.rekAvvist === undefined;
