import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkAgreement } from '../../bench/agreement.ts';
import { runSearch } from '../../bench/lattice-search.ts';
import { runMicro } from '../../bench/micro.ts';
import { renderReport } from '../../bench/render-report.ts';
import { renderTables } from '../../bench/render-tables.ts';
import { readResults } from '../../bench/result-files.ts';
import { runBenchmarks } from '../../bench/run-benchmarks.ts';
import { DECISIONS } from '../../bench/settings.ts';
import { summarise } from '../../bench/summary.ts';
import { compileProgram } from '../cli/compiled-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-bench-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const program = compileProgram();

test(
  'prepare and both hand-written scripts deliver the same persons with the same rows, but for the løpenumre',
  { timeout: 240_000 },
  async () => {
    const results = join(folder, 'results');
    const settings = {
      sizes: [20_000],
      decisions: DECISIONS,
      budgets: [1e9],
      rounds: 1,
      contestants: ['prepare', 'a', 'b', 'pandas', 'age'],
      threads: 2,
      data: folder,
      results,
      program: program.folder,
      regardless: true,
    };
    const path = await runBenchmarks(settings, new Date('2026-11-01T12:00:00Z'), () => undefined);
    expect(readFileSync(path, 'utf8').trim().split('\n').length).toBeGreaterThan(8);
    const groups = summarise(readResults(results));
    const delivering = groups.map((group) => group.rows.map((row) => row.id).filter((id) => id !== 'age'));
    expect(delivering).toEqual([
      ['prepare', 'a', 'b1', 'b2'],
      ['prepare', 'b1', 'b2'],
    ]);
    expect(groups.flatMap((group) => group.absent.map((a) => a.reason))).toContain('not installed');
    expect(renderTables(groups)).toContain('## narrow, 0.02 million episodes');
    expect(renderReport(groups)).not.toMatch(/https?:|<script|src=/);
  },
);

test('every small piece runs to its end', { timeout: 60_000 }, async () => {
  const said: string[] = [];
  await runMicro({ iterations: 1, count: 10_000 }, (text) => said.push(text));
  expect(said).toHaveLength(4);
  expect(said.join('\n')).not.toContain('errored');
});

test('the search of the made-up table runs to its end', { timeout: 60_000 }, async () => {
  const said: string[] = [];
  await runSearch({ rows: 2000, limits: [0.02], memoryBytes: 3e8 }, folder, (text) => said.push(text));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('"units":2000');
});

const delivery = (id: string, rows: number, digest: string | null, suppressed = 0) => ({
  id,
  rows: { 'npr.episode': rows },
  digest,
  suppressed: { 'npr.episode': suppressed },
});

test('deliveries that differ in rows or in contents are refused, but for rows that were suppressed', () => {
  const refusal = (...all: Parameters<typeof checkAgreement>[0]) =>
    expect(() => {
      checkAgreement(all);
    });
  refusal(delivery('prepare', 9, null), delivery('b1', 10, null)).toThrow(
    'b1 delivers 10 rows of npr.episode, prepare 9',
  );
  refusal(delivery('prepare', 10, 'x'), delivery('b1', 10, 'y')).toThrow(
    'b1 delivers other values than prepare',
  );
  refusal(delivery('prepare', 9, 'x', 1), delivery('b1', 10, 'y')).not.toThrow();
  refusal(delivery('prepare', 10, 'x'), delivery('b1', 10, 'x')).not.toThrow();
});
