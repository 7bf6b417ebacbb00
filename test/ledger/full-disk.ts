import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFiles, type LedgerFiles } from '../../src/ledger/ledger-files.ts';

// Named apart from the calls: these are tools of the system, not packages of the project.
const mount = 'mount';
const umount = 'umount';

/** A disk that a test can fill, with a directory on it. */
export interface SmallDisk {
  readonly dir: string;
  readonly files: LedgerFiles;
  /** Takes all room that is left, but for the bytes given. */
  readonly fill: (leave: number) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The real files, with an account of the bytes they may take. */
export async function simulatedDisk(): Promise<SmallDisk> {
  const dir = await mkdtemp(join(tmpdir(), 'full-'));
  let limit = Infinity;
  const used = async (): Promise<number> => {
    const names = await readdir(dir);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size));
    return sizes.reduce((a, b) => a + b, 0);
  };
  const claim = async (bytes: number): Promise<void> => {
    if ((await used()) + bytes > limit)
      throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
  };
  const files: LedgerFiles = {
    ...diskFiles,
    append: async (path, bytes) => {
      await claim(bytes.length);
      await diskFiles.append(path, bytes);
    },
    replace: async (path, bytes) => {
      await claim(bytes.length);
      await diskFiles.replace(path, bytes);
    },
  };
  const fill = async (leave: number): Promise<void> => void (limit = (await used()) + leave);
  return { dir, files, fill, remove: () => rm(dir, { recursive: true }) };
}

/** A file system of its own in memory; undefined where this process may not mount one. */
export async function mountedDisk(): Promise<SmallDisk | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'full-'));
  try {
    execFileSync(mount, ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    await rm(dir, { recursive: true });
    return undefined;
  }
  const filler = join(dir, 'filler');
  const fill = async (leave: number): Promise<void> => {
    for (let bytes = 65_536; bytes >= 1;) {
      const before = await stat(filler).then(
        (s) => s.size,
        () => 0,
      );
      await appendFile(filler, Buffer.alloc(bytes, 1)).catch(() =>
        truncate(filler, before).then(() => (bytes /= 2)),
      );
    }
    const { size } = await stat(filler);
    await truncate(filler, size - leave);
  };
  const remove = async (): Promise<void> => {
    execFileSync(umount, [dir]);
    await rm(dir, { recursive: true });
  };
  return { dir, files: diskFiles, fill, remove };
}
