import { identifierMacros } from '../sql/dialect.ts';
import type { Engine } from './engine.ts';

/** Defines what SQL of every stage calls. `day` is the day of the run, ISO: the form of identifiers changes in 2032. */
export async function defineMacros(engine: Engine, day: string): Promise<void> {
  for (const [i, sql] of identifierMacros(day).entries())
    await engine.run({ id: `macro-${i}`, sql, params: [] });
}
