import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { partLineSchema, signedPartLineSchema, type PartLine } from '../artifacts/part-line.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { openBytes, sealBytes } from '../crypto/age-file.ts';
import type { AllowedSigner } from '../crypto/allowed-signers.ts';
import { verifySshSignature } from '../crypto/ssh-signature.ts';
import { writing } from './durable-file.ts';

const FILE = 'ferdige-deler';
/** Some 5 000 parts of 30 columns; what is longer was not written here. */
const MOST_BYTES = 16_777_216;

/** Where a run notes the parts that it has finished. */
export interface PartJournal {
  /** Notes a part that is on the disk; the note is on the disk when this resolves. Throws `package.write-failed`. */
  note(line: PartLine): Promise<void>;
  /** Ends the journal and removes it: a package holds nothing but what its manifest lists. */
  end(): Promise<void>;
}

/** Who writes a journal: signs with the forvalter's own key, seals to the forvalter's own age recipient. */
export interface JournalWriter {
  readonly sign: (message: Uint8Array) => string;
  readonly recipient: string;
}

/**
 * Opens the journal of a package in the making. Each line is signed and then sealed: counts of rows and hashes of
 * plaintext are not for whoever can read the output folder, and nobody else can write a line. Throws `package.write-failed`.
 */
export async function openPartJournal(
  folder: string,
  { sign, recipient }: JournalWriter,
): Promise<PartJournal> {
  const path = join(folder, FILE);
  const file = await writing(FILE, () => open(path, 'wx', 0o600));
  let ended: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    await file.close();
    await writing(FILE, () => rm(path, { force: true }));
  };
  return {
    note: async (line) => {
      const signed = { linje: line, signatur: sign(messageOf(line)) };
      const sealed = await sealBytes(Buffer.from(JSON.stringify(signed)), [recipient]);
      await writing(FILE, async () => {
        await file.appendFile(`${sealed.toString('base64')}\n`);
        await file.datasync();
      });
    },
    end: () => (ended ??= end()),
  };
}

/** Whom a journal is believed: identities that open its lines, and those whose signatures count. */
export interface JournalReader {
  readonly identities: readonly string[];
  readonly signers: readonly AllowedSigner[];
}

/**
 * The believable lines in the folder of a run, in their order; none where there is no journal. A line that was cut off,
 * changed or written by somebody else is left out: its part is made anew.
 */
export async function readPartJournal(folder: string, reader: JournalReader): Promise<readonly PartLine[]> {
  const text = await readJournal(join(folder, FILE)).catch(() => '');
  const lines: PartLine[] = [];
  for (const sealed of text.split('\n').filter((line) => line !== '')) {
    const line = await readLine(sealed, reader).catch(() => null);
    if (line !== null) lines.push(line);
  }
  return lines;
}

async function readJournal(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return await readWhole(file);
  } finally {
    await file.close();
  }
}

async function readWhole(file: FileHandle): Promise<string> {
  const stats = await file.stat();
  return stats.isFile() && stats.size <= MOST_BYTES ? file.readFile('utf8') : '';
}

async function readLine(sealed: string, { identities, signers }: JournalReader): Promise<PartLine | null> {
  const plain = await openBytes(Buffer.from(sealed, 'base64'), identities);
  const { linje, signatur } = signedPartLineSchema.parse(JSON.parse(plain.toString('utf8')));
  return verifySshSignature(messageOf(linje), signatur, signers).type === 'good' ? linje : null;
}

const messageOf = (line: PartLine): Buffer => Buffer.from(canonicalJson(partLineSchema.parse(line)));
