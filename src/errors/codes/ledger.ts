import { wording } from '../problem.ts';

/** Codes of the ledger (exit 16). */
export const ledgerCodes = {
  'ledger.no-room': wording<{ bytes: number }>({
    expected: (p) =>
      `room on the disk of the state directory for ${p.bytes} bytes, so that every outcome can be recorded`,
    got: () => 'a full disk, or a quota or file size limit that is reached',
    fix: () => 'free space on that disk, then run again; nothing was delivered without its entry',
  }),
  'ledger.busy': wording<{ pid: number; host: string }>({
    expected: () => 'the ledger to be free within the waiting time',
    got: (p) => `process ${p.pid} on ${p.host} holds it`,
    fix: () => 'wait for that process to end, then run again',
  }),
  'ledger.unreadable': wording<{ reason: string }>({
    expected: () => 'a ledger file that can be read and written',
    got: (p) => p.reason,
    fix: () => 'check the owner, the mode and the disk of the state directory',
  }),
  'ledger.malformed': wording<{ line: number }>({
    expected: () => 'one entry in canonical JSON, of a version and type this program knows',
    got: (p) => `line ${p.line} is something else`,
    fix: () => 'restore the ledger from backup and find out who changed it; never mend it by hand',
  }),
  'ledger.altered': wording<{ line: number }>({
    expected: () => 'a signature that fits the entry, by a key among the allowed signers',
    got: (p) => `line ${p.line} was altered after it was signed, or signed by someone else`,
    fix: () => 'restore the ledger from backup and find out who changed it',
  }),
  'ledger.chain': wording<{ line: number; after: number }>({
    expected: (p) => `entry ${p.after + 1}, bearing the SHA-256 of the line before it`,
    got: (p) => `line ${p.line} does not follow the line before it: entries were removed, moved or put in`,
    fix: () => 'restore the ledger from backup and find out who changed it',
  }),
  'ledger.truncated': wording<{ head: number }>({
    expected: (p) => `a ledger that ends with entry ${p.head}, as its signed head says`,
    got: () => 'another end: entries were removed, or the file was replaced',
    fix: () => 'restore oversikt.jsonl and oversikt.hode from backup and find out who removed entries',
  }),
  'ledger.head': wording<{ got: string }>({
    expected: () => 'a signed head file beside the ledger',
    got: (p) => p.got,
    fix: () => 'restore oversikt.hode from backup: without it, removed entries cannot be noticed',
  }),
};
