import { z } from 'zod';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Engine } from '../engine/engine.ts';
import { emitLeakScan } from '../sql/leak.ts';
import { tableName } from '../sql/names.ts';
import type { TableSql } from '../sql/stage.ts';

const row = z.object({
  kolonne: z.number(),
  identifiers: z.coerce.number(),
  emails: z.coerce.number(),
  phones: z.coerce.number(),
  keyed: z.coerce.number(),
});

const KINDS = [
  ['identifiers', 'a valid national identifier'],
  ['keyed', 'an identifier of the population'],
  ['emails', 'an e-mail address'],
  ['phones', 'a telephone number'],
] as const;

/**
 * Looks through every delivered text and number of the staged rows before any of it is encrypted. Throws `run.leak` with
 * the column, the kind and the count, never the value.
 */
export async function scanForLeaks(engine: Engine, t: TableSql, staged: TableSql = t): Promise<void> {
  const statement = emitLeakScan(t, staged);
  if (statement === null) return;
  const found = await engine.read(statement, row);
  const problems = found
    .toSorted((a, b) => a.kolonne - b.kolonne)
    .flatMap((counts) => {
      const at = `${tableName(t.table)}.${t.columns[counts.kolonne]?.name ?? ''}`;
      return KINDS.filter(([kind]) => counts[kind] > 0).map(([kind, text]) =>
        problem('run.leak', at, { values: counts[kind], kind: text }),
      );
    });
  if (problems.length > 0) throw new PipelineError('run', problems);
}
