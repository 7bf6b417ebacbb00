import { readSemicolonRows } from '../base/semicolon-rows.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';

/** Every value with what it becomes at each level, from fine to coarse. */
export interface Hierarchy {
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Columns: the value itself, then level 1 and on. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads a hierarchy in the CSV form of ARX: no header, semicolons, the value first and then its generalisations. Every row
 * has as many columns, every value stands once, and values that are one at a level are one at every level after it. Throws
 * a refusal of the plan stage with `plan.hierarchy` for every line that breaks this.
 */
export function parseHierarchy(file: string, bytes: Uint8Array): Hierarchy {
  const read = readSemicolonRows(Buffer.from(bytes).toString('utf8'));
  if (!read.ok) throw new PipelineError('plan', [fault(file, read.line, 'quotes that are not closed')]);
  const problems = [...checkShape(file, read.rows), ...checkMonotone(file, read.rows)];
  if (problems.length > 0) throw new PipelineError('plan', problems.slice(0, SHOWN));
  return { sha256: sha256(bytes), rows: read.rows };
}

/** A file that is wrong throughout is told of in its first lines. */
const SHOWN = 20;

const fault = (file: string, line: number, reason: string): Problem =>
  problem('plan.hierarchy', `${file}:${line}`, { reason });

function checkShape(file: string, rows: Hierarchy['rows']): Problem[] {
  const width = rows[0]?.length ?? 0;
  const seen = new Set<string>();
  return rows.flatMap((row, i) => {
    const [value = ''] = row;
    const again = seen.has(value);
    seen.add(value);
    if (row.length !== width || width < 2)
      return [fault(file, i + 1, `${row.length} columns, where the first row has ${width}`)];
    if (row.some((cell) => cell.trim() === '')) return [fault(file, i + 1, 'an empty cell')];
    return again ? [fault(file, i + 1, 'a value that stands on a line before')] : [];
  });
}

function checkMonotone(file: string, rows: Hierarchy['rows']): Problem[] {
  const parents = new Map<string, string>();
  return rows.flatMap((row, i) => {
    const broken = row.slice(1, -1).findIndex((group, level) => {
      const key = `${level} ${group}`;
      const parent = row[level + 2] ?? '';
      const before = parents.get(key) ?? parent;
      parents.set(key, before);
      return before !== parent;
    });
    if (broken < 0) return [];
    return [fault(file, i + 1, `two groups of level ${broken + 2} above one of level ${broken + 1}`)];
  });
}
