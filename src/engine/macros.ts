import type { Plan } from '../artifacts/plan.ts';
import { identifierMacros } from '../sql/dialect.ts';
import type { Engine } from './engine.ts';

/**
 * Defines what SQL of every stage calls. `day` is the day of the run, ISO: the form of identifiers changes in 2032. `known`:
 * what the extracts know persons by where that is no national identifier.
 */
export async function defineMacros(engine: Engine, day: string, known: Plan['known']): Promise<void> {
  for (const [i, sql] of identifierMacros(day, known?.form ?? null).entries())
    await engine.run({ id: `macro-${i}`, sql, params: [] });
}
