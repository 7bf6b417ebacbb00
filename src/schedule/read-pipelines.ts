import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { atLine, finding, type Finding } from '../document/finding.ts';
import { type JsonDocument, parseJson } from '../document/parse-json.ts';
import { readText } from '../document/read-text.ts';
import { schemaFindings } from '../document/schema-findings.ts';
import { isHidden } from '../document/shown-value.ts';
import { readNamedFile } from '../document/read-file.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { nextDue } from './occurrences.ts';
import type { Pipeline } from './pipeline.ts';
import { type PipelineFile, pipelineSchema } from './pipeline-schema.ts';

/** A file of the folder: a pipeline, or what is wrong with it. */
export type ReadPipeline =
  | { readonly ok: true; readonly pipeline: Pipeline }
  | { readonly ok: false; readonly navn: string; readonly problems: readonly Problem[] };

/**
 * Every pipeline of a folder (`<name>.json`), by name; one that cannot be read does not keep the others from running.
 * Throws `schedule.folder` where there is no folder, or no such file in it.
 */
export async function readPipelines(folder: string): Promise<readonly ReadPipeline[]> {
  const entries = await readdir(folder).catch((error: unknown) => {
    throw refuse('usage', 'schedule.folder', folder, { reason: codeOf(error) });
  });
  const files = entries.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  if (files.length === 0)
    throw refuse('usage', 'schedule.folder', folder, { reason: 'a folder without one' });
  return Promise.all(files.map((file) => readOne(folder, file)));
}

async function readOne(folder: string, file: string): Promise<ReadPipeline> {
  const path = join(folder, file);
  try {
    return readPipeline(path, await readNamedFile(path));
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const problems = error.problems.map((found) => ({ ...found, at: file }));
    return { ok: false, navn: nameOf(path) ?? '-', problems };
  }
}

/**
 * A pipeline file to a pipeline, or every problem with its line (`pipeline.*`), the file's name before the JSON path.
 *
 * @param path where the file lies: its name is that of the pipeline, and its folder what paths are read from
 */
export function readPipeline(path: string, bytes: Uint8Array): ReadPipeline {
  const navn = nameOf(path);
  if (navn === undefined)
    return { ok: false, navn: '-', problems: [problem('pipeline.name', 'a file of the folder', {})] };
  try {
    const document = parseJson(readText(bytes, 'pipeline'), 'pipeline');
    const checked = checkDocument(document);
    if (checked.file !== undefined) return { ok: true, pipeline: absolute(navn, path, checked.file) };
    return { ok: false, navn, problems: located(checked.findings, document).map(named(navn)) };
  } catch (error) {
    if (error instanceof PipelineError) return { ok: false, navn, problems: error.problems.map(named(navn)) };
    throw error;
  }
}

function nameOf(path: string): string | undefined {
  const stem = /([^/]*)\.json$/.exec(path)?.[1] ?? '';
  return /^[A-Za-z0-9_-]{1,64}$/.test(stem) && !isHidden(stem) ? stem : undefined;
}

interface Checked {
  readonly file: PipelineFile | undefined;
  readonly findings: readonly Finding[];
}

function checkDocument({ value, duplicates }: JsonDocument): Checked {
  const { success, data, error } = pipelineSchema.safeParse(value);
  const ofForm = success ? [] : schemaFindings('pipeline', pipelineSchema, value, error.issues);
  const findings = [...duplicates, ...ofForm, ...(success ? checkContent(data) : [])];
  return { file: success && findings.length === 0 ? data : undefined, findings };
}

/** Any day will do to see whether a time ever comes: leap days are the rarest that are asked for. */
const SOME_DAY = new Date('2024-01-01T00:00:00Z');

function checkContent({ naar, bekreft, bekreftetAv, uttrekk }: PipelineFile): readonly Finding[] {
  const never = nextDue(naar, SOME_DAY) === undefined;
  const half = bekreft.length > 0 !== (bekreftetAv !== undefined);
  const outside = uttrekk.venterPaa.flatMap((file, i) => (isInside(file) ? [] : [i]));
  return [
    ...(never ? [finding('pipeline.never-due', ['naar', 'cron'], {})] : []),
    ...(half ? [finding('pipeline.answer-by', ['bekreft'], { has: bekreft.length > 0 })] : []),
    ...outside.map((i) =>
      finding('pipeline.value', ['uttrekk', 'venterPaa', i], {
        expected: 'a file in the folder of the extracts',
        got: 'a path that leads out of it',
        nearest: undefined,
      }),
    ),
  ];
}

const isInside = (file: string): boolean =>
  !file.startsWith('/') && !file.split('/').includes('..') && !file.includes('\0');

function absolute(navn: string, path: string, file: PipelineFile): Pipeline {
  const at = (place: string): string => resolve(path, '..', place);
  const uttrekk = { ...file.uttrekk, mappe: at(file.uttrekk.mappe) };
  return { ...file, navn, vedtak: at(file.vedtak), ut: at(file.ut), uttrekk };
}

const located = (findings: readonly Finding[], { lineOf }: JsonDocument): readonly Problem[] =>
  findings.map((found) => atLine(found, lineOf(found.path))).sort((a, b) => a.line - b.line);

const named =
  (navn: string) =>
  (found: Problem): Problem => ({ ...found, at: `${navn}.json: ${found.at}` });

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
