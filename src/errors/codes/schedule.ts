import { wording } from '../problem.ts';
import { reasonText } from '../reason-text.ts';
import { documentWordings } from './document.ts';

const form = documentWordings({
  file: 'a pipeline file',
  size: 'keep pipelines in their own folder, and extracts elsewhere',
  says: 'the pipeline',
});

/** A pipeline file as bytes, as JSON, and against its schema (exit 2). */
const fileCodes = {
  'pipeline.size': form.size,
  'pipeline.encoding': form.encoding,
  'pipeline.depth': form.depth,
  'pipeline.syntax': form.syntax,
  'pipeline.duplicate-key': form.duplicateKey,
  'pipeline.unknown-key': form.unknownKey,
  'pipeline.missing': form.missing,
  'pipeline.wrong-type': form.wrongType,
  'pipeline.value': form.value,
  'pipeline.never-due': wording<object>({
    expected: () => 'a time that comes at least once in a year',
    got: () => 'a cron expression that names no such time',
    fix: () => 'correct day and month of naar.cron',
  }),
  'pipeline.name': wording<object>({
    expected: () =>
      'a file name of 1 to 64 letters A-z, digits, - and _, and not eleven digits, before .json',
    got: () => 'another name',
    fix: () => 'rename the file: its name is the name of the pipeline in record and metrics',
  }),
  'pipeline.answer-by': wording<{ has: boolean }>({
    expected: () => 'bekreft together with bekreftetAv',
    got: (p) => (p.has ? 'answers without the name of who gives them' : 'a name without answers'),
    fix: () => 'add what is missing, or remove the other',
  }),
};

/** Of the nightly runs themselves: the folder (exit 2), state and the children (exit 13). */
const runCodes = {
  'schedule.folder': wording<{ reason: string }>({
    expected: () => 'a folder with pipeline files (<name>.json)',
    got: (p) => reasonText(p.reason),
    fix: () => 'give the folder with --pipelines',
  }),
  'schedule.state-unreadable': wording<{ file: string }>({
    expected: () => 'the state of the pipelines, of version 1',
    got: (p) => `something else in ${p.file}`,
    fix: (p) =>
      `restore ${p.file} from backup, or remove it: every pipeline is then taken for a new one, and its latest night may be run again`,
  }),
  'schedule.state-busy': wording<{ pid: number; host: string }>({
    expected: () => 'the state of the pipelines to be free within ten seconds',
    got: (p) => `process ${p.pid} on ${p.host} holds it`,
    fix: () => 'wait for that process to end, then run again',
  }),
  'schedule.clock-back': wording<{ handled: string; now: string }>({
    expected: (p) => `a clock that is past ${p.handled}, the last night that was run`,
    got: (p) => `the clock at ${p.now}`,
    fix: () =>
      'set the clock right; the pipeline goes on from the time the clock shows now, and no night is run for the past',
  }),
  'schedule.extract-late': wording<{ file: string; hours: number; found: boolean }>({
    expected: (p) => `${p.file} not older than ${p.hours} hours when the run was due`,
    got: (p) => (p.found ? 'an older file: the extract of this night has not come' : 'no such file'),
    fix: () => 'find out why the extract is late; the run is tried again as vedFeil says',
  }),
  'schedule.child-died': wording<{ how: string }>({
    expected: () => 'a run that ends with its result',
    got: (p) => p.how,
    fix: () => 'look at the log of the machine (memory, shutdown); the run is tried again as vedFeil says',
  }),
  'schedule.took-too-long': wording<{ minutes: number }>({
    expected: (p) => `a run of at most ${p.minutes} minutes (lengstMinutter)`,
    got: () => 'a longer one, which was stopped',
    fix: () => 'find out what it waited for, or give more minutes; nothing was delivered',
  }),
  'schedule.webhook': wording<{ reason: string }>({
    expected: () => 'the address in varsle to take the notice',
    got: (p) => p.reason,
    fix: () => 'check the address and the network; the run itself is not touched by this',
  }),
};

/** Codes of pipeline files and of nightly runs. */
export const scheduleCodes = { ...fileCodes, ...runCodes };
