import { z } from 'zod';

/** Version of the form of ledger entries; an entry of another version is malformed to this program. */
export const LEDGER_VERSION = 1;

/** What stands for "the line before" in the first entry. */
export const NO_LINE = '0'.repeat(64);

const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const name = z.string().max(512);
const publicKey = z.string().max(4096);
/** Absolute path of a folder. */
const path = z.string().max(4096);
const run = { run: name, saksnummer: name };

/** What was delivered, to whom and on what grounds: the content that helseregisterloven § 19 h leaves to the forvalter. */
const disclosure = {
  ...run,
  /** Where the package lies, an absolute path. */
  package: path,
  /** SHA-256 of the package's manifest. */
  manifest: hash,
  myndighet: name,
  hjemmel: name,
  databruker: name,
  /** REK, dispensations and permissions, by their references. */
  referanser: z.array(name).readonly(),
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
    .strictObject({
      nivaaer: z.record(name, count),
      grunnlag: hash,
      spoersmaal: hash,
    })
    .readonly()
    .optional(),
};

/** A named person's answer to a warning of the legal assessment. */
const answer = z.strictObject({ kode: name, tekst: name, av: name });

/** What an entry tells, by its type. No cell value and no key material; numbers of persons are allowed. */
export const ledgerEventSchema = z.discriminatedUnion('type', [
  /** The forvalter's keys were made. */
  z.strictObject({ type: z.literal('keys'), principal: name, publicKey, mottaker: publicKey }),
  z.strictObject({
    type: z.literal('run-started'),
    ...run,
    vedtak: hash,
    tool: name,
    ut: path,
    svar: z.array(answer).readonly().optional(),
  }),
  /** A run ended without a delivery, for reasons of its own; the codes are those of the error catalogue. */
  z.strictObject({
    type: z.literal('refused'),
    run: name,
    /** Null when the decision could not be read. */
    saksnummer: name.nullable(),
    vedtak: hash.nullable(),
    stage: name,
    exitCode: count,
    codes: z.array(name).readonly(),
  }),
  /** Written before the package gets its final name. */
  z.strictObject({ type: z.literal('intent'), ...disclosure }),
  /** A second person has to say yes before publication. */
  z.strictObject({ type: z.literal('awaiting-approval'), ...run, package: name, manifest: hash }),
  z.strictObject({ type: z.literal('approved'), ...run, manifest: hash, by: name }),
  /** The package has its final name. */
  z.strictObject({ type: z.literal('delivered'), ...disclosure }),
  /** A run ended before its delivery: interrupted, or found dead by a later start. */
  z.strictObject({
    type: z.literal('abandoned'),
    ...run,
    reason: z.enum(['interrupted', 'died', 'rejected']),
  }),
  /** What a later start found of a run that died between intent and delivery. */
  z.strictObject({
    type: z.literal('reconciled'),
    ...run,
    package: path,
    manifest: hash,
    found: z.enum(['delivered', 'nothing']),
  }),
  /** An entry that was cut short while it was written; the piece is kept beside the ledger. */
  z.strictObject({ type: z.literal('torn-line'), bytes: count, keptAs: name }),
  /** Pairs of identifier and løpenummer went to another party of the linkage. */
  z.strictObject({
    type: z.literal('key-handed-over'),
    saksnummer: name,
    file: hash,
    mottakere: z.array(publicKey).readonly(),
    persons: count,
  }),
  /** The databruker has both data and følgebrev: the three weeks for a complaint run from here. */
  z.strictObject({ type: z.literal('received'), ...run, date: z.iso.date() }),
  /** The databruker has confirmed deletion. */
  z.strictObject({ type: z.literal('deleted'), ...run, date: z.iso.date() }),
]);

/** What every entry has, whatever its type. */
export const ledgerFrameSchema = z.object({
  versjon: z.literal(LEDGER_VERSION),
  /** Counted from 1. */
  nr: z.int().positive(),
  tid: z.iso.datetime(),
  /** SHA-256 of the line before, without its line end. */
  forrige: hash,
  /** SSH signature (the binary blob of PROTOCOL.sshsig, base64) over the canonical JSON of all other fields. */
  signatur: base64,
});

/** The signed head beside the ledger: how many entries there are, and the hash of the last. */
export const ledgerHeadSchema = z.strictObject({
  versjon: z.literal(LEDGER_VERSION),
  nr: count,
  hash,
  signatur: base64,
});

export type LedgerEvent = z.infer<typeof ledgerEventSchema>;
export type LedgerEntry = z.infer<typeof ledgerFrameSchema> & LedgerEvent;
