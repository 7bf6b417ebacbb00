import { spawn, type ChildProcess } from 'node:child_process';
import { prepareResultSchema } from '../artifacts/prepare-result.ts';
import type { Pipeline } from '../schedule/pipeline.ts';
import type { Attempt } from '../schedule/world.ts';

const MOST_OUTPUT = 64 * 2 ** 20;
/** How long a run that is stopped may take to clean up. */
const GRACE_MS = 120_000;
const LINE = /\r?\n/;

/**
 * Runs `prepare` of a pipeline as a process of its own, so that its memory is given back. It is asked to stop by SIGINT
 * when the signal is given or its time is over, and killed when it has not ended two minutes later. It is alone in its
 * process group: what a terminal or systemd sends to this process must not reach it a second time.
 */
export function runChild(
  program: readonly string[],
  pipeline: Pipeline,
  since: Date,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<Attempt> {
  const [node = process.execPath, ...words] = [...program, ...argumentsOf(pipeline, since)];
  const child = spawn(node, words, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = collect(child);
  forward(child, (line) => {
    log(`${pipeline.navn}: ${line}`);
  });
  const stopper = openStopper(child, pipeline, signal);
  return new Promise((resolve) => {
    child.once('error', () => {
      stopper.close();
      resolve({ ended: 'died', how: 'a process that could not be started' });
    });
    child.once('close', (status, killer) => {
      stopper.close();
      resolve(
        stopper.tooLong() && status !== 0 ? { ended: 'too-long' } : attemptOf(output(), status, killer),
      );
    });
  });
}

function argumentsOf(pipeline: Pipeline, since: Date): readonly string[] {
  const { vedtak, uttrekk, ut, minne, traader, bekreft, bekreftetAv } = pipeline;
  return [
    'prepare',
    '--json',
    ...['--vedtak', vedtak, '--uttrekk', uttrekk.mappe, '--ut', ut],
    ...['--med-mindre-levert-siden', since.toISOString()],
    ...(minne === undefined ? [] : ['--minne', minne]),
    ...(traader === undefined ? [] : ['--traader', String(traader)]),
    ...bekreft.flatMap((answer) => ['--bekreft', answer]),
    ...(bekreftetAv === undefined ? [] : ['--bekreftet-av', bekreftetAv]),
  ];
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < MOST_OUTPUT) text += piece;
  });
  return () => text;
}

/** What the run says to people, line by line. */
function forward(child: ChildProcess, log: (line: string) => void): void {
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (rest + piece).split(LINE);
    rest = lines.pop() ?? '';
    for (const line of lines.filter((l) => l.trim() !== '')) log(line.trimEnd());
  });
}

interface Stopper {
  readonly tooLong: () => boolean;
  readonly close: () => void;
}

function openStopper(child: ChildProcess, { lengstMinutter }: Pipeline, signal: AbortSignal): Stopper {
  let late = false;
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGINT');
    last ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  const longest = setTimeout(
    () => {
      late = true;
      stop();
    },
    Math.min(lengstMinutter * 60_000, 2 ** 31 - 1),
  );
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const close = (): void => {
    clearTimeout(longest);
    clearTimeout(last);
    signal.removeEventListener('abort', stop);
  };
  return { tooLong: () => late, close };
}

function attemptOf(output: string, status: number | null, killer: NodeJS.Signals | null): Attempt {
  if (status === null) return { ended: 'died', how: `a process ended by ${killer ?? 'a signal'}` };
  const parsed = prepareResultSchema.safeParse(parseJson(output));
  if (parsed.success) return { ended: 'told', result: parsed.data };
  return { ended: 'died', how: `a process that ended with ${status} and no result` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
