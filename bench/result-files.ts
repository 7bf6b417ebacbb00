import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineSchema, type Line } from './records.ts';

/** The JSON lines of one run, written as they come so that a run that is broken off has lost nothing. */
export interface ResultFile {
  readonly path: string;
  readonly run: string;
  readonly add: (line: Line) => void;
}

/** Opens `<date>-<n>.jsonl`, the first `n` from 1 that is free. */
export function openResultFile(folder: string, date: string): ResultFile {
  mkdirSync(folder, { recursive: true });
  let n = 1;
  while (existsSync(join(folder, `${date}-${n}.jsonl`))) n += 1;
  const run = `${date}-${n}`;
  const path = join(folder, `${run}.jsonl`);
  writeFileSync(path, '');
  return {
    path,
    run,
    add: (line) => {
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}

/** Every line of every run in the folder, oldest run first. Throws a plain error for a line of another shape. */
export function readResults(folder: string): readonly Line[] {
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const dates = new Map(
    lines.flatMap((line) => (line.type === 'run' ? [[line.run, line.date] as const] : [])),
  );
  const dateOf = (line: Line): string => dates.get(line.run) ?? '';
  return [...lines].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0));
}
