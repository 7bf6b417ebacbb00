import type { Password } from './recipients.ts';

/** Crockford's letters: none that is taken for another when read aloud or typed from a message. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 6;
const GROUP = 4;

/**
 * A password of 120 random bits in six groups of four letters, such as `k3nd-…`, in memory that threads share. Each letter
 * takes five bits of one byte of `randomFill`, so all are equally likely.
 */
export function makePassword(randomFill: (block: Uint8Array) => void): Password {
  const random = new Uint8Array(GROUPS * GROUP);
  randomFill(random);
  const letters = [...random].map((byte) => LETTERS.charAt(byte & 31)).join('');
  random.fill(0);
  const text = letters.replace(/.{4}(?=.)/g, '$&-');
  const password = new Uint8Array(new SharedArrayBuffer(text.length));
  password.set(Buffer.from(text));
  return password;
}
