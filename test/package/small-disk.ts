import { mkdirSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { toAge } from '../../src/crypto/recipients.ts';
import { openEncryptors } from '../../src/package/encryptors.ts';

// Run with a limit on the size of a file, which stands for a full disk: writes past it fail with EFBIG.
const root = process.argv[2] ?? '';
const recipients = toAge(await identityToRecipient(await generateX25519Identity()));
const encryptors = openEncryptors({ threads: 1, folder: root });
const database = await (await DuckDBInstance.create(':memory:')).connect();

async function pour(path: string, bytes: Uint8Array): Promise<void> {
  const writer = await open(path, 'w');
  await writer.writeFile(bytes);
  await writer.close();
}

async function attempt(name: string, write: (path: string) => Promise<unknown>) {
  const folder = join(root, name);
  mkdirSync(folder);
  const sink = await encryptors.openBytes({
    target: join(folder, 't.age'),
    recipients,
  });
  await write(sink.path);
  try {
    return (await sink.finish()).plaintextBytes;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const { code, got } = error.problems[0] ?? {};
    return { code, got, files: readdirSync(folder) };
  }
}

const copy = (path: string) =>
  database.run(`copy (select hash(range) h from range(3000000)) to '${path}' (format parquet)`);
const duckdb = await attempt('duckdb', copy);
const node = await attempt('node', (path) => pour(path, Buffer.alloc(20_000_000)));
const small = await attempt('small', (path) => pour(path, Buffer.alloc(1000)));
await encryptors.close();
process.stdout.write(JSON.stringify({ duckdb, node, small }));
