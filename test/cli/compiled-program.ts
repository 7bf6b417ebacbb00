import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
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

export interface Call {
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
}

type Entry = 'main' | 'prepare-main';

/** Compiles the program into a folder of its own, which is gone when the tests of the file are done. */
export function compileProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'tilrette-program-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const outDir = join(folder, 'dist');
  const done = spawnSync(process.execPath, [
    tsc,
    ...['-p', join(root, 'tsconfig.build.json'), '--noCheck', '--outDir', outDir],
  ]);
  if (done.status !== 0) throw new Error(`the program does not compile: ${done.stdout.toString()}`);
  for (const name of ['configs', 'package.json', 'node_modules'])
    symlinkSync(join(root, name), join(folder, name));
  return programIn(folder);
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
  return { folder, start, run: (...args) => start(...args).ended };
}

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
