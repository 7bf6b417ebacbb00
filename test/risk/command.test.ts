import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { riskResultSchema } from '../../src/artifacts/risk-result.ts';
import { compileProgram } from '../cli/compiled-program.ts';

const program = compileProgram();
const folder = mkdtempSync(join(tmpdir(), 'tilrette-risk-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const data = join(folder, 'folk.csv');
writeFileSync(data, 'alder,kjoenn\n1,a\n1,a\n2,b\n');
const run = (...args: string[]) => program.call(['risk', '--data', data, ...args], { cwd: folder });

test('a demand that is not met ends with 14, with the figures on stdout and the reason on stderr', async () => {
  const { status, stdout, stderr } = await run('--kvasi', 'alder', '--k', '2', '--json');
  const result = riskResultSchema.parse(JSON.parse(stdout));
  expect([status, result.ok, result.exitCode, result.k]).toEqual([14, false, 14, 1]);
  expect(result.problems.map((p) => p.code)).toEqual(['risk.demand-k']);
  expect(stderr).toContain('risk.demand-k');
});

test('figures without a demand end with 0', async () => {
  const { status, stdout, stderr } = await run('--kvasi', 'alder,kjoenn');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('With a column left out');
});

test('a column that a hierarchy makes coarser is told of one level up, the others as what they are', async () => {
  const hierarchy = join(folder, 'alder.csv');
  writeFileSync(hierarchy, '1;*\n2;*\n');
  const args = ['--kvasi', 'alder,kjoenn', '--k', '2', '--hierarki', `alder=${hierarchy}`];
  const { stdout } = await run(...args, '--maks-undertrykking', '0.5');
  expect(stdout).toContain('With a column one level coarser');
  expect(stdout).toMatch(
    /alder {3}k 1, 1 alone, average risk [0-9.]+, 2 classes\n {2}kjoenn {2}no coarser level given/,
  );
});

test('without --kvasi, or with a column that there is not, it ends with 2 and shows no figure', async () => {
  const none = await run('--json');
  const unknown = await run('--kvasi', 'aldr', '--json');
  expect([none.status, unknown.status]).toEqual([2, 2]);
  expect(Object.keys(JSON.parse(unknown.stdout) as object)).toEqual([
    'versjon',
    'ok',
    'exitCode',
    'problems',
  ]);
});

test('--rapport writes the figures as a page, in the language asked for, also where a demand is not met', async () => {
  const page = join(folder, 'risiko.html');
  const args = ['--kvasi', 'alder', '--k', '2', '--rapport', page, '--spraak', 'en'];
  expect((await run(...args)).status).toBe(14);
  expect(readFileSync(page, 'utf8')).toContain('Demands that are NOT met');
  const nowhere = await run('--kvasi', 'alder', '--rapport', join(folder, 'none', 'risiko.html'));
  expect([nowhere.status, nowhere.stdout]).toEqual([2, '']);
});
