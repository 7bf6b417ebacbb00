import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { csvView, parquetView, type CsvSource } from '../sql/dialect.ts';
import {
  emitHandedOver,
  emitKeyFileChanged,
  emitKeyFileFaults,
  emitKeyFileOrder,
  emitLeaveOutWithoutNumber,
  emitWithoutHandedOver,
  KEY_FILE_VIEW,
} from '../sql/key-file.ts';
import type { Engine } from './engine.ts';
import { namingFiles } from './naming-files.ts';
import { readRowCount } from './row-count.ts';

/** The file of numbers as DuckDB reads it. */
export type KeyFileSource = CsvSource | { readonly parquet: string };

type HandedOver = NonNullable<Plan['number']['handedOver']>;

/**
 * Reads the numbers that another party has assigned into the table `utdelt`, once it is known which identifiers are one
 * person, and holds them to what løpenumre must be. Throws `run.key-file-empty`, `run.key-file-identifier`,
 * `run.key-file-number`, `run.key-file-twice`, `run.key-file-shared`, `run.key-file-order`, all that hold at once.
 */
export async function readKeyFile(
  engine: Engine,
  { file, width }: { readonly file: string; readonly width: number },
  source: KeyFileSource,
): Promise<void> {
  const path = 'parquet' in source ? source.parquet : source.file;
  const view = 'parquet' in source ? parquetView(KEY_FILE_VIEW, [path]) : csvView(KEY_FILE_VIEW, source);
  await namingFiles(file, [file], async () => {
    await engine.run({ id: 'key-file.source', sql: view, params: [] });
    await engine.run(emitHandedOver(KEY_FILE_VIEW, width));
  });
  const problems = await findFaults(engine, file, width);
  if (problems.length > 0) throw new PipelineError('run', problems);
}

const count = z.coerce.number();
const faultRow = z.object({ rows: count, identifiers: count, numbers: count, twice: count, shared: count });

async function findFaults(engine: Engine, file: string, width: number): Promise<readonly Problem[]> {
  const [found] = await engine.read(emitKeyFileFaults(), faultRow);
  if (found === undefined || found.rows === 0) return [problem('run.key-file-empty', file, {})];
  const { identifiers, numbers, twice, shared } = found;
  const faults = [
    ...(identifiers > 0 ? [problem('run.key-file-identifier', file, { rows: identifiers })] : []),
    ...(numbers > 0 ? [problem('run.key-file-number', file, { rows: numbers, width })] : []),
    ...(twice > 0 ? [problem('run.key-file-twice', file, { persons: twice })] : []),
    ...(shared > 0 ? [problem('run.key-file-shared', file, { numbers: shared })] : []),
  ];
  return faults.length > 0 ? faults : findOrder(engine, file);
}

/** Persons from which on a perfect order, and one with exceptions, cannot be chance: less than one file in a million. */
const PERFECT_FROM = 11;
const LOOSE_FROM = 100;
const LOOSE = 0.5;

/** Numbers in the order of identifiers or dates of birth tell who was born when. */
async function findOrder(engine: Engine, file: string): Promise<readonly Problem[]> {
  const [row] = await engine.read(emitKeyFileOrder(), z.object({ persons: count, follows: count }));
  const { persons, follows } = row ?? { persons: 0, follows: 0 };
  const perfect = persons >= PERFECT_FROM && follows > 1 - 1e-9;
  const loose = persons >= LOOSE_FROM && follows > LOOSE;
  return perfect || loose ? [problem('run.key-file-order', file, {})] : [];
}

/**
 * Holds the population to the file: persons without a number stop the run, or leave it, as the decision says. Gives how
 * many have left. Throws `run.key-file-without`.
 */
export async function leaveOutWithoutNumber(engine: Engine, { file, without }: HandedOver): Promise<number> {
  const persons = await readRowCount(engine, emitWithoutHandedOver());
  if (persons > 0 && without === 'stopp') throw refuse('run', 'run.key-file-without', file, { persons });
  if (persons > 0) await engine.run(emitLeaveOutWithoutNumber());
  return persons;
}

/** A person keeps her number from delivery to delivery. Throws `run.key-file-changed`. */
export async function checkNumbersKept(engine: Engine, { file }: HandedOver): Promise<void> {
  const persons = await readRowCount(engine, emitKeyFileChanged());
  if (persons > 0) throw refuse('run', 'run.key-file-changed', file, { persons });
}
