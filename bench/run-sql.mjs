// Runs the statements of a job file in one DuckDB and prints seconds by statement: what a hand-written script is.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const { threads, memoryBytes, statements } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const instance = await DuckDBInstance.create(':memory:', {
  threads: String(threads),
  memory_limit: `${Math.floor(memoryBytes / 1024)}KiB`,
  temp_directory: '',
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const profile = {};
for (const { id, sql } of statements) {
  const began = performance.now();
  await connection.run(sql);
  profile[id] = (profile[id] ?? 0) + (performance.now() - began) / 1000;
}
const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ profile, peakMemoryBytes })}\n`);
