import { problem, PipelineError } from '../errors/pipeline-error.ts';

/** Classes of DuckDB errors whose text speaks of our SQL only, never of a cell. */
const speaksOfSql = new Set(['Binder', 'Catalog', 'Parser']);

/**
 * Turns a DuckDB failure into a refusal without its text: texts quote cell values (a failed cast prints the value), so
 * only the class is kept, and the original is not attached as `cause`.
 */
export function redact(step: string, error: unknown): PipelineError {
  const kind = classOf(error);
  if (speaksOfSql.has(kind)) return new PipelineError('sql', [problem('sql.rejected', step, { kind })]);
  if (kind === 'Out of Memory') return new PipelineError('run', [problem('run.out-of-memory', step, {})]);
  if (kind === 'INTERRUPT') return new PipelineError('run', [problem('run.interrupted', step, {})]);
  return new PipelineError('run', [problem('run.database', step, { kind })]);
}

function classOf(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  const start = text.indexOf('{');
  try {
    const parsed: unknown = JSON.parse(text.slice(start));
    if (typeof parsed === 'object' && parsed !== null && 'exception_type' in parsed)
      return wordOf(parsed.exception_type);
  } catch {
    // not JSON: an error of the client, whose text is not known to be free of values
  }
  return 'unknown';
}

const wordOf = (kind: unknown): string =>
  typeof kind === 'string' && /^[A-Za-z ]{1,40}$/.test(kind) ? kind : 'unknown';
