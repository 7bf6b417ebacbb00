import { join } from 'node:path';
import { copy, quoted, type SqlStep } from './sql-step.ts';
import { TABLES } from './tables.ts';

/** (a) The floor: the columns a delivery is made from, read and written again as they are. */
export const floorSteps = (uttrekk: string, ut: string): readonly SqlStep[] =>
  TABLES.map(({ extract, stem, sources }) => ({
    id: `${extract}: copy`,
    sql: copy(
      `SELECT ${sources.join(', ')} FROM ${quoted(join(uttrekk, `${extract}.parquet`))}`,
      join(ut, `${stem}_0000.parquet`),
    ),
  }));
