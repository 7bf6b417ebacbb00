import { basename } from 'node:path';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';

const SHOWN_FILES = 3;

/**
 * Does work on the rows of files, of the extract or list `at`. Where DuckDB stops at them, they are named, since its own
 * text is not shown: `extract.read-stopped` (exit 13) in place of `run.database`.
 */
export async function namingFiles<T>(
  at: string,
  files: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [stopped] = error instanceof PipelineError ? error.problems : [];
    if (stopped?.code !== 'run.database') throw error;
    throw refuse('run', 'extract.read-stopped', at, { files: shownFiles(files), stopped: stopped.got });
  }
}

function shownFiles(files: readonly string[]): string {
  const shown = files.slice(0, SHOWN_FILES).map((file) => basename(file));
  const more = files.length > SHOWN_FILES ? ` and ${files.length - SHOWN_FILES} more` : '';
  return `${shown.join(', ')}${more}`;
}
