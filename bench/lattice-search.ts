import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { withDatabase } from './database.ts';
import { emitMadeUpTable } from './lattice-table.ts';
import { measure } from './measure.ts';

export interface SearchSize {
  readonly rows: number;
  /** Largest shares that may be suppressed; each is a search in a process of its own. */
  readonly limits: readonly number[];
  /** Memory of DuckDB while the table is read. */
  readonly memoryBytes: number;
}

export const SEARCH_LIMITS: readonly number[] = [0, 0.02];

const figures = z.strictObject({
  units: z.number(),
  combinations: z.number(),
  readSeconds: z.number(),
  searchSeconds: z.number(),
  assessed: z.number(),
  levels: z.array(z.number()).nullable(),
  loss: z.number().nullable(),
  suppressed: z.number().nullable(),
});

const CHILD = fileURLToPath(new URL('lattice-child.ts', import.meta.url));

/** Searches 4 320 transformations of a made-up table for k = 5 and the least Loss, and says what the process took. */
export async function runSearch(
  size: SearchSize,
  folder: string,
  say: (text: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `soek-${size.rows}.parquet`);
  await withDatabase((database) => database.run(emitMadeUpTable(size.rows, file)));
  for (const limit of size.limits) {
    const args = ['--import', 'tsx', CHILD, file, String(limit), String(size.memoryBytes)];
    const { status, stdout, stderr, seconds, cpuSeconds, peakBytes, othersCpuSeconds } = await measure({
      file: process.execPath,
      args,
      cwd: process.cwd(),
    });
    if (status !== 0) throw new Error(`the search ended with status ${status}: ${stderr}`);
    const found = figures.parse(JSON.parse(stdout));
    say(
      JSON.stringify({
        type: 'search',
        rows: size.rows,
        memoryBytes: size.memoryBytes,
        limit,
        ...found,
        processSeconds: seconds,
        cpuSeconds,
        peakMegabytes: peakBytes === null ? null : Math.round(peakBytes / 1e6),
        othersCpuSeconds,
      }),
    );
  }
}
