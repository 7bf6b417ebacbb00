import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Runs TypeScript in a process of its own, which writes to `stdout`; imports are relative to this folder. It is bundled
 * first: a process that has to load a compiler takes several times as long to start.
 */
export const spawnSource = (contents: string): ChildProcess =>
  spawn(process.execPath, argumentsFor(contents), { stdio: ['ignore', 'pipe', 'inherit'] });

/** The same in a process that nobody waits for; what is returned is its parent. */
export const spawnUnawaited = (contents: string): ChildProcess =>
  spawn('sh', ['-c', '"$0" "$@" & exec sleep 600', process.execPath, ...argumentsFor(contents)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

function argumentsFor(contents: string): readonly string[] {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    ...{
      bundle: true,
      write: false,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
    },
  });
  return ['--input-type=module', '-e', outputFiles[0]?.text ?? ''];
}
