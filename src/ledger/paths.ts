import { join } from 'node:path';

/** Where the ledger's files lie in a state directory. */
export interface LedgerPaths {
  readonly entries: string;
  readonly head: string;
  readonly lock: string;
  /** Piece of an entry that was cut short, counted from 1. */
  readonly torn: (n: number) => string;
}

export function ledgerPaths(dir: string): LedgerPaths {
  return {
    entries: join(dir, 'oversikt.jsonl'),
    head: join(dir, 'oversikt.hode'),
    lock: join(dir, 'laas', 'oversikt'),
    torn: (n) => join(dir, `oversikt.avkuttet-${n}`),
  };
}
