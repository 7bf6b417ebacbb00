import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** The machine that figures were taken on, and what was installed there. */
export const machineSchema = z.strictObject({
  cpu: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  os: z.string(),
  node: z.string(),
  duckdb: z.string(),
  /** Versions of the peers that are installed, by id. */
  peers: z.record(z.string(), z.string()),
});
export type Machine = z.infer<typeof machineSchema>;

export function readMachine(peers: Readonly<Record<string, string>>): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()}`,
    node: process.version,
    duckdb: packageVersion('@duckdb/node-api'),
    peers,
  };
}

const versionSchema = z.object({ version: z.string() });

function packageVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return versionSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

/** Mean number of running programs over the last minute. */
export const readLoad = (): number => loadavg()[0] ?? 0;

/** Above this share of the cores, figures would tell of others. */
const QUIET = 0.5;

export const isLoaded = (load: number): boolean => load > QUIET * availableParallelism();
