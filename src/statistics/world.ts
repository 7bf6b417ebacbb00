import type { Balance, System } from './system.ts';

/**
 * Another world that an attacker cannot tell from the true one: by how much each figure differs there, where it does. Whole
 * numbers.
 */
export type World = ReadonlyMap<number, number>;

/**
 * The world in which each atom differs by so much, or null where it could be told from the true one: a figure that is told
 * would be another, an atom would lose more than it can, or what belongs together would not fit. Exact: whoever proposes
 * the changes need not be trusted.
 */
export function worldOf(
  system: System,
  isTold: readonly boolean[],
  changes: readonly number[],
): World | null {
  if (changes.some((by, i) => by < -(system.atoms[i]?.free ?? 0))) return null;
  if (system.balances.some((balance) => net(balance, changes) !== 0)) return null;
  const world = new Map<number, number>();
  for (const [i, { atoms }] of system.figures.entries()) {
    const by = sumOf(atoms, changes);
    if (by === 0) continue;
    if (isTold[i] === true) return null;
    world.set(i, by);
  }
  return world;
}

const net = ({ plus, minus }: Balance, changes: readonly number[]): number =>
  sumOf(plus, changes) - sumOf(minus, changes);

function sumOf(atoms: readonly number[], changes: readonly number[]): number {
  let sum = 0;
  for (const atom of atoms) sum += changes[atom] ?? 0;
  return sum;
}
