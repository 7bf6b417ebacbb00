import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeExtract } from '../../src/extract/describe-extract.ts';
import { codesOf, extractOf, makeFolder, problemsOf } from './workplace.ts';

const folder = makeFolder();

function csv(content: string | Buffer) {
  const path = join(folder, 'npr.episode.csv');
  writeFileSync(path, content);
  return describeExtract(extractOf('csv', path));
}

test('every column of a CSV file is text, and its rows are counted', async () => {
  const schema = await csv('foedselsnummer;inndato\n01010112345;2020-01-01\n');
  expect(schema.columns.map(({ name, type }) => [name, type])).toEqual([
    ['foedselsnummer', 'tekst'],
    ['inndato', 'tekst'],
  ]);
  expect(schema).toMatchObject({ rows: 1, fileRows: [1], layouts: [{ delimiter: ';', breaks: false }] });
});

test('a value with a line break in quotes is one value, and is told of', async () => {
  const schema = await csv('\uFEFFa,b\r\n1,"x\r\ny ""z"""\r\n"",\r\n3,4');
  expect(schema).toMatchObject({ rows: 3, layouts: [{ delimiter: ',', breaks: true }] });
});

test.each([
  ['extract.csv-header', '01010112345;Kari\n'],
  ['extract.csv-header', '\na;b\n'],
  ['extract.csv-header', 'a;;b\n'],
  ['extract.csv-header', '_tekst a;b\n'],
  ['extract.csv-header', Buffer.from('f\xf8dselsnummer;dato\n', 'latin1')],
  ['extract.csv-header', 'a'.repeat(70_000)],
  ['extract.duplicate-column', 'a;b;a\n'],
  ['extract.column-case', 'dato;Dato\n'],
])('%s is the answer to a file that begins with %j', async (code, content) => {
  expect(await codesOf(() => csv(content))).toEqual([code]);
});

/** What is wrong with a file, and the line on which the row begins; the cells hold «hemmelig». */
test.each([
  { got: '1 cells where the header has 2, on line 3', content: 'a;b\n1;2\nhemmelig\n3;4\n' },
  { got: '3 cells where the header has 2, on line 2', content: 'a;b\nhemmelig;2;\n' },
  { got: '3 cells where the header has 2, on line 4', content: 'a;b\n1;"x\ny"\n1;hemmelig;3\n' },
  { got: '1 cells where the header has 2, on line 2', content: 'a;b\nhemmelig' },
  { got: 'an empty line, on line 3', content: 'a;b\n1;2\n\n3;4\n' },
  { got: 'an empty line, on line 3', content: 'a;b\n1;2\n\n\n3;4' },
  { got: 'a quote in a value that does not begin with one, on line 2', content: 'a;b\n1;hemmelig"\n' },
  { got: 'more text after the quote that ends a value, on line 2', content: 'a;b\n1;"hemmelig" \n' },
  { got: 'a quote that is not closed, on line 2', content: 'a;b\n1;"hemmelig\n3;4\n' },
  { got: 'a carriage return that no line feed follows, on line 2', content: 'a;b\n1;2\rhemmelig;4\n' },
  { got: 'another line ending than on the lines before, on line 2', content: 'a;b\n1;2\r\n' },
  { got: 'a zero byte, on line 2', content: 'a;b\n1;hemme\0lig\n' },
  { got: 'more than 1048576 bytes, on line 3', content: `a;b\n1;2\n1;${'x'.repeat(2 ** 20)}\n` },
])('«$got» is the answer, without the row', async ({ got, content }) => {
  const problems = await problemsOf(() => csv(content));
  expect(problems.map((p) => [p.code, p.got])).toEqual([['extract.csv-row', got]]);
  expect(JSON.stringify(problems)).not.toContain('hemmelig');
});

test.each([3, 30_000])(
  'a row in ISO 8859-1 behind %i others is refused with its line and how to convert the file',
  async (n) => {
    const content = Buffer.from(`a;b\n${'1;2\n'.repeat(n)}1;S\xf8r-Varanger\n3;4\n`, 'latin1');
    const [problem] = await problemsOf(() => csv(content));
    expect([problem?.code, problem?.got.includes(`on line ${n + 2} `)]).toEqual([
      'extract.csv-encoding',
      true,
    ]);
    expect(problem?.fix).toMatch(/^convert it: iconv -f ISO-8859-1 -t UTF-8 .*npr\.episode\.csv/);
  },
);

test('empty lines behind the last row are no rows', async () => {
  expect((await csv('a;b\r\n1;2\r\n\r\n\r\n')).rows).toBe(1);
});

/** Longer than what is read at once, with a character of two to four bytes across a border. */
test.each(['ø', '€', '😀'])('a character that is read in two pieces is one (%s)', async (character) => {
  for (const shift of [0, 1, 2, 3]) {
    const row = `${'x'.repeat(shift)};${character.repeat(120_000)}\n`;
    expect((await csv(`a;b\n${row.repeat(20)}`)).rows).toBe(20);
  }
});
