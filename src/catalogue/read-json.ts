import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A JSON file read through its schema, or every problem (`catalogue.not-json`, `catalogue.shape`) at its JSON path. */
export async function readJson<S extends z.ZodType>(path: string, schema: S): Promise<Read<z.output<S>>> {
  const file = basename(path);
  const json = parseJson(await readFile(path, 'utf8'));
  if (json === undefined) return { ok: false, problems: [problem('catalogue.not-json', file, { file })] };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((issue) => shapeProblem(file, issue)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function shapeProblem(file: string, issue: z.core.$ZodIssue): Problem {
  const at = [file, ...issue.path.map(String)].join('.');
  return problem('catalogue.shape', at, { expected: issue.message, file });
}
