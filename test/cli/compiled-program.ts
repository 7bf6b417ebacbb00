import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** How a process ended and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr holds the text; rejects when the process ends without it. */
  readonly says: (text: string) => Promise<void>;
}

interface Call {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Arguments to Node itself. */
  readonly node?: readonly string[];
  /** Command and arguments in front, such as `sh -c 'ulimit …'`. */
  readonly before?: readonly string[];
}

/** The compiled program, as it is installed: its own folder with `dist`, `configs` and `package.json`. */
export interface Program {
  readonly folder: string;
  /** Starts `dist/cli/<entry>.js`. */
  readonly start: (entry: Entry, args: readonly string[], call: Call) => Running;
  /** The same, until it ends. */
  readonly run: (entry: Entry, args: readonly string[], call: Call) => Promise<Ended>;
  /** Runs a command line of `tilrette` in a process that stays for the next, which takes a fraction of the time. */
  readonly call: (args: readonly string[], call: Pick<Call, 'cwd' | 'env'>) => Promise<Ended>;
}

type Entry = 'main' | 'prepare-main';

/**
 * Compiles the program into a folder of its own: once for all test files of a run of vitest, as long as the source stays
 * as it is. A watcher removes the folder when that run has ended.
 */
export function compileProgram(): Program {
  const folder = join(tmpdir(), `tilrette-program-${process.ppid}-${newestSource()}`);
  const ready = join(folder, 'ready');
  if (tryMake(folder)) {
    watchOver(folder);
    compileInto(folder);
    writeFileSync(ready, '');
  }
  const patience = Date.now() + 60_000;
  while (!existsSync(ready)) {
    if (Date.now() > patience) throw new Error('the program was not compiled by the test file that began to');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  return programIn(folder);
}

const newestSource = (): number =>
  Math.max(
    ...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(root, 'src', name)).mtimeMs,
    ),
  );

function tryMake(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function watchOver(folder: string): void {
  const script = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; rm -rf "$2"';
  const words = ['-c', script, 'sh', String(process.ppid), folder];
  spawn('sh', words, { detached: true, stdio: 'ignore' }).unref();
}

function compileInto(folder: string): void {
  const more = ['src/pipeline.ts', 'src/cli/program.ts'];
  const words = [join(root, 'build.mjs'), join(folder, 'dist'), ...more];
  const done = spawnSync(process.execPath, words);
  if (done.status !== 0) throw new Error(`the program does not compile: ${done.stderr.toString()}`);
  for (const name of ['configs', 'package.json', 'node_modules'])
    symlinkSync(join(root, name), join(folder, name));
}

/** The same program with its own copy of `configs`, for registers that the shipped catalogue does not have. */
export function withOwnConfigs(program: Program): Program {
  const folder = mkdtempSync(join(tmpdir(), 'tilrette-program-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  cpSync(join(program.folder, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'configs'), join(folder, 'configs'), { recursive: true });
  for (const name of ['package.json', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  return programIn(folder);
}

function programIn(folder: string): Program {
  const start: Program['start'] = (entry, args, call) => {
    const file = join(folder, 'dist', 'cli', `${entry}.js`);
    const words = [...(call.before ?? []), process.execPath, ...(call.node ?? []), file, ...args];
    mkdirSync(call.cwd, { recursive: true });
    return follow(
      spawn(words[0] ?? '', words.slice(1), { cwd: call.cwd, env: { ...process.env, ...call.env } }),
    );
  };
  return { folder, start, run: (...args) => start(...args).ended, call: manyRuns(folder) };
}

/** Starts the process at the first call, and ends it with the test file. */
function manyRuns(folder: string): Program['call'] {
  let child: ChildProcess | undefined;
  const waiting = new Map<number, (ended: Ended) => void>();
  const open = (): ChildProcess => {
    const script = fileURLToPath(new URL('many-runs.mjs', import.meta.url));
    const made = fork(script, [join(folder, 'dist', 'cli', 'program.js')], { execArgv: [] });
    made.on('message', ({ id, ...ended }: Ended & { readonly id: number }) => {
      waiting.get(id)?.(ended);
      waiting.delete(id);
    });
    made.once('exit', (status, signal) => {
      for (const end of waiting.values()) end({ status, signal, stdout: '', stderr: 'the process ended' });
    });
    return made;
  };
  afterAll(() => child?.kill());
  return (args, { cwd, env }) =>
    new Promise((resolve, reject) => {
      mkdirSync(cwd, { recursive: true });
      const id = calls++;
      waiting.set(id, resolve);
      child ??= open().once('error', reject);
      child.send({ id, args, cwd, env: env ?? {} });
    });
}

let calls = 0;

function follow(child: ChildProcess): Running {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => (texts.stdout += piece));
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (texts.stderr += piece));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (status, signal) => {
      resolve({ status, signal, ...texts });
    });
  });
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (texts.stderr.includes(text)) resolve();
      };
      child.stderr?.on('data', look);
      look();
      child.once('close', () => {
        reject(new Error(`ended without saying «${text}»: ${texts.stderr}`));
      });
    });
  return { child, ended, says };
}
