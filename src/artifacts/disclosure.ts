import { z } from 'zod';

const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().max(512);
/** As long as a text of the decision may be. */
const text = z.string().max(4000);
const texts = z.array(text).readonly();
/** An OpenPGP key is some kilobytes. */
const publicKey = z.string().max(65_536);
/** Absolute path of a folder. */
const path = z.string().max(4096);

const approval = z.strictObject({ referanse: text, dato: z.iso.date() });

/** Who receives: country and guarantees stand beside the name where data leave the EEA (GDPR articles 30 and 44). */
const recipient = z.strictObject({
  type: z.enum(['offentlig', 'privat', 'registerforvalter']),
  land: name,
  garantier: texts,
  /** Country of the analysis room or processor. */
  behandlingsland: name,
  analyserom: text.nullable(),
  prosjektleder: text.nullable(),
  /** Those who get access. */
  personer: texts,
});

/** How a delivery differs from the one before of the same case; persons null where 1 to k-1 of them would show. */
export const changeSchema = z.strictObject({
  /** The run that delivered before. */
  forrige: name,
  nye: count.nullable(),
  borte: count.nullable(),
  /** Rows more or less, by `register.tabell`. */
  rader: z.record(z.string(), z.int()),
});

/** What the overview holds beside whom, when and how many: GDPR article 30, and what is worth having beside it. */
const protocolSchema = z.strictObject({
  versjon: z.literal(1),
  prosjekt: z.strictObject({ id: name, tittel: text }),
  formaal: text,
  vedtak: z.strictObject({ sha256: hash, dato: z.iso.date(), endrer: text.nullable() }),
  /** Letters of GDPR articles 6 and 9, and other bases, in words. */
  grunnlag: texts,
  /** What lifts the duty of confidentiality, by table and group. */
  taushetsplikt: texts,
  rek: approval.nullable(),
  dispensasjoner: texts,
  tillatelser: texts,
  mottaker: recipient,
  /** The other parties of the linkage; not in entries of earlier versions. */
  parter: texts.optional(),
  /** Categories of registered persons, and of data. */
  registrerte: texts,
  opplysninger: texts,
  variabler: z.array(z.strictObject({ tabell: name, navn: z.array(name).readonly() })).readonly(),
  vilkaar: texts,
  /** Notes and answered warnings of the legal assessment. */
  merknader: z
    .array(z.strictObject({ kode: name, tittel: text, svar: text.nullable(), av: name.nullable() }))
    .readonly(),
  /** Last day the data may be used, and stored. */
  brukTil: z.iso.date(),
  lagringTil: z.iso.date(),
  utfoertAv: name.nullable(),
  /** Seconds the program worked, and minutes a person says to have spent, for the invoice. */
  sekunder: z.number().nonnegative(),
  minutter: count.nullable(),
  /** The series of løpenumre: of the case, counted anew when its key has been deleted. */
  serie: z.strictObject({ sak: name, nr: z.int().positive() }),
  /** Run whose delivery this one replaces. */
  retter: name.nullable(),
  endring: changeSchema.nullable(),
  /** Løpenumre on the list of those to delete that goes with the delivery. */
  sletteliste: count,
});

/** What was delivered, to whom and on what grounds: the content that helseregisterloven § 19 h leaves to the forvalter. */
export const disclosureSchema = z.strictObject({
  run: name,
  saksnummer: name,
  /** Where the package lies, an absolute path. */
  package: path,
  /** SHA-256 of the package's manifest. */
  manifest: hash,
  myndighet: text,
  hjemmel: name,
  databruker: text,
  /** REK, dispensations and permissions, by their references. */
  referanser: texts,
  kanal: name,
  /** Public keys the package is encrypted to. */
  mottakere: z.array(publicKey).readonly(),
  registre: z.array(z.strictObject({ tabell: name, rows: count, persons: count })).readonly(),
  persons: count,
  slettes: z.iso.date().nullable(),
  /** Last day of the decision; not in entries of earlier versions. */
  gyldigTil: z.iso.date().optional(),
  /** The coarsening that was chosen, with the hashes that let others repeat the search. */
  generalisering: z
    .strictObject({ nivaaer: z.record(name, count), grunnlag: hash, spoersmaal: hash })
    .readonly()
    .optional(),
  /** Tables of counts that were delivered in place of rows. */
  statistikk: z
    .array(
      z.strictObject({
        ...{ tabell: name, kilde: name, dimensjoner: z.array(name).readonly() },
        ...{ maal: z.enum(['personer', 'rader']), linjer: count, prikket: count },
      }),
    )
    .readonly()
    .optional(),
  /** Not in entries of earlier versions. */
  protokoll: protocolSchema.optional(),
  /** SHA-256 of what is kept of the run (`run-record.ts`); not in entries of earlier versions. */
  kjoering: hash.optional(),
});

export type Disclosure = z.infer<typeof disclosureSchema>;
export type Protocol = z.infer<typeof protocolSchema>;
export type Change = z.infer<typeof changeSchema>;
