import { z } from 'zod';

/** A calendar date that exists, as an ISO string. */
export const dato = z.iso.date('a date that exists, written YYYY-MM-DD');

/** Name of a register, table or variable, as in the catalogue. */
export const navn = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'a name of a-z, 0-9 and _, starting with a letter, at most 32 characters');

/** Name of a delivered column. */
export const levertNavn = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,31}$/,
    'a name of A-z, 0-9 and _, starting with a letter, at most 32 characters',
  );

/** A delivered column of a delivered table: `register.tabell.levertNavn`. */
export const levertVariabel = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,31}\.[A-Za-z][A-Za-z0-9_]{0,31}$/,
    'register.tabell.name, with the name as it is delivered',
  );

/** Text for people. Invisible and control characters could make it read otherwise than it is. */
export const tekst = z
  .string()
  .max(4000, { abort: true })
  .regex(/^(?=[\s\S]*\S)[\P{C}\n\t]+$/u, {
    abort: true,
    error: 'text that is not blank, without control characters and invisible characters',
  });

/** Text as it stands in an extract; white space around it would match nothing, unseen. */
export const verditekst = z
  .string()
  .max(1000, { abort: true })
  .regex(/^(?!\s)\P{C}+(?<!\s)$/u, 'text without white space around it and without invisible characters');

/** File beside the decision file; no way out of that folder. */
export const filnavn = z
  .string()
  .regex(
    /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    'a relative file name of A-z, 0-9, _, - and ., without ..',
  );

/** A value in an extract: text, number or boolean. */
export const verdi = z.union([verditekst, z.number(), z.boolean()]);

/** Either a date variable in the same table, or one date for all. */
export const tidspunkt = z.union([navn, dato]);

export const registertabell = z.strictObject({
  register: navn.describe('Registerets id i katalogen, for eksempel npr.'),
  tabell: navn.describe('Tabellens id i katalogen, for eksempel episode.'),
});
