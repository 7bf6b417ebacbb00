import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeExtract } from '../../src/extract/describe-extract.ts';
import { codesOf, extractOf, makeFolder } from './workplace.ts';

const folder = makeFolder();

function csv(content: string | Buffer) {
  const path = join(folder, 'npr.episode.csv');
  writeFileSync(path, content);
  return describeExtract(extractOf('csv', path));
}

test('every column of a CSV file is text, and its rows are not counted', async () => {
  const schema = await csv('foedselsnummer;inndato\n01010112345;2020-01-01\n');
  expect(schema.columns.map(({ name, type }) => [name, type])).toEqual([
    ['foedselsnummer', 'tekst'],
    ['inndato', 'tekst'],
  ]);
  expect(schema.rows).toBeNull();
});

test.each([
  ['extract.csv-header', '01010112345;Kari\n'],
  ['extract.csv-header', '\na;b\n'],
  ['extract.csv-header', 'a;;b\n'],
  ['extract.csv-header', Buffer.from('f\xf8dselsnummer;dato\n', 'latin1')],
  ['extract.csv-header', 'a'.repeat(70_000)],
  ['extract.duplicate-column', 'a;b;a\n'],
  ['extract.column-case', 'dato;Dato\n'],
])('%s is the answer to a file that begins with %j', async (code, content) => {
  expect(await codesOf(() => csv(content))).toEqual([code]);
});
