import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { checkRegister } from './check-register.ts';
import { readJson, type Read } from './read-json.ts';
import { registerSchema, type Catalogue, type Register } from './register.ts';

/**
 * Reads every `<id>.json` of a folder (`configs/registre`) into the catalogue, in the order of the file names.
 * Throws a refusal of the plan stage with all problems of all files at once: `catalogue.empty`,
 * `catalogue.not-json`, `catalogue.shape`, `catalogue.file-name`, `catalogue.duplicate`,
 * `catalogue.unknown-column`, `catalogue.identifier-kind`, `catalogue.coded-type`, `catalogue.objection-right`.
 */
export async function readCatalogue(directory: string): Promise<Catalogue> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw refuse('plan', 'catalogue.empty', directory, { directory });
  const read = await Promise.all(files.map((file) => readRegister(directory, file)));
  const problems = read.flatMap(problemsOf);
  if (problems.length > 0) throw new PipelineError('plan', problems);
  return new Map(read.flatMap((r) => (r.ok ? [[r.value.id, r.value] as const] : [])));
}

async function readRegister(directory: string, file: string): Promise<Read<Register>> {
  const read = await readJson(join(directory, file), registerSchema);
  if (!read.ok) return read;
  const problems = checkRegister(file, read.value);
  return problems.length === 0 ? read : { ok: false, problems };
}

const problemsOf = (read: Read<Register>): readonly Problem[] => (read.ok ? [] : read.problems);
