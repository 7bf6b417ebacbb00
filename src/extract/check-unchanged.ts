import { statSync } from 'node:fs';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { Extract, ExtractFile } from './extract.ts';
import { systemReason } from './system-reason.ts';

/**
 * Compares the files with what they were when the extract was found: extract.changed for each whose size or time
 * of modification differs, or that is gone. Called after the last read, it shows that all reads saw the same files.
 */
export function checkUnchanged(before: Pick<Extract, 'files'>): Problem[] {
  return before.files.flatMap((file) => {
    const what = changeOf(file);
    return what === undefined ? [] : [problem('extract.changed', file.path, { file: file.path, what })];
  });
}

function changeOf(file: ExtractFile): string | undefined {
  try {
    const now = statSync(file.path);
    if (now.size !== file.bytes) return `${file.bytes} bytes at first, ${now.size} now`;
    return now.mtimeMs === file.modifiedMs ? undefined : 'another time of modification';
  } catch (error) {
    return systemReason(error);
  }
}
