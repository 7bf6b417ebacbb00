import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** A program of its own, measured from its start to its end. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface Measured {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall clock. */
  readonly seconds: number;
  /** User and system, of the child and the children it waited for; null where the system does not tell. */
  readonly cpuSeconds: number | null;
  /** Largest sum of the high-water marks of all its processes; null where the system does not tell. */
  readonly peakBytes: number | null;
  /** Processor time that everything else on the machine took meanwhile. */
  readonly othersCpuSeconds: number;
}

const POLL_MS = 25;

/** Runs a command alone: nothing else may be spawned meanwhile, since processor time is counted for all children. */
export async function measure(command: Command): Promise<Measured> {
  const before = { children: childrenCpu(), machine: machineCpu(), own: ownCpu() };
  const began = performance.now();
  const child = spawn(command.file, command.args, { cwd: command.cwd, env: childEnvironment() });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (texts.stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (texts.stderr += piece));
  let peakBytes: number | null = null;
  const polling = setInterval(() => {
    const now = child.pid === undefined ? null : highWaterMark(child.pid);
    if (now !== null) peakBytes = Math.max(peakBytes ?? 0, now);
  }, POLL_MS);
  let ended = began;
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', () => (ended = performance.now()));
    child.once('error', reject).once('close', resolve);
  }).finally(() => {
    clearInterval(polling);
  });
  const children = childrenCpu();
  const cpuSeconds = children === null || before.children === null ? null : children - before.children;
  const machine = machineCpu() - before.machine - (ownCpu() - before.own);
  return {
    status,
    ...texts,
    seconds: (ended - began) / 1000,
    cpuSeconds,
    peakBytes,
    othersCpuSeconds: Math.max(0, machine - (cpuSeconds ?? 0)),
  };
}

/** Without a state directory named: every contestant makes its own in its own folder. */
function childEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env['TILRETTE_HJEM'];
  delete env['NODE_OPTIONS'];
  return env;
}

/** Clock ticks a second: fixed at 100 in what Linux shows to programs. */
const TICKS = 100;

/** User and system time of the children this process has waited for (proc(5), fields 16 and 17). */
function childrenCpu(): number | null {
  const text = readIf('/proc/self/stat');
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const machineCpu = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;

function highWaterMark(pid: number): number | null {
  const status = readIf(`/proc/${pid}/status`);
  if (status === null) return null;
  const own = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  return childrenOf(pid).reduce((sum, child) => sum + (highWaterMark(child) ?? 0), own);
}

const childrenOf = (pid: number): number[] =>
  (readIf(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number);

function readIf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
