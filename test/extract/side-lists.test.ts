import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  CONSENT_FORM,
  findSideLists,
  OBJECTION_FORM,
  readSideListHeader,
} from '../../src/extract/side-lists.ts';
import { codesOf, makeFolder, problemsOf } from './workplace.ts';

const root = makeFolder();

function listWith(content: string): string {
  const path = join(mkdtempSync(join(root, 'list-')), 'reservasjoner.csv');
  writeFileSync(path, content);
  return path;
}

function folderWith(...names: string[]): string {
  const folder = mkdtempSync(join(root, 'case-'));
  for (const name of names) writeFileSync(join(folder, name), 'x');
  return folder;
}

test('only the lists that are there are named', () => {
  const folder = folderWith('reservasjoner.csv', 'identiteter.parquet');
  expect(findSideLists(folder)).toEqual({
    reservasjoner: join(folder, 'reservasjoner.csv'),
    identiteter: join(folder, 'identiteter.parquet'),
  });
  expect(findSideLists(folderWith('samtykker.csv'))).toHaveProperty('samtykker');
  expect(findSideLists(folderWith())).toEqual({});
});

test.each(['Reservasjoner.csv', 'reservasjoner.xlsx', 'samtykker (1).csv', 'identiteter'])(
  'a list called %s is refused, unless the right one lies beside it',
  async (name) => {
    expect(await codesOf(() => findSideLists(folderWith(name)))).toEqual(['extract.side-list-name']);
    const both = ['reservasjoner.csv', 'samtykker.csv', 'identiteter.csv'];
    expect(Object.keys(findSideLists(folderWith(name, ...both)))).toHaveLength(3);
  },
);

test('a list that is a folder, or a link that leads nowhere, is refused', async () => {
  const folder = folderWith();
  mkdirSync(join(folder, 'reservasjoner.csv'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'samtykker.csv'));
  const { reservasjoner = '', samtykker = '' } = findSideLists(folder);
  for (const [path, form] of [
    [reservasjoner, OBJECTION_FORM],
    [samtykker, CONSENT_FORM],
  ] as const)
    expect(await codesOf(() => readSideListHeader(path, form))).toEqual(['extract.unreadable']);
});

test('two lists of identities are refused', async () => {
  const folder = folderWith('identiteter.csv', 'identiteter.parquet');
  expect(await codesOf(() => findSideLists(folder))).toEqual(['extract.side-list-ambiguous']);
});

test.each([
  ['foedselsnummer\n01010112345\n', ['foedselsnummer'], ';'],
  ['register;foedselsnummer\r\nnpr;01010112345\r\n', ['register', 'foedselsnummer'], ';'],
  ['"foedselsnummer","register"\n', ['foedselsnummer', 'register'], ','],
  ['\uFEFFfoedselsnummer\n', ['foedselsnummer'], ';'],
  ['foedselsnummer', ['foedselsnummer'], ';'],
])('%j declares a list', async (content, columns, delimiter) => {
  expect(await readSideListHeader(listWith(content), OBJECTION_FORM)).toEqual({ columns, delimiter });
});

test.each([
  ['extract.csv-header', ''],
  ['extract.csv-header', '01010112345\n02020212345\n'],
  ['extract.side-list-header', 'fnr;register\n'],
  ['extract.side-list-header', 'foedselsnummer;navn\n'],
  ['extract.side-list-header', 'foedselsnummer;foedselsnummer\n'],
])('%s is the answer to a list %j', async (code, content) => {
  const problems = await problemsOf(() => readSideListHeader(listWith(content), OBJECTION_FORM));
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  expect(JSON.stringify(problems)).not.toContain('01010112345');
});

test('a list of consents says to what, in which version, and whether a guardian gave it', async () => {
  const list = listWith('foedselsnummer;register;omfang;versjon;verge;trukket\n');
  expect((await readSideListHeader(list, CONSENT_FORM)).columns).toHaveLength(6);
  const problems = await problemsOf(() =>
    readSideListHeader(listWith('foedselsnummer;omfang\n'), CONSENT_FORM),
  );
  expect(problems).toMatchObject([{ code: 'extract.side-list-header', got: 'no column versjon, verge' }]);
});
