import { emitDeliveredCount } from '../sql/delivered.ts';
import type { Engine } from './engine.ts';
import { readRowCount } from './row-count.ts';

/** Persons with at least one row in any delivered table. */
export const readDelivered = (engine: Engine): Promise<number> => readRowCount(engine, emitDeliveredCount());
