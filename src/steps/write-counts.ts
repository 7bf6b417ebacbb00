import { join } from 'node:path';
import { COUNT_COLUMN, MARK_COLUMN, STATISTICS } from '../artifacts/statistics.ts';
import type { PlanStatistics } from '../artifacts/plan.ts';
import { cipherSuffix } from '../crypto/recipients.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { syncPath, writing } from '../package/durable-file.ts';
import { partFile, type PartName } from '../package/package-layout.ts';
import type { PartSink } from '../package/part-sink.ts';
import { partTarget } from '../package/staging.ts';
import { emitDropTold, emitTold, emitToldPart, emitToldRows, emitToldTable } from '../sql/statistics.ts';
import type { TableLine } from '../statistics/tabulate.ts';
import type { TableRun } from './table-work.ts';
import type { DeliveredPart } from './write-parts.ts';

type CountOrder = PlanStatistics['tables'][number];

/** Lines that go to the database at once. */
const LINES_AT_ONCE = 10_000;

/**
 * Writes a table of counts as one part, sealed like those with rows; what is not told is in no statement of it. Throws
 * `run.schema-differs`, `run.rows-differ`, and what the engine and the encryptors throw.
 */
export async function writeCounts(
  run: TableRun,
  order: CountOrder,
  lines: readonly TableLine[],
): Promise<DeliveredPart> {
  const { engine, target, recipients, encryptors, staging } = run;
  await engine.run(emitToldTable(order));
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE)
    await engine.run(emitTold(order, jsonOf(lines, from)));
  const place = { register: STATISTICS, tabell: order.name, nr: 0 };
  const name: PartName = { ...place, format: target.format, cipher: cipherSuffix(recipients) };
  const sink = await encryptors.openPart(partTarget(staging, name, recipients));
  try {
    await writeLines(run, order, sink);
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  const sealed = await sink.finish();
  const file = partFile(name);
  await writing(file, () => syncPath(join(staging.folder, file)));
  await engine.run(emitDropTold(order));
  checkColumns(order, name, sealed);
  if (sealed.rows !== lines.length)
    throw refuse('run', 'run.rows-differ', order.name, { expected: lines.length, got: sealed.rows });
  return { name, sealed, takenFrom: null };
}

const jsonOf = (lines: readonly TableLine[], from: number): string =>
  JSON.stringify(
    lines.slice(from, from + LINES_AT_ONCE).map(({ categories, count }, i) => ({
      nr: from + i,
      ...Object.fromEntries(categories.map((text, d) => [`d${d}`, text])),
      [COUNT_COLUMN]: count,
    })),
  );

async function writeLines({ engine, target }: TableRun, order: CountOrder, sink: PartSink): Promise<void> {
  if (target.copy !== null) return engine.run(emitToldPart(order, sink.path, target.copy));
  const { writeArrow } = await import('../engine/write-arrow.ts');
  await writeArrow(engine, emitToldRows(order), sink.path);
}

/** Nothing is delivered but what the decision lists. */
function checkColumns(order: CountOrder, name: PartName, sealed: DeliveredPart['sealed']): void {
  const planned = [...order.dimensions, COUNT_COLUMN, MARK_COLUMN];
  const written = sealed.columns.map((c) => c.name);
  if (planned.length === written.length && planned.every((column, i) => column === written[i])) return;
  throw refuse('run', 'run.schema-differs', order.name, { file: partFile(name) });
}
