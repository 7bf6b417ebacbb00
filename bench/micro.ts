import { createSecretKey, randomBytes, randomFillSync } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Bench } from 'tinybench';
import { startSeal } from '../src/crypto/age-file.ts';
import { openSealer } from '../src/crypto/age-payload.ts';
import { drawNumbers } from '../src/keys/draw-numbers.ts';
import { identifierMacros } from '../src/sql/dialect.ts';
import { withDatabase, type Database } from './database.ts';

export interface MicroSize {
  /** Times that each piece is measured. */
  readonly iterations: number;
  /** Identifiers checked and numbers drawn each time. */
  readonly count: number;
}

export const MICRO_SIZE: MicroSize = { iterations: 5, count: 1_000_000 };

const BLOCK_BYTES = 1 << 20;
const BLOCKS = 64;

/** Measures the small pieces that run once per byte, per identifier and per person, and says how fast each is. */
export async function runMicro(size: MicroSize, say: (text: string) => void): Promise<void> {
  const { iterations, count } = size;
  await withDatabase(async (database) => {
    await prepareIdentifiers(database, count);
    const bench = new Bench({ iterations, warmupIterations: 1, time: 0, warmupTime: 0 });
    const recipient = await identityToRecipient(await generateIdentity());
    const block = randomBytes(BLOCK_BYTES);
    bench
      .add(`seal ${BLOCKS} MiB in blocks of 1 MiB`, () => {
        const sealer = openSealer(createSecretKey(randomBytes(32)));
        for (let i = 0; i < BLOCKS; i += 1) sealer.update(block);
        sealer.final();
      })
      .add('start a sealed file', async () => {
        await startSeal([recipient]);
      })
      .add(`check ${count} identifiers in SQL`, () =>
        database.run(
          'CREATE OR REPLACE TABLE tall AS SELECT count(*) FILTER (is_identifier(t)) AS n FROM tekster',
        ),
      )
      .add(`draw ${count} numbers of eight digits`, () => {
        drawNumbers({ count, width: 8, used: new BigInt64Array(0), randomFill: randomFillSync });
      });
    await bench.run();
    for (const task of bench.tasks) say(describe(task));
  });
}

/** Texts that look like identifiers, about one in a hundred of them valid. */
async function prepareIdentifiers(database: Database, count: number): Promise<void> {
  for (const macro of identifierMacros('2026-01-01')) await database.run(macro);
  await database.run(
    `CREATE TABLE tekster AS SELECT lpad(CAST((i * 7919 + 1010150000) % 31129999999 AS VARCHAR), 11, '0') AS t ` +
      `FROM range(${count}) AS r(i)`,
  );
}

function describe({ name, result }: Bench['tasks'][number]): string {
  if (result.state !== 'completed') return `${name}: ${result.state}`;
  const { p50, min, max } = result.latency;
  return `${name}: ${p50.toFixed(1)} ms (${min.toFixed(1)}-${max.toFixed(1)})`;
}
