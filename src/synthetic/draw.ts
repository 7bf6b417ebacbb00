import { createHash } from 'node:crypto';

/** SQL of a 64-bit number that depends on the seed, a salt and a key, and on nothing else. */
export type Draw = (salt: string, ...keys: readonly string[]) => string;

/**
 * The only source of chance of the generator: a hash, so that a row comes out the same whichever thread makes it.
 * The seed enters as a number made by SHA-256; no text of the seed reaches the SQL.
 */
export function drawFrom(seed: string): Draw {
  return (salt, ...keys) => `hash(${keys.join(', ')}, ${saltNumber(seed, salt)})`;
}

function saltNumber(seed: string, salt: string): string {
  const bytes = createHash('sha256').update(`${seed}\n${salt}`).digest();
  return `${bytes.readBigUInt64BE() & 0x7fff_ffff_ffff_ffffn}::BIGINT`;
}

/** SQL of a number in [0, 1) from the upper 32 bits of a draw. */
export const unit = (drawn: string): string => `((${drawn} >> 32)::DOUBLE / 4294967296)`;

/** SQL of a whole number in [0, n) from a draw. */
export const below = (n: number, drawn: string): string => `(${drawn} % ${n})::INTEGER`;

/** SQL that is true with a chance, in thousandths. */
export const chance = (perMille: number, drawn: string): string => `(${drawn} % 1000 < ${perMille})`;
