import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Extract, ExtractForm } from '../../src/extract/extract.ts';

/** A folder of its own for one test file, removed when its tests are done. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tilrette-extract-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

export function extractOf(form: ExtractForm, ...paths: string[]): Extract {
  const files = paths.map((path) => {
    const { size, mtimeMs } = statSync(path);
    return { path, bytes: size, modifiedMs: mtimeMs };
  });
  return { register: 'npr', tabell: 'episode', form, files };
}

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

/** The problems of a refusal at stage `run`; anything else that is thrown, or nothing, fails the test. */
export async function problemsOf(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PipelineError) || error.exitCode !== 13) throw error;
    return error.problems;
  }
  throw new Error('nothing was refused');
}

export const codesOf = async (work: () => unknown): Promise<string[]> =>
  (await problemsOf(work)).map((problem) => problem.code);
