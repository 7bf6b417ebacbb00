import { closeSync, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plan } from '../artifacts/plan.ts';
import { AgeError } from '../crypto/age-error.ts';
import { openBytes } from '../crypto/age-file.ts';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import type { KeyFileSource } from '../engine/key-file.ts';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import { describeParquet } from '../extract/describe-parquet.ts';
import { readFileBytes } from '../extract/file-bytes.ts';
import { MEMORY_FOLDER, writeMemoryFile } from '../extract/memory-file.ts';
import { checkListColumns, KEY_FILE_FORM } from '../extract/side-lists.ts';
import { OPEN_FILES } from './key-store.ts';
import { readListFile } from './side-lists.ts';

/** The age identity of the forvalter, read where a file is encrypted to it. */
type Identity = () => string | Promise<string>;

/**
 * Does work with the file of numbers that another party has assigned, null where the plan asks for none. A file that is
 * encrypted to this forvalter is opened into memory for as long as the work takes. Throws `plan.key-file-missing` (exit 11),
 * `keys.sealed-to-others`, `extract.side-list-header`, `extract.csv-header`, `extract.corrupt`, `extract.unreadable`.
 */
export async function withKeyFile<T>(
  directory: string,
  { number: { handedOver } }: Plan,
  identity: Identity,
  work: (source: KeyFileSource | null) => Promise<T>,
): Promise<T> {
  if (handedOver === undefined) return work(null);
  const { file } = handedOver;
  const path = join(directory, file);
  if (!existsSync(path)) throw refuse('plan', 'plan.key-file-missing', basename(directory), { file });
  if (!file.endsWith('.age')) return work(await describe(path, file));
  const bytes = await openSealed(path, file, identity);
  const descriptor = writeMemoryFile(bytes, MEMORY_FOLDER);
  bytes.fill(0);
  try {
    const opened = join(OPEN_FILES, String(descriptor));
    return await work(await describe(opened, file.slice(0, -'.age'.length)));
  } finally {
    closeSync(descriptor);
  }
}

async function openSealed(path: string, file: string, identity: Identity): Promise<Buffer> {
  try {
    const sealed = await readFileBytes(path, (bytes) => bytes.read(0, bytes.size));
    return await openBytes(sealed, parseAgeIdentities(await identity()));
  } catch (error) {
    if (error instanceof AgeError) throw refuse('run', 'keys.sealed-to-others', file, { file });
    throw error;
  }
}

/** The file with its columns, which must be the two that it is made of; a refusal bears its name. */
async function describe(path: string, file: string): Promise<KeyFileSource> {
  try {
    if (file.endsWith('.csv')) return await readListFile(path, KEY_FILE_FORM);
    const { size, mtimeMs } = await stat(path);
    const { columns } = await describeParquet({ path, bytes: size, modifiedMs: mtimeMs });
    checkListColumns(
      path,
      columns.map(({ name }) => name),
      KEY_FILE_FORM,
    );
    return { parquet: path };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    throw new PipelineError(
      error.stage,
      error.problems.map((p) => ({ ...p, at: file })),
    );
  }
}
