import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { Read } from './read-json.ts';
import { readRegister } from './read-register.ts';
import type { Catalogue, Register } from './register.ts';

/**
 * Reads every `<id>.json` of a folder (`configs/registre`) into the catalogue, in the order of the file names.
 * Throws a refusal of the plan stage with all problems of all files at once: `catalogue.empty` (also
 * where there is no such folder), and those of
 * `readRegister`.
 */
export async function readCatalogue(directory: string): Promise<Catalogue> {
  const files = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw refuse('plan', 'catalogue.empty', directory, { directory });
  const bytes = await Promise.all(files.map((file) => readFile(join(directory, file))));
  const read = bytes.map((content, i) => readRegister(files[i] ?? '', content));
  const problems = read.flatMap(problemsOf);
  if (problems.length > 0) throw new PipelineError('plan', problems);
  return new Map(read.flatMap((r) => (r.ok ? [[r.value.id, r.value] as const] : [])));
}

const problemsOf = (read: Read<Register>): readonly Problem[] => (read.ok ? [] : read.problems);
