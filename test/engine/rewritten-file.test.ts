import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { copyToParquet } from '../../src/sql/dialect.ts';
import { literal } from '../../src/sql/identifier.ts';

const place = mkdtempSync(join(tmpdir(), 'tilrette-samme-navn-'));
let engine: Engine;

beforeAll(async () => {
  const signal = new AbortController().signal;
  engine = await openEngine({ memoryBytes: 256 * 1024 * 1024, threads: 2, directories: [place], signal });
});
afterAll(() => {
  engine.close();
  rmSync(place, { recursive: true });
});

interface Made {
  readonly start: number;
  readonly bytes: Buffer;
}

/** Two Parquet files of other rows and the same length. */
async function makeAlike(): Promise<readonly [Made, Made]> {
  const made = new Map<number, Made>();
  for (let start = 0; start < 400; start += 1) {
    const file = join(place, `${start}.parquet`);
    const rows = `SELECT ${start} AS start, CAST(hash(range + ${start} * 100000) % 100000000000 AS VARCHAR) AS a FROM range(3000)`;
    await engine.run({ id: 'make', sql: copyToParquet(rows, literal(file)), params: [] });
    const bytes = readFileSync(file);
    const other = made.get(bytes.length);
    if (other !== undefined) return [other, { start, bytes }];
    made.set(bytes.length, { start, bytes });
  }
  throw new Error('no two of these files have the same length');
}

it('a file that is rewritten under its name, at the same length and at once, is read as it is now', async () => {
  const alike = await makeAlike();
  const file = join(place, 'fil.parquet');
  const sql = `SELECT min(start) AS start, count(DISTINCT a) AS texts FROM read_parquet(${literal(file)})`;
  const found: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    writeFileSync(file, (i % 2 === 0 ? alike[0] : alike[1]).bytes);
    const row = z.object({ start: z.number(), texts: z.coerce.number() });
    const [read] = await engine.read({ id: 'read', sql, params: [] }, row);
    found.push(read?.start ?? -1);
  }
  expect(found).toEqual(found.map((_, i) => alike[i % 2]?.start));
});
