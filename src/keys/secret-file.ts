import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse, type PipelineError } from '../errors/pipeline-error.ts';

/** What it must be, whose, and which permission bits no one may have on it. */
export interface Guard {
  readonly kind: 'file' | 'directory';
  /** User id of the owner; undefined where the system has none. */
  readonly owner: number | undefined;
  readonly forbidden: number;
  /** What the mode should be, for the remedy: `600`. */
  readonly mode: string;
}

/** For secrets: nothing for group and others. */
export const secretGuard = (owner: number | undefined): Guard => ({
  kind: 'file',
  owner,
  forbidden: 0o077,
  mode: '600',
});

/** For public keys and lists of trust: no one else may write. */
export const publicGuard = (owner: number | undefined): Guard => ({
  kind: 'file',
  owner,
  forbidden: 0o022,
  mode: '600',
});

/** For the state directory itself: whoever may write it could exchange the keys. */
export const directoryGuard = (owner: number | undefined): Guard => ({
  kind: 'directory',
  owner,
  forbidden: 0o022,
  mode: '700',
});

/**
 * Reads a file of the state directory if it is a plain file of its owner, as the guard demands. What is checked is the
 * open file, so it cannot be exchanged between check and reading. Throws `keys.missing`, `keys.permissions`.
 */
export async function readGuarded(path: string, guard: Guard): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw openFault(path, guard, error);
    },
  );
  try {
    const fault = checkStats(await file.stat(), guard);
    if (fault !== undefined) throw badPermissions(path, fault, guard);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What is wrong with the owner, kind or mode of a file or directory; undefined when nothing is. */
export function checkStats(stats: Stats, guard: Guard): string | undefined {
  const fits = guard.kind === 'file' ? stats.isFile() : stats.isDirectory();
  if (!fits) return `something that is not a ${guard.kind}`;
  if (guard.owner !== undefined && stats.uid !== guard.owner) return `owned by user ${stats.uid}`;
  const open = stats.mode & guard.forbidden;
  return open === 0 ? undefined : `mode ${(stats.mode & 0o777).toString(8).padStart(3, '0')}`;
}

/** The refusal of a file whose owner, kind or mode is wrong. */
export const badPermissions = (path: string, reason: string, { mode }: Guard): PipelineError =>
  refuse('run', 'keys.permissions', path, { file: basename(path), reason, mode });

function openFault(path: string, guard: Guard, error: unknown): PipelineError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return refuse('run', 'keys.missing', path, { file: basename(path) });
  return badPermissions(
    path,
    code === 'ELOOP' ? 'a symbolic link' : `cannot be opened (${code ?? 'unknown'})`,
    guard,
  );
}
