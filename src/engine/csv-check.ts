import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { emitCellCounts, type CheckedColumn } from '../sql/cell-counts.ts';
import { judgedColumns, tableColumns } from '../sql/columns-needed.ts';
import type { Engine } from './engine.ts';
import type { SourceExtract, Sources } from './sources.ts';

/**
 * Holds the extracts in CSV to their types before any row is chosen: a cell that persons or rows are judged by, and that is
 * not of its type, stops the run, since no policy can say what such a row is. Cells of delivered variables are left to
 * theirs. Throws extract.csv-value and extract.csv-decimals with counts, and extract.csv-count (stage run).
 */
export async function checkCells(
  engine: Engine,
  sources: Sources,
  plan: Plan,
  extracts: ReadonlyMap<string, SourceExtract>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const [name, source] of extracts) {
    if (source.csv === null) continue;
    problems.push(...(await checkExtract(engine, sources, plan, name, source)));
  }
  if (problems.length > 0) throw new PipelineError('run', problems);
}

async function checkExtract(
  engine: Engine,
  sources: Sources,
  plan: Plan,
  name: string,
  { extract, csv, fileRows }: SourceExtract,
): Promise<readonly Problem[]> {
  const judged = judgedColumns(plan, extract);
  const used = usedColumns(plan, extract);
  const columns = (csv?.columns ?? []).flatMap(({ name: column, type }): CheckedColumn[] =>
    type === 'tekst' || !used.includes(column) ? [] : [{ name: column, type }],
  );
  const counts: Record<string, number> = {};
  await sources.each(extract, [], async () => {
    const [row] = await engine.read(emitCellCounts(extract, columns), z.record(z.string(), z.number()));
    Object.assign(counts, row);
  });
  const count = (key: string): number => counts[key] ?? 0;
  const scanned = (fileRows ?? []).reduce((sum, rows) => sum + rows, 0);
  if (count('rader') !== scanned)
    throw refuse('run', 'extract.csv-count', name, { scanned, read: count('rader') });
  return columns.flatMap(({ name: column, type }, i) => {
    const at = `${name}.${column}`;
    const [rows, commas, points] = [count(`u${i}`), count(`k${i}`), count(`p${i}`)];
    return [
      ...(judged.includes(column) && rows > 0
        ? [problem('extract.csv-value', at, { column, type, rows })]
        : []),
      ...(commas > 0 && points > 0 ? [problem('extract.csv-decimals', at, { column, commas, points })] : []),
    ];
  });
}

const usedColumns = (plan: Plan, table: { readonly register: string; readonly tabell: string }): string[] => [
  ...judgedColumns(plan, table),
  ...plan.tables
    .filter((t) => t.register === table.register && t.tabell === table.tabell)
    .flatMap((t) => tableColumns(t)),
];
