import type { Plan } from '../../src/artifacts/plan.ts';
import { isIdentifier } from './national-identifier.ts';
import type { Consent, Registers } from './register-rows.ts';

/** Persons whom the sources drew, and those who meet the conditions of controls. */
interface Asked {
  readonly drawn: ReadonlySet<string>;
  readonly pool: ReadonlySet<string>;
}

const lowered = (text: string): string => text.trim().toLowerCase();

/** Persons whom the want of a consent leaves out, in any of the registers that ask for one. */
export function lackingConsent(
  { population: { consent } }: Plan,
  { consents }: Registers,
  personOf: (identifier: string) => string,
  { drawn, pool }: Asked,
): ReadonlySet<string> {
  if (consent === undefined) return new Set();
  const { scopes, versions } = consent;
  const rows = (consents ?? []).map((c) => ({ ...c, person: personOf(c.foedselsnummer) }));
  const askedOf = {
    alle: [...drawn, ...pool],
    utvalg: [...drawn],
    kontroller: [...pool].filter((p) => !drawn.has(p)),
  };
  const lacking = consent.registers.flatMap(({ register, of }) => {
    const holds = (row: Consent): boolean => ['', register].includes(lowered(row.register));
    const withdrawn = rows.filter((r) => r.trukket !== '' && holds(r) && scopes.includes(lowered(r.omfang)));
    const covers = (person: string): boolean =>
      scopes.every((scope) =>
        rows.some((row) => {
          const about = (other: typeof row): boolean =>
            other.person === person && holds(other) && lowered(other.omfang) === scope;
          const before = rows.filter((other) => other.trukket !== '' && about(other));
          return (
            about(row) &&
            row.trukket === '' &&
            (versions === null || versions.includes(row.versjon)) &&
            before.every(({ trukket }) => row.gitt > trukket)
          );
        }),
      );
    return [...askedOf[of], ...withdrawn.map((row) => row.person)].filter((person) => !covers(person));
  });
  return new Set(lacking);
}

/** Whether a list of consents that is asked for cannot be read. */
export const hasUnreadableConsent = (
  plan: Plan,
  { consents }: Registers,
  known: readonly string[],
): boolean =>
  plan.population.consent !== undefined &&
  (consents ?? []).some(
    ({ foedselsnummer, register, omfang, versjon }) =>
      !isIdentifier(foedselsnummer) ||
      !known.includes(lowered(register)) ||
      omfang.trim() === '' ||
      versjon.trim() === '',
  );
