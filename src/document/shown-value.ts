import type { Json } from '../base/canonical-json.ts';

const WIDTH = 60;
const IDENTIFIER = /(?:\p{Nd}[^\p{L}\p{Nd}]{0,3}){11}/u;
const SECRET = /AGE-(?:PLUGIN|SECRET)|PRIVATE KEY/i;
/** What stands for a value that is shown nowhere. */
export const HIDDEN = '(a value that is not shown)';

/**
 * A value of a file that a person wrote as an error may show it: its kind, clipped to 60 characters, and nothing of it when it
 * holds eleven digits in a row (also with signs between them) or looks like a private key.
 */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return shownText(value);
  if (typeof value === 'number') return hiddenNumber(value) ? HIDDEN : `the number ${value}`;
  if (!Array.isArray(value)) return 'an object';
  return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
}

/** Text of a file that a person wrote in quotes, clipped, or hidden in the same way. */
export function shownText(text: string): string {
  if (text === '') return 'empty text';
  return isHidden(text) ? HIDDEN : JSON.stringify(clip(visible(text)));
}

/** True for text that looks like private key material. */
export function looksSecret(text: string): boolean {
  return SECRET.test(text);
}

/** Last guard on a finished message: no run of eleven digits or more leaves, whatever put it there. */
export function masked(message: string): string {
  return message.replace(/\p{Nd}{11,}/gu, '(digits not shown)');
}

/** True for text that holds eleven digits in a row, or looks like a private key: it is shown and recorded nowhere. */
export const isHidden = (text: string): boolean => IDENTIFIER.test(text) || looksSecret(text);

/** From ten digits on: as a number an identifier has lost its leading zero. */
const hiddenNumber = (value: number): boolean => Math.abs(value) >= 1e9 || isHidden(String(value));

const clip = (text: string): string =>
  text.length > WIDTH ? `${text.slice(0, WIDTH - 1).trimEnd()}…` : text;

/**
 * Everything but Latin letters, digits, common signs and the plain space as code points: an error must not move the
 * cursor, and two values that look alike must look different.
 */
function visible(text: string): string {
  return text
    .slice(0, WIDTH * 2)
    .replace(/(?! )[\p{C}\p{Z}\p{M}]|[^\p{Script=Latin}\p{Script=Common}]/gu, (c) => `<${codePoint(c)}>`);
}

/** A character as U+0041. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
