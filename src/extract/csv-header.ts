import { refuse } from '../errors/pipeline-error.ts';
import { readFileBytes } from './file-bytes.ts';

export interface CsvHeader {
  readonly columns: readonly string[];
  readonly delimiter: ';' | ',' | '\t';
}

const LONGEST = 64 * 1024;
const delimiters = [';', ',', '\t'] as const;
/** A name, and not a value: what does not begin with a letter could be a row of a file without a header. */
const columnName = /^\p{L}[\p{L}\p{N}_ .-]{0,63}$/u;

/**
 * First line of a CSV file as column names, and the delimiter that stands in it (`;` if there is one, else `,`,
 * else tab). Throws extract.csv-header (stage run), which never repeats the line: it may be a row.
 */
export function readCsvHeader(path: string): Promise<CsvHeader> {
  return readFileBytes(path, (file) => {
    const bytes = firstLine(file.read(0, Math.min(file.size, LONGEST)), file.size > LONGEST);
    if (bytes === undefined) throw unfit(path, `a first line of more than ${LONGEST} bytes`);
    const line = decode(path, bytes);
    const delimiter = delimiters.find((candidate) => line.includes(candidate)) ?? ';';
    const columns = line.split(delimiter).map(unquote);
    const odd = columns.filter((column) => !columnName.test(column)).length;
    if (line === '') throw unfit(path, 'an empty first line');
    if (odd > 0) throw unfit(path, `a first line in which ${odd} of ${columns.length} fields are not names`);
    return { columns, delimiter };
  });
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unfit(path, 'bytes that are not UTF-8');
  }
}

function firstLine(bytes: Uint8Array, cutOff: boolean): Uint8Array | undefined {
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  if (end >= 0) return bytes.subarray(0, end);
  return cutOff ? undefined : bytes;
}

const unquote = (field: string): string => field.trim().replace(/^"(.*)"$/, '$1');
const unfit = (path: string, reason: string) => refuse('run', 'extract.csv-header', path, { reason });
