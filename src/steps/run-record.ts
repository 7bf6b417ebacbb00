import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disclosure } from '../artifacts/disclosure.ts';
import { runRecordSchema, type RunRecord } from '../artifacts/run-record.ts';
import { sha256 } from '../base/sha256.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { writeDurably, writing } from '../package/durable-file.ts';

const pathOf = (dir: string, run: string): string => join(dir, 'kjoeringer', `${run}.json`);

/** Keeps what is needed to make a delivery again, and gives its SHA-256. Throws `package.write-failed`. */
export async function writeRunRecord(dir: string, record: RunRecord): Promise<string> {
  const { run } = record.manifest;
  const text = `${JSON.stringify(runRecordSchema.parse(record))}\n`;
  await writing(`kjoeringer/${run}.json`, async () => {
    await mkdir(join(dir, 'kjoeringer'), { recursive: true, mode: 0o700 });
    await writeDurably(pathOf(dir, run), text);
  });
  return sha256(text);
}

/** What was kept of a delivery, as its entry in the ledger says. Throws `ledger.run-not-kept`. */
export async function readRunRecord(
  dir: string,
  { run, kjoering }: Pick<Disclosure, 'run' | 'kjoering'>,
): Promise<RunRecord> {
  const text = await readFile(pathOf(dir, run), 'utf8').catch(() => null);
  if (text === null || sha256(text) !== kjoering) throw refuse('ledger', 'ledger.run-not-kept', run, { run });
  return runRecordSchema.parse(JSON.parse(text));
}
