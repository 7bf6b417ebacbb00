import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Something that lies in a package folder; `path` is relative, with `/`. Links are not followed. */
export interface LayoutEntry {
  readonly path: string;
  readonly type: 'file' | 'folder' | 'other';
  readonly bytes: number;
}

/** Everything in a folder and the folders in it, sorted by path. Throws the operating system's error. */
export async function readLayout(dir: string): Promise<readonly LayoutEntry[]> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true });
  const entries = found.map(async (entry): Promise<LayoutEntry> => {
    const path = join(entry.parentPath, entry.name);
    const stat = await lstat(path);
    const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
    return { path: relative(dir, path).split(sep).join('/'), type, bytes: stat.size };
  });
  return (await Promise.all(entries)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
