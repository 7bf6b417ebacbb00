import { isIdentifier } from './national-identifier.ts';
import type { Registers } from './register-rows.ts';

type Identity = NonNullable<Registers['identities']>[number];

/** A fødselsnummer comes before a D-nummer, and that before an FH-nummer. */
const rankOf = (text: string): number => (text < '4' ? 1 : text < '8' ? 2 : 3);

/** Whether another party would know the person of a row of identities by the same identifier, as far as the row tells. */
const isKnownElsewhere = ({ identifikator, person }: Identity): boolean =>
  isIdentifier(person) && rankOf(person) <= rankOf(identifikator);

/** Whether somebody in the list of identities is known by something that another party would not know her by. */
export const hasUnknownElsewhere = ({ identities }: Registers): boolean =>
  (identities ?? []).some((row) => !isKnownElsewhere(row));

/** Registers, most of them, without such persons: numbers derived from identifiers are delivered for these. */
export const mostlyKnownElsewhere = (registers: Registers): Registers =>
  registers.identities === null || registers.identities.length % 4 === 0
    ? registers
    : { ...registers, identities: registers.identities.filter(isKnownElsewhere) };
