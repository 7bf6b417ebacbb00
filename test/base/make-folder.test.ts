import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder } from '../../src/base/make-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('a folder', () => {
  test('is made with those above it, in the mode that is asked for, and again without harm', async () => {
    const path = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700)]);
    await makeFolder(path, 0o700);
    for (const made of [path, join(root, 'a')]) expect((await stat(made)).mode & 0o777).toBe(0o700);
  });

  test('is not made through a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file', 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test.runIf(process.platform === 'linux')(
    'that a file system does not take is an error, and no wait',
    async () => {
      for (const path of ['/proc/tilrette', '/proc/tilrette/a/b'])
        await expect(makeFolder(path)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});
