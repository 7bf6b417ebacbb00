import { z } from 'zod';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Engine } from '../engine/engine.ts';
import { emitLeakScan } from '../sql/leak.ts';
import type { TableSql } from '../sql/stage.ts';

const row = z.object({
  identifiers: z.coerce.number(),
  emails: z.coerce.number(),
  phones: z.coerce.number(),
  keyed: z.coerce.number(),
});

const kinds = {
  identifiers: 'a valid national identifier',
  keyed: 'an identifier of the population',
  emails: 'an e-mail address',
  phones: 'a telephone number',
} as const;

/**
 * Looks through every delivered text and number of the staged rows before any of it is encrypted. Throws `run.leak` with
 * the column, the kind and the count, never the value.
 */
export async function scanForLeaks(engine: Engine, t: TableSql): Promise<void> {
  const problems = [];
  for (const statement of emitLeakScan(t)) {
    const [found] = await engine.read(statement, row);
    const at = statement.id.replace(/\.leak$/, '');
    for (const [kind, text] of Object.entries(kinds)) {
      const values = found?.[kind as keyof typeof kinds] ?? 0;
      if (values > 0) problems.push(problem('run.leak', at, { values, kind: text }));
    }
  }
  if (problems.length > 0) throw new PipelineError('run', problems);
}
