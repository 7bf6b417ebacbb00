import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../risk/ask.ts';

const folder = join(process.cwd(), '..', 'shared', 'groundtruth');

/** Path of a file of the ground truth. */
export const truthPath = (file: string): string => join(folder, file);

/** A JSON file of the ground truth; a test knows what it holds. */
export const readTruth = (file: string): unknown => JSON.parse(readFileSync(truthPath(file), 'utf8'));

/** Rows of lists as rows with columns a, b, c, … and a weight. */
export function keyed(
  keys: readonly (readonly (string | number | null)[])[],
  weights: readonly number[] | null,
): readonly Row[] {
  return keys.map((row, i) => ({
    ...Object.fromEntries(row.map((value, j) => [letter(j), value])),
    ...(weights === null ? {} : { w: weights[i] ?? null }),
  }));
}

export const letter = (i: number): string => String.fromCharCode(97 + i);

/** Rows of a plain CSV file without quotation marks; numbers where a field is one. */
export function readRows(file: string): readonly Row[] {
  const [header = '', ...lines] = readFileSync(truthPath(file), 'utf8').trim().split(/\r?\n/);
  const separator = header.includes(';') ? ';' : ',';
  const names = header.split(separator);
  return lines.map((line) => {
    const fields = line.split(separator);
    return Object.fromEntries(names.map((name, i) => [name, valueOf(fields[i] ?? '')]));
  });
}

const valueOf = (field: string): string | number =>
  field !== '' && Number.isFinite(Number(field)) ? Number(field) : field;
