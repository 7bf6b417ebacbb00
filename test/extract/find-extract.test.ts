import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { findExtract } from '../../src/extract/find-extract.ts';
import { codesOf, makeFolder, problemsOf } from './workplace.ts';

const root = makeFolder();

function folderWith(...names: string[]): string {
  const folder = mkdtempSync(join(root, 'case-'));
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    if (name.endsWith('/')) mkdirSync(join(folder, name), { recursive: true });
    else writeFileSync(join(folder, name), 'x');
  }
  return folder;
}

const find = (folder: string) => findExtract(folder, 'npr', 'episode');
const names = (folder: string) => find(folder).files.map((file) => basename(file.path));

test.each([
  ['npr.episode.parquet', 'parquet'],
  ['npr.episode.arrow', 'arrow'],
  ['npr.episode.arrows', 'arrow'],
  ['npr.episode.csv', 'csv'],
])('%s is an extract of form %s', (name, form) => {
  const extract = find(folderWith(name, 'reservasjoner.csv', 'npr.kontakt.parquet'));
  expect(extract).toMatchObject({ register: 'npr', tabell: 'episode', form, files: [{ bytes: 1 }] });
});

test.each(['npr.episode', 'npr.episode.parquet'])(
  'the files of a folder %s are read in the order of their names',
  (name) => {
    const folder = folderWith(`${name}/b.parquet`, `${name}/a.parquet`, `${name}/_SUCCESS`, `${name}/.a.crc`);
    expect(names(folder)).toEqual(['a.parquet', 'b.parquet']);
  },
);

test('a link to a file is the file', () => {
  const folder = folderWith('elsewhere');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'npr.episode.parquet'));
  expect(find(folder).form).toBe('parquet');
});

test('a link to a folder is the folder', () => {
  const folder = folderWith('elsewhere/a.arrow');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'npr.episode'));
  expect(find(folder).form).toBe('arrow');
});

test('a missing extract is refused with what was looked for and what resembles it', async () => {
  const [problem] = await problemsOf(() => find(folderWith('NPR.Episode.parquet', 'dar.doedsfall.parquet')));
  expect(problem).toMatchObject({ code: 'extract.missing', at: 'npr.episode' });
  expect(problem?.expected).toContain('npr.episode.arrow');
  expect(problem?.got).toContain('NPR.Episode.parquet');
  expect(problem?.got).not.toContain('dar.');
});

test.each([
  ['extract.ambiguous', ['npr.episode.parquet', 'npr.episode.csv']],
  ['extract.ambiguous', ['npr.episode.parquet', 'npr.episode/a.parquet']],
  ['extract.empty-folder', ['npr.episode/']],
  ['extract.empty-folder', ['npr.episode/_SUCCESS']],
  ['extract.mixed-folder', ['npr.episode/a.parquet', 'npr.episode/b.arrow']],
  ['extract.mixed-folder', ['npr.episode/a.parquet', 'npr.episode/notes.txt']],
  ['extract.mixed-folder', ['npr.episode/aar=2020/a.parquet']],
  ['extract.not-a-file', ['npr.episode/a.parquet/b.parquet']],
  ['extract.missing', ['npr.episode']],
])('%s is the answer to a folder that holds %j', async (code, entries) => {
  expect(await codesOf(() => find(folderWith(...entries)))).toEqual([code]);
});

test('an empty file is refused', async () => {
  const folder = folderWith('npr.episode.parquet');
  writeFileSync(join(folder, 'npr.episode.parquet'), '');
  expect(await codesOf(() => find(folder))).toEqual(['extract.empty-file']);
});

test('a link that leads nowhere is refused', async () => {
  const folder = folderWith();
  symlinkSync(join(folder, 'gone'), join(folder, 'npr.episode.parquet'));
  expect(await codesOf(() => find(folder))).toEqual(['extract.unreadable']);
});

test('a folder that does not exist is refused', async () => {
  expect(await codesOf(() => find(join(root, 'none')))).toEqual(['extract.directory']);
});
