import { generateIdentity, identityToRecipient } from 'age-encryption';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openContestants } from './contestants.ts';
import type { BenchJob, Contestant } from './contestants/contestant.ts';
import { decisionOf, SCOPES } from './decision.ts';
import { isLoaded, readLoad, readMachine } from './machine.ts';
import { findPeers } from './peer-install.ts';
import { readRegisters } from './registers.ts';
import { openResultFile, type ResultFile } from './result-files.ts';
import { runRounds } from './rounds.ts';
import { defaultBudgets, type BenchSettings, type DecisionName } from './settings.ts';

/** Below these sizes finer classes than sex alone would nearly all be small, and their persons suppressed. */
const FINE_FROM: Readonly<Record<DecisionName, number>> = { broad: 1_000_000, narrow: 20_000_000 };

/** Up to this size contents are compared and not only the number of rows. */
const COMPARED = 100_000;

/**
 * Measures every size under every decision and budget and gives the file with the results. Throws a plain error on a
 * loaded machine unless it is to measure regardless, and when two contestants deliver different things.
 */
export async function runBenchmarks(
  settings: BenchSettings,
  now: Date,
  say: (text: string) => void,
): Promise<string> {
  const load = readLoad();
  const loaded = isLoaded(load);
  if (loaded && !settings.regardless)
    throw new Error(
      `the machine is loaded (${load.toFixed(2)}): wait, or measure all the same with --likevel`,
    );
  const peers = findPeers(join(settings.data, 'peers'));
  const versions = Object.entries(peers).flatMap(([id, peer]) => (peer === null ? [] : [[id, peer.version]]));
  const file = openResultFile(settings.results, now.toISOString().slice(0, 10));
  file.add({
    type: 'run',
    run: file.run,
    date: now.toISOString(),
    machine: readMachine(Object.fromEntries(versions) as Record<string, string>),
    ...{ load, loaded, threads: settings.threads, rounds: settings.rounds },
  });
  const contestants = openContestants(settings.contestants, settings.program, peers);
  await mkdir(settings.data, { recursive: true });
  const work = await mkdtemp(join(settings.data, 'arbeid-'));
  try {
    for (const episodes of settings.sizes)
      await runSize(settings, episodes, { contestants, work, file, say });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return file.path;
}

interface Tools {
  readonly contestants: readonly Contestant[];
  readonly work: string;
  readonly file: ResultFile;
  readonly say: (text: string) => void;
}

async function runSize(settings: BenchSettings, episodes: number, tools: Tools): Promise<void> {
  tools.say(`${episodes / 1e6} million episodes`);
  const registers = await readRegisters(settings.data, episodes);
  for (const decision of settings.decisions)
    for (const memoryBytes of settings.budgets ?? defaultBudgets(episodes)) {
      tools.say(`${decision}, ${memoryBytes / 1e6} MB`);
      const keys = await writeDecision(tools.work, decision, episodes < FINE_FROM[decision]);
      const plaintext = join(tools.work, 'klartekst');
      const scope = SCOPES[decision];
      const job: BenchJob = {
        registers,
        episodes,
        decision,
        scope,
        ...keys,
        memoryBytes,
        threads: settings.threads,
        plaintext,
      };
      await rm(plaintext, { recursive: true, force: true });
      await runRounds({
        job,
        run: tools.file.run,
        rounds: settings.rounds,
        digest: episodes <= COMPARED,
        contestants: tools.contestants,
        work: tools.work,
        add: tools.file.add,
        say: tools.say,
      });
    }
}

/** Writes the decision, with a recipient made for it, and the identity that opens what that recipient is given. */
async function writeDecision(
  work: string,
  name: DecisionName,
  coarse: boolean,
): Promise<Pick<BenchJob, 'vedtak' | 'identity' | 'recipient'>> {
  const secret = await generateIdentity();
  const recipient = await identityToRecipient(secret);
  const vedtak = join(work, 'decision.json');
  const identity = join(work, 'identitet.txt');
  await writeFile(vedtak, JSON.stringify(decisionOf({ name, coarse, recipient }), null, 2));
  await writeFile(identity, `${secret}\n`, { mode: 0o600 });
  return { vedtak, identity, recipient };
}
