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
  'ledger.run-unknown': wording<{ run: string; outcome: string }>({
    expected: () => 'a run whose package was delivered, as `tilrette oversikt` lists them',
    got: (p) => `${p.run}: ${p.outcome}`,
    fix: () => 'copy the name of the run from `tilrette oversikt --json`',
  }),
  'ledger.other-case': wording<{ run: string; saksnummer: string; other: string }>({
    expected: (p) => `a run of the case ${p.saksnummer}`,
    got: (p) => `${p.run}, of the case ${p.other}`,
    fix: () => 'name a run of the same decision: a delivery replaces only one of its own case',
  }),
  'ledger.run-not-kept': wording<{ run: string }>({
    expected: (p) => `what was kept of ${p.run} in kjoeringer/, as its entry in the ledger says`,
    got: () => 'no such file, or one that was changed',
    fix: () =>
      'restore the file from backup; it is thrown away when the databruker has confirmed the deletion, and then the delivery cannot be made again',
  }),
  'ledger.not-recreated': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'give the same decision, extracts, lists, key and version of tilrette as the run had',
  }),
  'ledger.already-recorded': wording<{ what: string; date: string }>({
    expected: (p) => `a run without ${p.what}`,
    got: (p) => `${p.what} on ${p.date}`,
    fix: () => 'nothing is to be done; entries are never changed',
  }),
  'ledger.date': wording<{ got: string; from: string; to: string }>({
    expected: (p) => `a date from the delivery to today, ${p.from} to ${p.to}`,
    got: (p) => (p.from > p.to ? 'a clock that stands before the delivery' : p.got),
    fix: () => 'write the date as YYYY-MM-DD; of several deliveries, name the run that the date is of',
  }),
  'ledger.party': wording<{ got: string; known: readonly string[] }>({
    expected: (p) => `a party that the record knows of this delivery: ${p.known.join(', ')}`,
    got: (p) => p.got,
    fix: () => 'write the name as the decision has it, or name the run that the party took part in',
  }),
  'ledger.time': wording<{ got: string }>({
    expected: () => 'a time between the delivery and now, with its zone, such as 2026-11-03T09:30:00Z',
    got: (p) => p.got,
    fix: () => 'give --oppdaget as an ISO time; without it, the breach is discovered as it is recorded',
  }),
  'ledger.not-waiting': wording<{ run: string; outcome: string }>({
    expected: () => 'a run that waits for approval',
    got: (p) => `${p.run}: ${p.outcome}`,
    fix: () => 'see `tilrette oversikt` for the runs that wait',
  }),
  'ledger.four-eyes': wording<{ by: string }>({
    expected: () => 'approval by another person than the one who prepared the delivery',
    got: (p) => p.by,
    fix: () => 'have a colleague look at the delivery and approve it',
  }),
  'ledger.approval-late': wording<{ gyldigTil: string }>({
    expected: (p) => `approval by ${p.gyldigTil}, the last day of the decision`,
    got: () => 'a later day',
    fix: () => 'reject the delivery with --avvis, and have the decision extended',
  }),
  'ledger.package-differs': wording<{ run: string }>({
    expected: (p) => `the package that ${p.run} made`,
    got: () => 'another manifest, or no package: it was changed while it waited',
    fix: () => 'reject it with --avvis, find out who changed it, and run again',
  }),
};
