import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/sha256.ts';
import { openBytes } from '../../src/crypto/age-file.ts';
import { toAge } from '../../src/crypto/recipients.ts';
import { openEncryptors } from '../../src/package/encryptors.ts';
import { runTool } from '../crypto/run-tool.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';

const root = temporaryFolder();
const encryptors = openEncryptors({ threads: 2, folder: root });
const database = await (await DuckDBInstance.create(':memory:')).connect();
let [identity, recipient] = ['', ''];

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  await database.run(
    `create table t as select range i, 'x' || range s, date '2020-01-01' + (range % 900)::int d,
       (range % 7)::decimal(10,2) n, hash(range) h from range(300000)`,
  );
});

afterAll(async () => {
  database.closeSync();
  await encryptors.close();
});

function place() {
  const folder = mkdtempSync(join(root, 'p-'));
  return { folder, target: join(folder, 't.age'), recipients: toAge(recipient), format: 'parquet' as const };
}

async function pour(path: string, bytes: Uint8Array): Promise<void> {
  const writer = await open(path, 'w');
  await writer.writeFile(bytes);
  await writer.close();
}

describe('what DuckDB copies into a pipe', () => {
  it('is the same table when age has decrypted it, and nothing else was written', async () => {
    const at = place();
    const sink = await encryptors.openPart(at);
    await database.run(`copy t to '${sink.path}' (format parquet)`);
    const part = await sink.finish();
    expect(readdirSync(at.folder)).toEqual(['t.age']);

    const sealed = readFileSync(at.target);
    expect(part).toMatchObject({ bytes: sealed.length, sha256: sha256(sealed), rows: 300_000 });
    writeFileSync(join(at.folder, 'key'), identity);
    const plain = runTool('age', ['-d', '-i', join(at.folder, 'key')], sealed);
    expect(part).toMatchObject({ plaintextBytes: plain.length, plaintextSha256: sha256(plain) });

    writeFileSync(join(at.folder, 'back.parquet'), plain);
    const back = `read_parquet('${join(at.folder, 'back.parquet')}')`;
    const different = `select count(*) from ((from t except all from ${back}) union all (from ${back} except all from t))`;
    expect((await database.runAndReadAll(different)).getRows()).toEqual([[0n]]);
  });

  it('is described by its own footer, column by column', async () => {
    const sink = await encryptors.openPart(place());
    await database.run(`copy (select i, s, d, n from t where false) to '${sink.path}' (format parquet)`);
    expect(await sink.finish()).toMatchObject({
      rows: 0,
      columns: [
        { name: 'i', physicalType: 'INT64', logicalType: 'INT_64' },
        { name: 's', physicalType: 'BYTE_ARRAY', logicalType: 'STRING' },
        { name: 'd', physicalType: 'INT32', logicalType: 'DATE' },
        { name: 'n', physicalType: 'INT64', logicalType: 'DECIMAL(10,2)' },
      ],
    });
  });

  it('is described also when its footer is longer than a mebibyte', async () => {
    const columns = Array.from({ length: 80 }, (_, i) => `range + ${i} as kolonne_nummer_${i}`).join(', ');
    const at = place();
    const sink = await encryptors.openPart(at);
    await database.run(
      `copy (select ${columns} from range(300000)) to '${sink.path}' (format parquet, row_group_size 2048)`,
    );
    const part = await sink.finish();
    const plain = await openBytes(readFileSync(at.target), [identity]);
    expect(plain.readUInt32LE(plain.length - 8)).toBeGreaterThan(1_048_576);
    expect(part.rows).toBe(300_000);
    expect(part.columns).toHaveLength(80);
  });

  it('leaves no file when the copy fails midway, though the pipe then ends like any other', async () => {
    const at = place();
    const sink = await encryptors.openPart(at);
    const failing = `select case when i = 250000 then error('stop') else s end as s, h from t`;
    await expect(
      database.run(`copy (${failing}) to '${sink.path}' (format parquet, row_group_size 2048)`),
    ).rejects.toThrow();
    await sink.abandon();
    expect(readdirSync(at.folder)).toEqual([]);
  });

  it('leaves no file, and waits for nobody, when the copy fails before it opens the pipe', async () => {
    const at = place();
    const sink = await encryptors.openPart(at);
    await expect(database.run(`copy nowhere to '${sink.path}' (format parquet)`)).rejects.toThrow();
    await sink.abandon();
    expect(readdirSync(at.folder)).toEqual([]);
  });
});

describe('any bytes', () => {
  it('come back, whatever their number', async () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 3_000_000 }),
      fc.constantFrom(0, 65_536, 1_048_576, 2_097_152),
    );
    await fc.assert(
      fc.asyncProperty(size, fc.nat(255), async (length, value) => {
        const [at, plain] = [place(), Buffer.alloc(length, value)];
        const sink = await encryptors.openBytes(at);
        await pour(sink.path, plain);
        const sealed = await sink.finish();
        expect(sealed).toMatchObject({ plaintextBytes: length, plaintextSha256: sha256(plain) });
        expect(statSync(at.target).mode & 0o777).toBe(0o600);
        expect((await openBytes(readFileSync(at.target), [identity])).equals(plain)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('leave no file when they were all written but the writer says that it failed', async () => {
    const at = place();
    const sink = await encryptors.openBytes(at);
    await pour(sink.path, Buffer.alloc(2_000_000));
    await sink.abandon();
    expect(readdirSync(at.folder)).toEqual([]);
  });

  it('that are no Parquet file are no part', async () => {
    const at = place();
    const sink = await encryptors.openPart(at);
    await pour(sink.path, Buffer.alloc(100_000, 1));
    await expect(sink.finish()).rejects.toMatchObject({
      stage: 'package',
      message: 'package.shape-unreadable',
    });
    expect(readdirSync(at.folder)).toEqual([]);
  });
});

describe('a sink that cannot be', () => {
  it('is refused before anything is written when a recipient cannot be used', async () => {
    const at = { ...place(), recipients: toAge(recipient, 'age1nonsense') };
    await expect(encryptors.openPart(at)).rejects.toMatchObject({ message: 'package.recipient-unusable' });
    expect(readdirSync(at.folder)).toEqual([]);
  });

  it('is refused when the target is there already, and leaves it as it was', async () => {
    const at = place();
    writeFileSync(at.target, 'mine');
    await expect(encryptors.openPart(at)).rejects.toMatchObject({
      message: 'package.write-failed',
      problems: [{ at: 't.age', got: 'the operating system said EEXIST' }],
    });
    expect(readFileSync(at.target, 'utf8')).toBe('mine');
  });

  it('is refused when the pipe cannot be made', async () => {
    const homeless = openEncryptors({ threads: 1, folder: join(root, 'nowhere') });
    await expect(homeless.openPart(place())).rejects.toMatchObject({ message: 'package.pipe-failed' });
    await homeless.close();
  });
});

describe('the threads', () => {
  it('make a sink wait when all are busy', async () => {
    const single = openEncryptors({ threads: 1, folder: mkdtempSync(join(root, 'e-')) });
    const first = await single.openBytes(place());
    const order: string[] = [];
    const second = single.openBytes(place()).then((sink) => {
      order.push('second opened');
      return sink;
    });
    await pour(first.path, Buffer.from('one'));
    order.push('first finished');
    await first.finish();
    await pour((await second).path, Buffer.from('two'));
    expect((await (await second).finish()).plaintextBytes).toBe(3);
    expect(order).toEqual(['first finished', 'second opened']);
    await single.close();
  });

  it('end when closed, and what was open is abandoned', async () => {
    const at = place();
    const pipes = mkdtempSync(join(root, 'e-'));
    const own = openEncryptors({ threads: 1, folder: pipes });
    await own.openPart(at);
    await own.close();
    expect([...readdirSync(at.folder), ...readdirSync(pipes)]).toEqual([]);
  });
});

describe('a full disk', () => {
  it('lets the writer come to its end, is reported by its name, and leaves no file', () => {
    const script = fileURLToPath(new URL('./small-disk.ts', import.meta.url));
    const shell = `ulimit -f 2048; exec "$0" --import tsx "$1" "$2"`;
    const printed = execFileSync('sh', [
      '-c',
      shell,
      process.execPath,
      script,
      mkdtempSync(join(root, 'disk-')),
    ]);
    const failed = { code: 'package.write-failed', got: 'the operating system said EFBIG', files: [] };
    expect(JSON.parse(printed.toString())).toEqual({ duckdb: failed, node: failed, small: 1000 });
  });
});
