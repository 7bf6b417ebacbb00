import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import {
  emitAddControls,
  emitControlCounts,
  emitDrawControls,
  emitKeptControls,
  emitLikeness,
  emitLikenessRows,
  emitLikenessTable,
  emitPool,
} from '../sql/controls.ts';
import type { Engine } from './engine.ts';
import type { Sources } from './sources.ts';

/** Controls of a delivery, and how many persons of the utvalg have fewer than the decision asks for. */
export interface DrawnControls {
  readonly persons: number;
  readonly short: number;
}

const NO_CONTROLS: DrawnControls = { persons: 0, short: 0 };

/** Finds who may be a control, and what is matched of them and of the population, which must be drawn. */
export async function readPool(
  engine: Engine,
  sources: Sources,
  plan: Plan,
  isReserved: boolean,
): Promise<void> {
  const { controls } = plan.population;
  if (controls === undefined) return;
  await engine.run(emitPool(plan, isReserved));
  await engine.run(emitLikenessTable(controls));
  const columns = [...new Set([controls.selection.identifier, ...controls.match.map((m) => m.column)])];
  if (controls.match.length > 0)
    await sources.each(controls.selection, columns, () => engine.run(emitLikenessRows(controls)));
  for (const statement of emitLikeness(controls)) await engine.run(statement);
}

/**
 * Adds the controls to the population: those of earlier runs, and newly drawn ones where they are wanting. To be run when
 * the stored koblingsnøkkel is read and before anyone is numbered. Throws `run.controls-few`.
 */
export async function runControls(engine: Engine, plan: Plan, seed: string): Promise<void> {
  const { controls } = plan.population;
  if (controls === undefined) return;
  await engine.run(emitKeptControls(controls));
  for (const statement of emitDrawControls(controls, seed)) await engine.run(statement);
  const { short } = await countControls(engine, plan);
  const { perPerson } = controls;
  if (short > 0 && controls.short === 'stopp')
    throw refuse('run', 'run.controls-few', 'utvalg.kontroller', { persons: short, perPerson });
  await engine.run(emitAddControls());
}

const countRow = z.object({ persons: z.coerce.number(), short: z.coerce.number() });

/** To be read before the work on the key is dropped. */
export async function countControls(engine: Engine, plan: Plan): Promise<DrawnControls> {
  const { controls } = plan.population;
  if (controls === undefined) return NO_CONTROLS;
  const [row] = await engine.read(emitControlCounts(controls), countRow);
  return row ?? NO_CONTROLS;
}
