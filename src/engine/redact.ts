import { problem, PipelineError, refuse } from '../errors/pipeline-error.ts';

/** Classes of DuckDB errors whose text speaks of our SQL only, never of a cell. */
const speaksOfSql = new Set(['Binder', 'Catalog', 'Parser']);

/** How a text begins that tells of a record of CSV; cells come after it. An identifier has more digits than a line. */
const csvRecord = /^CSV Error on Line: (\d{1,10})\n/;

/**
 * Turns a DuckDB failure into a refusal without its text: texts quote cell values (a failed cast prints the value), so
 * only the class is kept, or the line of a record of CSV, and the original is not attached as `cause`.
 */
export function redact(step: string, error: unknown): PipelineError {
  const { kind, text } = readError(error);
  const line = csvRecord.exec(text)?.[1];
  if (line !== undefined) return refuse('run', 'run.csv-record', step, { line: Number(line) });
  if (speaksOfSql.has(kind)) return new PipelineError('sql', [problem('sql.rejected', step, { kind })]);
  if (kind === 'Out of Memory') return new PipelineError('run', [problem('run.out-of-memory', step, {})]);
  if (kind === 'INTERRUPT') return new PipelineError('run', [problem('run.interrupted', step, {})]);
  return new PipelineError('run', [problem('run.database', step, { kind })]);
}

/** Class and text of a failure; the text is never told. */
interface Failure {
  readonly kind: string;
  readonly text: string;
}

function readError(error: unknown): Failure {
  const message = error instanceof Error ? error.message : '';
  try {
    const parsed: unknown = JSON.parse(message.slice(message.indexOf('{')));
    if (typeof parsed === 'object' && parsed !== null && 'exception_type' in parsed)
      return {
        kind: wordOf(parsed.exception_type),
        text: 'exception_message' in parsed ? String(parsed.exception_message) : '',
      };
  } catch {
    // not JSON: an error of the client, whose text is not known to be free of values
  }
  return { kind: 'unknown', text: '' };
}

const wordOf = (kind: unknown): string =>
  typeof kind === 'string' && /^[A-Za-z ]{1,40}$/.test(kind) ? kind : 'unknown';
