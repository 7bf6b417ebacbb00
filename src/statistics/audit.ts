import type { AttackModel } from './attack-model.ts';
import type { World } from './world.ts';

/** A figure that must not be worked out, and how wide at least what an attacker finds must be. */
export interface Guarded {
  readonly figure: number;
  readonly width: number;
}

/** Which guarded figures an attacker cannot work out, each known by worlds that he cannot tell from the true one. */
export interface Audit {
  /** How much wider the interval of a guarded figure must become; 0 where it is wide enough. */
  lacking(guarded: Guarded): number;
  /** Whether all are protected now that a figure is told again; the figure is one that was left out until then. */
  holdsWith(told: number): boolean;
}

/**
 * Every world that is found speaks of many figures, so that few ends of intervals are sought. Leaving out more makes no
 * interval narrower, so what was found stays.
 */
export function openAudit(attack: AttackModel, guarded: readonly Guarded[]): Audit {
  let worlds: World[] = [];
  const reached = new Map(guarded.map(({ figure }) => [figure, { most: 0, least: 0 }]));
  const count = (world: World): void => {
    for (const [figure, by] of world) {
      const ends = reached.get(figure);
      if (ends === undefined) continue;
      ends.most = Math.max(ends.most, by);
      ends.least = Math.min(ends.least, by);
    }
  };
  const width = (figure: number): number => {
    const { most, least } = reached.get(figure) ?? { most: 0, least: 0 };
    return most - least;
  };
  const lacking = ({ figure, width: wanted }: Guarded): number => {
    for (const side of ['most', 'least'] as const) {
      const lacks = wanted - width(figure);
      if (lacks <= 0) return 0;
      const from = reached.get(figure)?.[side] ?? 0;
      const world = attack.reach(figure, side === 'most' ? from + lacks : from - lacks);
      if (world === null) continue;
      worlds.push(world);
      count(world);
    }
    return Math.max(0, wanted - width(figure));
  };
  const forgetAll = (): void => {
    for (const ends of reached.values()) Object.assign(ends, { most: 0, least: 0 });
    for (const world of worlds) count(world);
  };
  return {
    lacking,
    holdsWith: (told) => {
      const before = worlds;
      worlds = worlds.filter((world) => !world.has(told));
      if (worlds.length === before.length) return true;
      forgetAll();
      const holds = guarded.every((one) => lacking(one) === 0);
      if (!holds) {
        worlds = before;
        forgetAll();
      }
      return holds;
    },
  };
}
