import { closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkMemoryFolder, MEMORY_FOLDER, writeMemoryFile } from '../../src/extract/memory-file.ts';
import { codesOf, makeFolder } from './workplace.ts';

const folder = makeFolder();

test('a memory file is read through its descriptor', () => {
  const descriptor = writeMemoryFile(Buffer.from('hemmelig'), MEMORY_FOLDER);
  expect(readFileSync(`/proc/self/fd/${descriptor}`, 'utf8')).toBe('hemmelig');
  closeSync(descriptor);
});

test('without a folder in memory Arrow is refused', async () => {
  expect(
    await codesOf(() => {
      checkMemoryFolder(join(folder, 'none'));
    }),
  ).toEqual(['extract.no-memory-files']);
});

test('a folder that is not a file system in memory is refused', async () => {
  expect(
    await codesOf(() => {
      checkMemoryFolder('/proc');
    }),
  ).toEqual(['extract.no-memory-files']);
});
