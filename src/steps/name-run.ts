import type { Surroundings } from './settings.ts';

/** A name that sorts by time and is not met twice. */
export function nameRun(world: Pick<Surroundings, 'now' | 'randomFill'>): string {
  const time = world
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  return `${time}_${Buffer.from(world.randomFill(new Uint8Array(3))).toString('hex')}`;
}
