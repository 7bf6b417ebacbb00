import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkUnchanged } from '../../src/extract/check-unchanged.ts';
import { extractOf, makeFolder } from './workplace.ts';

const folder = makeFolder();

function extractThat(change: (path: string) => void) {
  const path = join(folder, 'npr.episode.csv');
  writeFileSync(path, 'a;b\n1;2\n');
  const extract = extractOf('csv', path);
  change(path);
  return checkUnchanged(extract).map((problem) => problem.code);
}

test('an extract nobody touched is unchanged', () => {
  expect(extractThat(() => undefined)).toEqual([]);
});

test.each([
  [
    'a file that grew',
    (path: string) => {
      appendFileSync(path, '3;4\n');
    },
  ],
  [
    'a file written again with the same size',
    (path: string) => {
      utimesSync(path, 1, 1);
    },
  ],
  [
    'a file that is gone',
    (path: string) => {
      rmSync(path);
    },
  ],
])('%s is a changed extract', (_, change) => {
  expect(extractThat(change)).toEqual(['extract.changed']);
});
