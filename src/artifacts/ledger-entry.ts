import { z } from 'zod';
import { disclosureSchema } from './disclosure.ts';

/** Version of the form of ledger entries; an entry of another version is malformed to this program. */
export const LEDGER_VERSION = 1;

/** What stands for "the line before" in the first entry. */
export const NO_LINE = '0'.repeat(64);

const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const name = z.string().max(512);
/** An armored OpenPGP key with its signatures is the longest. */
const publicKey = z.string().max(65_536);
/** Absolute path of a folder. */
const path = z.string().max(4096);
const run = { run: name, saksnummer: name };

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
  disclosureSchema.extend({ type: z.literal('intent') }),
  /** A second person has to say yes before publication. */
  z.strictObject({
    type: z.literal('awaiting-approval'),
    ...run,
    package: path,
    manifest: hash,
    /** What will be delivered; not in entries of earlier versions. */
    disclosure: disclosureSchema.optional(),
  }),
  z.strictObject({ type: z.literal('approved'), ...run, manifest: hash, by: name }),
  /** The package has its final name. */
  disclosureSchema.extend({ type: z.literal('delivered') }),
  /** A run ended before its delivery: interrupted, or found dead by a later start. */
  z.strictObject({
    type: z.literal('abandoned'),
    ...run,
    reason: z.enum(['interrupted', 'died', 'rejected']),
    /** Who rejected it. */
    by: name.optional(),
  }),
  /** Finished parts of a run that died went into this one. */
  z.strictObject({ type: z.literal('taken-over'), ...run, from: name, parts: count }),
  /** The delivery of another run was made again, byte for byte, and not published. */
  z.strictObject({ type: z.literal('recreated'), ...run, of: name, parts: count }),
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
    /** Run whose numbers they are, and the party. */
    of: name.optional(),
    part: name.optional(),
    file: hash,
    mottakere: z.array(publicKey).readonly(),
    persons: count,
  }),
  /** The secret that løpenumre of a project are derived under was made, given to another party, or taken in from one. */
  z.strictObject({
    type: z.literal('project-secret'),
    prosjekt: name,
    what: z.enum(['made', 'given', 'taken']),
    mottaker: publicKey.optional(),
  }),
  /** The databruker has both data and følgebrev: the three weeks for a complaint run from here. */
  z.strictObject({ type: z.literal('received'), ...run, date: z.iso.date() }),
  /** The databruker, or the party of the linkage that is named, has confirmed deletion. */
  z.strictObject({ type: z.literal('deleted'), ...run, date: z.iso.date(), part: name.optional() }),
  /** A breach that concerns a delivery; the 72 hours of GDPR article 33 run from its discovery. */
  z.strictObject({ type: z.literal('breach'), ...run, discovered: z.iso.datetime() }),
  /** The koblingsnøkler were wrapped anew for another identity of the forvalter; no løpenummer changed. */
  z.strictObject({ type: z.literal('keys-rotated'), mottaker: publicKey, stores: count }),
  /** A sealed copy of the state directory was made, and one was taken back into use. */
  z.strictObject({ type: z.literal('keys-exported'), mottaker: publicKey, files: count }),
  z.strictObject({ type: z.literal('keys-restored'), made: z.iso.datetime(), files: count }),
  /** The koblingsnøkkel of a case: about to be deleted, and found to be gone. */
  z.strictObject({
    type: z.literal('key-deletion'),
    saksnummer: name,
    phase: z.enum(['begun', 'done']),
    files: z.array(z.strictObject({ file: name, sha256: hash })).readonly(),
    reason: name.nullable(),
  }),
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
