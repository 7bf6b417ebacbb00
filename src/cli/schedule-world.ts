import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../base/sha256.ts';
import { diskFiles } from '../ledger/ledger-files.ts';
import { deliveredSince } from '../schedule/delivered-since.ts';
import type { Notice, ScheduleWorld } from '../schedule/world.ts';
import { readEntries } from '../steps/reconcile-runs.ts';
import { runChild } from './run-child.ts';

const PATIENCE_MS = 10_000;

/** The world of nightly runs on this machine: processes of the same program, the network for notices, stderr for the log. */
export function scheduleWorld(state: string, signal: AbortSignal): ScheduleWorld {
  const now = (): Date => new Date();
  const log = (line: string): void => {
    process.stderr.write(`${now().toISOString()} ${line}\n`);
  };
  return {
    state,
    now,
    signal,
    log,
    sleep: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(() => undefined),
    prepare: (pipeline, since, stop) => runChild(programWords(), pipeline, since, stop, log),
    deliveredSince: async ({ vedtak: file, ut }, since) => {
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) return undefined;
      const asked = { vedtak: sha256(bytes), ut, since };
      return deliveredSince(await readEntries(state, diskFiles), asked, existsSync);
    },
    notify,
  };
}

/** How this program was started: Node, its own options, and the file. */
export const programWords = (): readonly string[] => [
  process.execPath,
  ...process.execArgv,
  process.argv[1] ?? '',
];

/** Redirects are not followed: the notice goes to the address in the file and nowhere else. */
async function notify(address: string, notice: Notice): Promise<string | undefined> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(notice),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `an answer of status ${answer.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? 'no answer in ten seconds'
      : 'no connection';
  }
}
