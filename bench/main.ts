import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { CONTESTANTS, DEFAULT_CONTESTANTS } from './contestants.ts';
import { runSearch, SEARCH_LIMITS } from './lattice-search.ts';
import { MICRO_SIZE, runMicro } from './micro.ts';
import { installPeers } from './peer-install.ts';
import { renderReport } from './render-report.ts';
import { renderTables } from './render-tables.ts';
import { readResults } from './result-files.ts';
import { runBenchmarks } from './run-benchmarks.ts';
import {
  DECISIONS,
  DEFAULT_DATA,
  DEFAULT_RESULTS,
  parseBudgets,
  parseSizes,
  parseWords,
  PROJECT,
  type BenchSettings,
} from './settings.ts';
import { summarise } from './summary.ts';

interface Options {
  readonly episoder: string;
  readonly vedtak: string;
  readonly minne?: string;
  readonly runder: string;
  readonly deltakere: string;
  readonly data: string;
  readonly resultater: string;
  readonly rapport?: boolean;
  readonly mikro?: boolean;
  readonly soek?: boolean;
  readonly rader: string;
  readonly installer?: boolean;
  readonly likevel?: boolean;
}

const program = new Command('bench')
  .description(
    'Measures prepare beside a plain COPY, hand-written DuckDB, other libraries and the age command.',
  )
  .option('--episoder <millions>', 'sizes, in millions of episodes', '2,20')
  .option('--vedtak <names>', 'decisions', DECISIONS.join(','))
  .option('--minne <sizes>', 'memory budgets (default: 1500MB; above 50 million episodes 8GB,2GB)')
  .option('--runder <n>', 'rounds', '3')
  .option('--deltakere <ids>', `contestants: ${CONTESTANTS.join(',')}`, DEFAULT_CONTESTANTS.join(','))
  .option('--data <folder>', 'registers, installed peers and what measuring writes', DEFAULT_DATA)
  .option('--resultater <folder>', 'where results are written and read', DEFAULT_RESULTS)
  .option('--rapport', 'measure nothing; write a page with plots from the results')
  .option('--mikro', 'measure small pieces instead: sealing, checking identifiers, drawing numbers')
  .option('--soek', 'measure the search for the least coarsening instead')
  .option('--rader <millions>', 'sizes of the searched table, in millions of rows', '5')
  .option('--installer', 'install the peers first')
  .option('--likevel', 'measure although the machine is loaded')
  .addHelpText('after', '\nExample:\n  $ npm run bench -- --episoder 20 --vedtak broad --deltakere prepare,b')
  .action(run);

async function run(options: Options): Promise<void> {
  if (options.installer === true) install(join(resolve(options.data), 'peers'));
  if (options.mikro === true) return runMicro(MICRO_SIZE, say);
  if (options.soek === true) return searchEach(options);
  const results = resolve(options.resultater);
  if (options.rapport !== true) {
    const settings = readSettings(options);
    compile();
    say(await runBenchmarks(settings, new Date(), say));
  }
  const groups = summarise(readResults(results));
  if (options.rapport === true) {
    write(join(results, 'rapport.html'), renderReport(groups));
    return;
  }
  const tables = renderTables(groups);
  write(join(results, 'latest.md'), tables);
  process.stdout.write(tables);
}

/** The same search on each size, one after the other. */
async function searchEach({ rader, data, minne }: Options): Promise<void> {
  const [memoryBytes = 0] = parseBudgets(minne ?? '600MB');
  for (const rows of parseSizes(rader))
    await runSearch({ rows, limits: SEARCH_LIMITS, memoryBytes }, resolve(data), say);
}

const readSettings = (options: Options): BenchSettings => ({
  sizes: parseSizes(options.episoder),
  decisions: parseWords('--vedtak', options.vedtak, DECISIONS),
  budgets: options.minne === undefined ? null : parseBudgets(options.minne),
  rounds: Math.max(1, Math.trunc(Number(options.runder))),
  contestants: parseWords('--deltakere', options.deltakere, CONTESTANTS),
  threads: availableParallelism(),
  data: resolve(options.data),
  results: resolve(options.resultater),
  program: PROJECT,
  regardless: options.likevel === true,
});

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function write(path: string, text: string): void {
  writeFileSync(path, text);
  say(path);
}

function compile(): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: PROJECT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the program does not compile');
}

function install(folder: string): void {
  for (const failed of installPeers(folder)) say(`did not succeed: ${failed}`);
}

await program.parseAsync().catch((error: unknown) => {
  say(error instanceof Error ? error.message : 'unknown fault');
  process.exitCode = 1;
});
