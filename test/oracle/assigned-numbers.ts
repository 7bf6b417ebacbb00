import { createHash } from 'node:crypto';
import { isIdentifier } from './national-identifier.ts';
import type { Registers } from './register-rows.ts';

/** Digits of the numbers of the key manager. */
export const ASSIGNED_WIDTH = 8;

/** Numbers as a key manager assigns them, by identifier: the same for all of a person's, and none for some persons. */
export function assignedNumbers(registers: Registers): ReadonlyMap<string, string> {
  const listed = new Map((registers.identities ?? []).map((i) => [i.identifikator, i.person]));
  const inTables = Object.values(registers.tables).flatMap((rows) =>
    rows.map((row) => row['foedselsnummer']),
  );
  const identifiers = [...new Set([...inTables, ...listed.keys(), ...listed.values()])].filter(isIdentifier);
  return new Map(
    identifiers.sort().flatMap((identifier) => {
      const hash = createHash('sha256')
        .update(listed.get(identifier) ?? identifier)
        .digest();
      const number = 10 ** (ASSIGNED_WIDTH - 1) + (hash.readUInt32BE(4) % (9 * 10 ** (ASSIGNED_WIDTH - 1)));
      return hash.readUInt8(0) % 12 === 0 ? [] : [[identifier, String(number)] as const];
    }),
  );
}
