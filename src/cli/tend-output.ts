import { exitCodes } from '../errors/stages.ts';
import { problem } from '../errors/pipeline-error.ts';
import { renderProblems } from '../errors/render.ts';

/**
 * Where nobody reads what is printed any more (`| head`), the command goes on to its end and says no more. Where the result
 * cannot be written, as on a full disk, that is told and sets the exit status of a run that failed.
 */
export function tendOutput({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  stderr.on('error', () => undefined);
  stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.exitCode = exitCodes.run;
    stderr.write(`\n${renderProblems([problem('usage.output', 'stdout', { reason: code })])}`);
  });
}
