import { ageContestant } from './contestants/age.ts';
import type { Contestant } from './contestants/contestant.ts';
import { floorContestant, handwrittenContestant } from './contestants/duckdb.ts';
import { peerContestant } from './contestants/peers.ts';
import { prepareContestant } from './contestants/prepare.ts';
import { PEERS, type InstalledPeer, type PeerId } from './peer-install.ts';

/** Ids that `--deltakere` takes; `b` is both hand-written scripts. */
export const CONTESTANTS = ['prepare', 'prepare-arrow', 'a', 'b', 'b1', 'b2', ...PEERS, 'age'] as const;
export const DEFAULT_CONTESTANTS = ['prepare', 'prepare-arrow', 'a', 'b', ...PEERS, 'age'];

/** The contestants named, in the order they take their turns: age last, since it encrypts what a script has written. */
export function openContestants(
  ids: readonly string[],
  program: string,
  peers: Readonly<Record<PeerId, InstalledPeer | null>>,
): readonly Contestant[] {
  const all: readonly Contestant[] = [
    prepareContestant(program, 'parquet'),
    prepareContestant(program, 'arrow'),
    floorContestant,
    handwrittenContestant('b1'),
    handwrittenContestant('b2'),
    ...PEERS.map((id) => peerContestant(id, peers[id])),
    ageContestant,
  ];
  return all.filter(({ id }) => ids.includes(id) || (ids.includes('b') && ['b1', 'b2'].includes(id)));
}
