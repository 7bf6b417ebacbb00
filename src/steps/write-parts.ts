import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cipherSuffix } from '../crypto/recipients.ts';
import { splitRange } from '../engine/memory-plan.ts';
import { readRowCount } from '../engine/row-count.ts';
import { refuse } from '../errors/pipeline-error.ts';
import { syncPath, writing } from '../package/durable-file.ts';
import { partFile, type PartName } from '../package/package-layout.ts';
import type { PartSink } from '../package/part-sink.ts';
import type { SealedPart } from '../package/sealed-part.ts';
import { partTarget } from '../package/staging.ts';
import { tableName } from '../sql/names.ts';
import { emitPart, emitPartRowCount, emitPartRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import type { PartPlace } from './finished-parts.ts';
import type { TableRun } from './table-work.ts';

/** A part as it lies in the package. */
export interface DeliveredPart {
  readonly name: PartName;
  readonly sealed: SealedPart;
  /** The dead run that wrote it; null for this one. */
  readonly takenFrom: string | null;
}

/** A table that is staged, how many rows that is, and the mark of what is staged. */
interface MarkedStage {
  readonly t: TableSql;
  readonly rows: number;
  readonly mark: string;
}

/**
 * Writes ranges of a staged table as parts, after those in `parts`. A part that came out larger than the decision allows
 * is thrown away, and its range and those like it are cut so that they fit; what is cut has no part without rows. A part
 * that a dead run has finished is taken over, and every part is noted when it is on the disk, beside the writing of the
 * next. Throws `run.part-too-large` when the rows of one number alone are larger, `run.schema-differs`, `run.rows-differ`,
 * and what the engine and the encryptors throw.
 */
export async function writeParts(
  run: TableRun,
  stage: MarkedStage,
  ranges: readonly NumberRange[],
  parts: DeliveredPart[],
): Promise<void> {
  const before = parts.length;
  const settled: Promise<void>[] = [];
  const keep = (place: PartPlace, part: DeliveredPart): void => {
    const settling = settle(run, place, part, settled.at(-1));
    // It may fail while the next part is written, which does not wait for it.
    settling.catch(() => undefined);
    settled.push(settling);
    parts.push(part);
  };
  try {
    await writePieces(run, stage, ranges, { nr: () => parts.length, keep });
    await Promise.all(settled);
  } finally {
    await Promise.allSettled(settled);
  }
  checkRows(stage.t, stage.rows, parts.slice(before));
}

/** Puts a part on the disk and notes it, after the one before. */
async function settle(
  run: TableRun,
  place: PartPlace,
  part: DeliveredPart,
  before: Promise<void> | undefined,
): Promise<void> {
  const file = partFile(part.name);
  await writing(file, () => syncPath(join(run.staging.folder, file)));
  await before;
  await run.finished.note(place, part.sealed);
}

async function writePieces(
  run: TableRun,
  stage: MarkedStage,
  ranges: readonly NumberRange[],
  { nr, keep }: { readonly nr: () => number; readonly keep: (place: PartPlace, part: DeliveredPart) => void },
): Promise<void> {
  const limit = run.target.partBytes;
  const { t } = stage;
  let left: readonly Piece[] = ranges.map((range) => ({ range, whole: true }));
  for (let [piece, ...rest] = left; piece !== undefined; [piece, ...rest] = left) {
    left = rest;
    if (!piece.whole && (await countRows(run, t, piece.range)) === 0) continue;
    const place = placeOf(run, stage, nr(), piece.range);
    const part = await makePart(run, t, place);
    if (part.sealed.bytes <= limit) {
      keep(place, part);
      continue;
    }
    await unlink(join(run.staging.folder, partFile(part.name)));
    left = cutAgain(piece, rest, Math.ceil(part.sealed.bytes / (limit * FILLED)), t);
  }
}

/** A range that is to be written; `whole` until it has been cut to fit the limit. */
interface Piece {
  readonly range: NumberRange;
  readonly whole: boolean;
}

/** How full parts are planned to be: ranges of equal length hold about equally many rows, not exactly. */
const FILLED = 0.9;

/** Ranges that are whole are alike, so all of them are cut; of those that were cut, the one that is too large alone. */
function cutAgain(piece: Piece, rest: readonly Piece[], pieces: number, t: TableSql): readonly Piece[] {
  if (piece.range.first === piece.range.last)
    throw refuse('run', 'run.part-too-large', tableName(t.table), {});
  const cut = ({ range }: Piece): readonly Piece[] =>
    splitRange(range, Math.min(pieces, lengthOf(range))).map((part) => ({ range: part, whole: false }));
  return [...cut(piece), ...rest.flatMap((other) => (piece.whole && other.whole ? cut(other) : [other]))];
}

/** As a number, since nobody cuts into more pieces than a number counts. */
const lengthOf = ({ first, last }: NumberRange): number => Number(last - first + 1n);

function placeOf(run: TableRun, { t, mark }: MarkedStage, nr: number, range: NumberRange): PartPlace {
  const { register, tabell } = t.table;
  const { format } = run.target;
  return { name: { register, tabell, nr, format, cipher: cipherSuffix(run.recipients) }, range, mark };
}

const makePart = (run: TableRun, t: TableSql, place: PartPlace): Promise<DeliveredPart> =>
  run.stopwatch.step(
    `${tableName(t.table)}: write`,
    async () => (await takePart(run, t, place)) ?? writePart(run, t, place),
    (part) => part.sealed.rows,
  );

/** A part that a dead run has finished, held against plan and stage like one that is written now. */
async function takePart(run: TableRun, t: TableSql, place: PartPlace): Promise<DeliveredPart | null> {
  const taken = await run.finished.take(place);
  if (taken === null) return null;
  checkColumns(t, place.name, taken.sealed);
  return { name: place.name, sealed: taken.sealed, takenFrom: taken.run };
}

/** Writes one part into a pipe whose other end encrypts; on any failure neither file nor pipe is left. */
async function writePart(run: TableRun, t: TableSql, { name, range }: PartPlace): Promise<DeliveredPart> {
  const sink = await run.encryptors.openPart(partTarget(run.staging, name, run.recipients));
  try {
    await writeRows(run, t, range, sink);
  } catch (error) {
    await sink.abandon();
    throw error;
  }
  const sealed = await sink.finish();
  checkColumns(t, name, sealed);
  return { name, sealed, takenFrom: null };
}

async function writeRows(run: TableRun, t: TableSql, range: NumberRange, sink: PartSink): Promise<void> {
  const { copy } = run.target;
  if (copy !== null) return run.engine.run(emitPart(t, range, sink.path, copy));
  const { writeArrow } = await import('../engine/write-arrow.ts');
  await writeArrow(run.engine, emitPartRows(t, range), sink.path);
}

/** Holds the columns of the written file against the plan: nothing is delivered that the decision does not list. */
function checkColumns(t: TableSql, name: PartName, sealed: SealedPart): void {
  const planned = ['loepenummer', ...t.columns.map((c) => c.name)];
  const written = sealed.columns.map((c) => c.name);
  if (planned.length === written.length && planned.every((column, i) => column === written[i])) return;
  throw refuse('run', 'run.schema-differs', tableName(t.table), { file: partFile(name) });
}

/** Holds the rows of the written files against those that are staged: a result read as it is made ends alike when it fails. */
function checkRows(t: TableSql, expected: number, parts: readonly DeliveredPart[]): void {
  const got = parts.reduce((sum, { sealed }) => sum + sealed.rows, 0);
  if (got !== expected) throw refuse('run', 'run.rows-differ', tableName(t.table), { expected, got });
}

const countRows = (run: TableRun, t: TableSql, range: NumberRange): Promise<number> =>
  readRowCount(run.engine, emitPartRowCount(t, range));
