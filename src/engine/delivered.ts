import type { Engine } from './engine.ts';
import { readCount } from './population.ts';

/** Persons with at least one row in any delivered table. */
export const readDelivered = (engine: Engine): Promise<number> =>
  readCount(engine, 'delivered.count', 'SELECT count(*) AS n FROM levert');
