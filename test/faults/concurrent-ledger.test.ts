import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { diskFiles } from '../../src/ledger/ledger-files.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { makeSeal } from '../../src/ledger/seal.ts';
import { verifyLedger, type VerifiedLedger } from '../../src/ledger/verify-ledger.ts';
import { spawnSource } from './spawn-source.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ledger-'));
  await makeKeys(dir, 'forvalter@example.org');
});
afterEach(() => rm(dir, { recursive: true }));

function startWriter(name: string, entries: number): ChildProcess {
  return spawnSource(`
    import { openState } from '../../src/keys/state-directory.ts';
    import { diskFiles } from '../../src/ledger/ledger-files.ts';
    import { openLedger } from '../../src/ledger/ledger.ts';
    import { makeSeal } from '../../src/ledger/seal.ts';
    const state = await openState(${JSON.stringify(dir)});
    const seal = makeSeal(state.signer, state.ownSigners);
    const ledger = await openLedger({ dir: state.dir, seal, now: () => new Date(), files: diskFiles });
    for (let i = 0; i < ${entries}; i++) {
      const run = '${name}.' + i;
      await ledger.append({ type: 'run-started', run, saksnummer: '1', vedtak: 'a'.repeat(64), tool: 't', ut: '/ut' });
      console.log(run);
    }`);
}

async function readVerified(): Promise<VerifiedLedger> {
  const state = await openState(dir);
  const seal = makeSeal(state.signer, state.ownSigners);
  await openLedger({ dir, seal, now: () => new Date(), files: diskFiles });
  return verifyLedger(await readLedger(dir, diskFiles), seal);
}

const runsOf = ({ entries }: VerifiedLedger): string[] => entries.flatMap((e) => ('run' in e ? [e.run] : []));

test('eight processes with twenty-five entries each leave one whole chain with all of them', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const codes = names.map(async (name) => ((await once(startWriter(name, 25), 'exit')) as [number])[0]);
  expect(await Promise.all(codes)).toEqual(new Array(8).fill(0));
  const ledger = await readVerified();
  expect(ledger.problems).toEqual([]);
  for (const name of names) {
    const own = runsOf(ledger).filter((run) => run.startsWith(`${name}.`));
    expect(own).toEqual(Array.from({ length: 25 }, (_, i) => `${name}.${i}`));
  }
  expect(await readdir(join(dir, 'laas'))).toEqual([]);
});

test('every entry that was promised survives writers that are killed', async () => {
  const promised: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const writers = [startWriter(`${name}1`, 10_000), startWriter(`${name}2`, 10_000)];
    const exits = writers.map((writer) => once(writer, 'exit'));
    for (const { stdout } of writers) {
      if (stdout) createInterface(stdout).on('line', (run) => promised.push(run));
    }
    const promisedNow = (): number => promised.filter((run) => run.startsWith(name)).length;
    while (promisedNow() < 30 && writers.every((writer) => writer.exitCode === null)) await sleep(5);
    expect(promisedNow()).toBeGreaterThanOrEqual(30);
    for (const writer of writers) writer.kill('SIGKILL');
    await Promise.all(exits);
  }
  const ledger = await readVerified();
  expect(ledger.problems).toEqual([]);
  const runs = new Set(runsOf(ledger));
  expect(promised.filter((run) => !runs.has(run))).toEqual([]);
});
