import { z } from 'zod';
import type { Statement } from '../sql/statement.ts';
import type { Engine } from './engine.ts';

/** The count that a statement gives as `n`. */
export async function readRowCount(engine: Engine, statement: Statement): Promise<number> {
  const [row] = await engine.read(statement, z.object({ n: z.coerce.number() }));
  return row?.n ?? 0;
}
