import { readSemicolonRows } from '../base/semicolon-rows.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';

/** One code in one edition of a list: from when until before when it holds, and its group. */
interface DatedRow {
  readonly per: string;
  readonly kode: string;
  readonly fra: string;
  /** First day on which the code is no longer valid; null while it is valid. */
  readonly til: string | null;
  /** Null for a code that is known to have none, such as one for unknown. */
  readonly gruppe: string | null;
}

/** A list that a forvalter has put beside the shipped ones, such as `kommune-sentralitet.csv`. */
export interface DatedList {
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Dates of the editions, in order; each holds until the next. */
  readonly editions: readonly string[];
  readonly rows: readonly DatedRow[];
}

const HEADER = 'per;kode;fra;til;gruppe';
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Reads a dated list: `per;kode;fra;til;gruppe` in the first line, dates as ISO texts, `til` the first day after and empty
 * while a code holds, `gruppe` empty for a code without one. Throws a refusal of the plan stage with `catalogue.dated-list`
 * for every line of another form, and for codes that stand twice on one day, since a row would then be delivered twice.
 */
export function parseDatedList(file: string, bytes: Uint8Array): DatedList {
  const read = readSemicolonRows(Buffer.from(bytes).toString('utf8'));
  if (!read.ok) throw refusal([fault(file, read.line, 'quotes that are not closed')]);
  const [header = [], ...cells] = read.rows;
  if (header.join(';') !== HEADER) throw refusal([fault(file, 1, `another header than ${HEADER}`)]);
  const problems = cells.flatMap((row, i) => checkCells(file, i + 2, row));
  if (problems.length > 0) throw refusal(problems);
  const rows = cells.map(datedRow);
  const twice = checkOverlaps(file, rows);
  if (twice.length > 0) throw refusal(twice);
  return { sha256: sha256(bytes), editions: [...new Set(rows.map((r) => r.per))].sort(), rows };
}

/** A file that is wrong throughout is told of in its first lines. */
const refusal = (problems: readonly Problem[]): PipelineError =>
  new PipelineError('plan', problems.slice(0, 20));

const fault = (file: string, line: number, reason: string): Problem =>
  problem('catalogue.dated-list', `${file}:${line}`, { reason, header: HEADER });

function checkCells(file: string, line: number, cells: readonly string[]): Problem[] {
  const [per = '', kode = '', fra = '', til = ''] = cells;
  if (cells.length !== 5) return [fault(file, line, `${cells.length} columns`)];
  if (kode.trim() === '') return [fault(file, line, 'no code')];
  const dates = [per, fra, ...(til === '' ? [] : [til])];
  if (!dates.every((date) => DATE.test(date))) return [fault(file, line, 'a date that is not YYYY-MM-DD')];
  return til !== '' && til <= fra ? [fault(file, line, 'til that is not after fra')] : [];
}

const datedRow = ([per = '', kode = '', fra = '', til = '', gruppe = '']: readonly string[]): DatedRow => ({
  per,
  kode,
  fra,
  til: til === '' ? null : til,
  gruppe: gruppe === '' ? null : gruppe,
});

function checkOverlaps(file: string, rows: readonly DatedRow[]): Problem[] {
  const order = rows
    .map((row, i) => ({ ...row, line: i + 2, key: `${row.per} ${row.kode}` }))
    .sort((a, b) =>
      a.key === b.key ? Number(a.fra > b.fra) - Number(a.fra < b.fra) : a.key < b.key ? -1 : 1,
    );
  return order.slice(1).flatMap((row, i) => {
    const before = order[i];
    const overlaps = before?.key === row.key && (before.til === null || before.til > row.fra);
    return overlaps
      ? [fault(file, row.line, `a code that stands on line ${before.line} for the same days`)]
      : [];
  });
}
