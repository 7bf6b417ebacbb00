import type { Problem } from '../errors/problem.ts';

/** Refusals that time alone may mend: something is held, full, on its way, or was exchanged under our hands. */
const HEALING: ReadonlySet<string> = new Set([
  'run.output-busy',
  'keys.busy',
  'ledger.busy',
  'ledger.no-room',
  'extract.directory',
  'extract.missing',
  'extract.empty-folder',
  'extract.empty-file',
  'extract.corrupt',
  'extract.csv-row',
  'extract.csv-encoding',
  'extract.csv-count',
  'extract.changed',
  'extract.read-stopped',
  'extract.memory-files-full',
  'run.database',
  'schedule.extract-late',
  'schedule.child-died',
]);

/** What an operating system says of a disk that may be emptied, and of a shortage that passes. */
const PASSING = /\b(ENOSPC|EDQUOT|EFBIG|EAGAIN|EMFILE|ENFILE|ENOMEM|EBUSY|EIO|ESTALE|ETIMEDOUT)$/;

/** Whether it makes sense to run again: only when every reason for the refusal is one that can heal. */
export const canHeal = (problems: readonly Problem[]): boolean =>
  problems.length > 0 && problems.every(heals);

const heals = ({ code, got }: Problem): boolean =>
  HEALING.has(code) || (code === 'package.write-failed' && PASSING.test(got));
