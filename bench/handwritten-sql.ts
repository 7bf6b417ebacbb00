import { join } from 'node:path';
import type { HandwrittenJob } from './handwritten-job.ts';
import { extractOf, keySteps, typeSteps } from './handwritten-key-sql.ts';
import { tablesOf, type HandwrittenTable } from './handwritten-tables-sql.ts';
import { copy, type SqlStep } from './sql-step.ts';

/**
 * (b) The delivery as a good hand would write it in DuckDB alone: random numbers, index dates, codes as ENUM so that rows
 * sort as small integers and the writer has its dictionary ready, a total order, as few parts as the memory allows. No
 * checks, no counting of persons, no encryption, no record.
 */
export function handwrittenSteps(job: HandwrittenJob): readonly SqlStep[] {
  return [...keySteps(job), ...typeSteps(job), ...tablesOf(job).flatMap((table) => tableSteps(job, table))];
}

/** Bytes that a row takes while it is sorted: itself, its key and pointers, and with b1 what the join holds. */
const SORT_OVERHEAD = 56;
const SORT_SHARE = 0.4;
const STAGE_SHARE = 0.5;
/** More of the rows than those of the persons with one diagnosis. */
const ONE_DIAGNOSIS = 0.05;

function tableSteps(job: HandwrittenJob, table: HandwrittenTable): SqlStep[] {
  const rows = (job.rows[table.extract] ?? 0) * (job.scope.population === null ? 1 : ONE_DIAGNOSIS);
  const parts = Math.max(
    1,
    Math.ceil((rows * (table.width + SORT_OVERHEAD)) / (job.memoryBytes * SORT_SHARE)),
  );
  if (job.variant === 'b1')
    return ranges(parts).map((range, i) => writePart(job, table, rowsOf(job, table, range), '', i));
  const passes = Math.max(1, Math.ceil((rows * table.width) / (job.memoryBytes * STAGE_SHARE)));
  const partsEach = Math.ceil(parts / passes);
  const all = ranges(passes * partsEach);
  return ranges(passes).flatMap((pass, p) => [
    { id: `${table.extract}: stage`, sql: `CREATE OR REPLACE TABLE klar AS ${rowsOf(job, table, pass)}` },
    ...all
      .slice(p * partsEach, (p + 1) * partsEach)
      .map((range, i) => writePart(job, table, 'klar', ` WHERE ${within(range)}`, p * partsEach + i)),
  ]);
}

type Range = readonly [first: number, beyond: number];

/** The eight-digit numbers in ranges of equal length. */
const ranges = (count: number): readonly Range[] =>
  Array.from({ length: count }, (_, i) => {
    const bound = (n: number): number => 10_000_000 + Math.floor((90_000_000 * n) / count);
    return [bound(i), bound(i + 1)];
  });

const within = ([first, beyond]: Range): string => `loepenummer >= ${first} AND loepenummer < ${beyond}`;

function rowsOf(job: HandwrittenJob, table: HandwrittenTable, range: Range): string {
  const values = table.columns.map(([name, value]) => `${value} AS ${name}`);
  return (
    `SELECT k.loepenummer, ${values.join(', ')} FROM ${extractOf(job, table.extract)} AS e ` +
    `JOIN (SELECT * FROM noekkel WHERE ${within(range)}) AS k ON k.id = e.foedselsnummer ${table.join}` +
    (table.where === null ? '' : ` WHERE ${table.where}`)
  );
}

function writePart(
  job: HandwrittenJob,
  table: HandwrittenTable,
  from: string,
  where: string,
  nr: number,
): SqlStep {
  const delivered = table.columns.map(([name, , type]) =>
    type === null ? name : `CAST(${name} AS ${type}) AS ${name}`,
  );
  const rows = from === 'klar' ? `SELECT * FROM klar${where}` : from;
  return {
    id: `${table.extract}: write`,
    sql: copy(
      `SELECT loepenummer, ${delivered.join(', ')} FROM (${rows} ORDER BY ALL)`,
      join(job.ut, `${table.stem}_${String(nr).padStart(4, '0')}.parquet`),
    ),
  };
}
