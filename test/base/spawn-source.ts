import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Runs TypeScript in a process of its own, which writes to `stdout`; imports are relative to this folder. It is bundled
 * first: a process that has to load a compiler takes several times as long to start.
 */
export function spawnSource(contents: string): ChildProcess {
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
  const argv = ['--input-type=module', '-e', outputFiles[0]?.text ?? ''];
  return spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
}
