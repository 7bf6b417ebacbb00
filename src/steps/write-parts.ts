import { tableName } from '../sql/names.ts';
import { emitPart, type NumberRange, type TableSql } from '../sql/stage.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { partFile, type PartName } from '../package/package-layout.ts';
import type { PartSink } from '../package/part-sink.ts';
import type { SealedPart } from '../package/sealed-part.ts';
import { partTarget } from '../package/staging.ts';
import type { TableRun } from './deliver-table.ts';

/** One encrypted file of a table. */
export interface DeliveredPart {
  readonly name: PartName;
  readonly sealed: SealedPart;
}

/** Writes parts one after the other, numbered from `first`; while one becomes durable the next is being sorted. */
export async function writeParts(
  run: TableRun,
  t: TableSql,
  first: number,
  ranges: readonly NumberRange[],
): Promise<DeliveredPart[]> {
  const written: Promise<DeliveredPart>[] = [];
  try {
    for (const [i, range] of ranges.entries()) {
      const write = (): Promise<Sealing> => writePart(run, t, first + i, range);
      const sealing = await run.stopwatch.step(`${tableName(t.table)}: write`, write);
      // Whoever awaits it is told; until then a failure must not count as unhandled.
      sealing.part.catch(() => undefined);
      written.push(sealing.part);
      await written.at(-2);
    }
  } finally {
    await Promise.allSettled(written);
  }
  return Promise.all(written);
}

/** A part whose rows are in the pipe; it is whole and durable when the promise is kept. */
interface Sealing {
  readonly part: Promise<DeliveredPart>;
}

/** Writes one part into a pipe whose other end encrypts; on any failure no file is left. */
async function writePart(run: TableRun, t: TableSql, nr: number, range: NumberRange): Promise<Sealing> {
  const { register, tabell } = t.table;
  const name: PartName = { register, tabell, nr, format: 'parquet' };
  const sink = await run.encryptors.openPart(partTarget(run.staging, name, run.recipients));
  try {
    await run.engine.run(emitPart(t, range, sink.path));
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  return { part: sealPart(t, name, sink) };
}

async function sealPart(t: TableSql, name: PartName, sink: PartSink): Promise<DeliveredPart> {
  const sealed = await sink.finish();
  checkColumns(t, name, sealed);
  return { name, sealed };
}

/** Holds the footer of the written file against the plan: nothing is delivered that the decision does not list. */
function checkColumns(t: TableSql, name: PartName, sealed: SealedPart): void {
  const planned = ['loepenummer', ...t.columns.map((c) => c.name)];
  const written = sealed.columns.map((c) => c.name);
  if (planned.length === written.length && planned.every((column, i) => column === written[i])) return;
  throw refuse('run', 'run.schema-differs', tableName(t.table), { file: partFile(name) });
}
