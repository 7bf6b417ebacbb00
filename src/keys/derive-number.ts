import { createHmac, type KeyObject } from 'node:crypto';

/** What derived numbers are derived under. */
export interface ProjectSecret {
  readonly prosjekt: string;
  /** 256 bits; printed or turned into JSON it shows nothing. */
  readonly key: KeyObject;
}

const DIGITS = 32;

/**
 * The derived number of a value in a series, 32 hexadecimal digits: the first 128 bits of HMAC-SHA-256 (RFC 2104, section 5
 * on truncation) under the secret of the project, over the project's id, the series and the value, as UTF-8 with a line
 * feed between. The same for all who share the secret, and unrelated between projects and series.
 */
export const deriveNumber = ({ prosjekt, key }: ProjectSecret, serie: string, value: string): string =>
  createHmac('sha256', key).update(`${prosjekt}\n${serie}\n${value}`).digest('hex').slice(0, DIGITS);

/** A number that tells one secret from another and nothing of it: 60 bits derived like any other, in a series of its own. */
export const fingerprintOf = (secret: ProjectSecret): bigint =>
  BigInt(`0x${deriveNumber(secret, '*', 'fingeravtrykk').slice(0, 15)}`);
