import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { groupRows, readIcd10 } from '../../src/catalogue/icd10-list.ts';

const list = readIcd10(fileURLToPath(new URL('../../configs', import.meta.url)));
const bySort = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function groupsOf(code: string, level: 'kapittel' | 'blokk'): readonly string[] {
  const kategori = code.slice(0, 3);
  return groupRows(list, level)
    .filter((row) => row.kategori === kategori)
    .map((row) => row.gruppe);
}

describe('a code belongs to one block and one chapter', () => {
  test.each([
    ['A099', 'A00-A09', 'I'],
    ['C509', 'C50-C50', 'II'],
    ['C61', 'C60-C63', 'II'],
    ['C80', 'C76-C80', 'II'],
    ['D48', 'D37-D48', 'II'],
    ['D50', 'D50-D53', 'III'],
    ['F32', 'F30-F39', 'V'],
    ['H59', 'H55-H59', 'VII'],
    ['H60', 'H60-H62', 'VIII'],
    ['I21', 'I20-I25', 'IX'],
    ['M17', 'M15-M19', 'XIII'],
    ['T21', 'T20-T25', 'XIX'],
    ['V43', 'V40-V49', 'XX'],
    ['W19', 'W00-W19', 'XX'],
    ['X70', 'X60-X84', 'XX'],
    ['Y01', 'X85-Y09', 'XX'],
    ['Y83', 'Y83-Y84', 'XX'],
    ['Z51', 'Z40-Z54', 'XXI'],
    ['U07', 'U00-U49', 'XXII'],
    ['U82', 'U82-U85', 'XXII'],
  ])('%s lies in %s and chapter %s', (code, blokk, kapittel) => {
    expect(groupsOf(code, 'blokk')).toEqual([blokk]);
    expect(groupsOf(code, 'kapittel')).toEqual([kapittel]);
  });

  test.each(['A10', 'A91', 'C98', 'U60', 'Z14'])('%s lies between blocks and in a chapter', (code) => {
    expect(groupsOf(code, 'blokk')).toEqual([]);
    expect(groupsOf(code, 'kapittel')).toHaveLength(1);
  });

  test.each(['D49', 'V00', 'T99', 'Y99', 'U86'])('%s lies outside every chapter', (code) => {
    expect(groupsOf(code, 'blokk')).toEqual([]);
    expect(groupsOf(code, 'kapittel')).toEqual([]);
  });
});

describe('the list has the structure that WHO publishes', () => {
  test('there are 22 chapters, numbered I to XXII in order', () => {
    expect(list.kapitler.map((k) => k.kode).join(' ')).toBe(
      'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII',
    );
  });

  test('chapters follow the alphabet, save U, which comes last as chapter XXII', () => {
    const starts = list.kapitler.slice(0, -1).map((k) => k.fra);
    expect(starts).toEqual([...starts].sort(bySort));
    expect(list.kapitler.at(-1)).toMatchObject({ fra: 'U00', til: 'U85' });
  });

  test('a chapter ends before the next in the alphabet begins', () => {
    const sorted = [...list.kapitler].sort((a, b) => bySort(a.fra, b.fra));
    for (const [i, kapittel] of sorted.slice(1).entries()) {
      expect(bySort(sorted[i]?.til ?? '', kapittel.fra)).toBe(-1);
    }
  });

  test('a chapter begins with its first block and ends with its last', () => {
    for (const { kode, fra, til } of list.kapitler) {
      const blokker = list.blokker.filter((b) => b.kapittel === kode);
      expect([kode, blokker[0]?.fra, blokker.at(-1)?.til]).toEqual([kode, fra, til]);
    }
  });

  test('the blocks of the neoplasms are the most specific ones', () => {
    expect(
      list.blokker
        .filter((b) => b.kapittel === 'II')
        .map((b) => b.kode)
        .join(' '),
    ).toBe(
      'C00-C14 C15-C26 C30-C39 C40-C41 C43-C44 C45-C49 C50-C50 C51-C58 C60-C63 C64-C68 C69-C72 C73-C75 ' +
        'C76-C80 C81-C96 C97-C97 D00-D09 D10-D36 D37-D48',
    );
  });
});

describe('an expansion', () => {
  test.each(['kapittel', 'blokk'] as const)('by %s holds a category at most once', (level) => {
    const kategorier = groupRows(list, level).map((row) => row.kategori);
    expect(new Set(kategorier).size).toBe(kategorier.length);
    expect(kategorier.every((k) => /^[A-Z][0-9]{2}$/.test(k))).toBe(true);
  });

  test('puts a block and all its categories in the same chapter', () => {
    const chapterOf = new Map(groupRows(list, 'kapittel').map((row) => [row.kategori, row.gruppe]));
    const chapterOfBlock = new Map(list.blokker.map((b) => [b.kode, b.kapittel]));
    for (const { kategori, gruppe } of groupRows(list, 'blokk')) {
      expect([kategori, chapterOf.get(kategori)]).toEqual([kategori, chapterOfBlock.get(gruppe)]);
    }
  });

  test('crosses from one letter to the next', () => {
    const kategorier = groupRows(list, 'blokk')
      .filter((row) => row.gruppe === 'X85-Y09')
      .map((row) => row.kategori);
    expect(kategorier).toHaveLength(25);
    expect(kategorier.slice(14, 16)).toEqual(['X99', 'Y00']);
  });
});

describe('reading a list', () => {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  });

  function readChanged(change: object) {
    const directory = mkdtempSync(join(tmpdir(), 'icd10-'));
    directories.push(directory);
    mkdirSync(join(directory, 'kodeverk'));
    writeFileSync(join(directory, 'kodeverk', 'icd10.json'), JSON.stringify({ ...small, ...change }));
    return readIcd10(directory);
  }

  const a = { kode: 'A00-A09', fra: 'A00', til: 'A09', kapittel: 'I' };
  const small = {
    versjon: '2019',
    kilde: 'test',
    kapitler: [{ kode: 'I', fra: 'A00', til: 'B99', navn: 'Infeksjoner' }],
    blokker: [a],
  };

  test('gives back a list without faults as it stands', () => {
    expect(readChanged({})).toEqual(small);
  });

  test.each([
    ['two blocks overlap', { blokker: [a, { ...a, kode: 'A09-A12', fra: 'A09', til: 'A12' }] }, /overlaps/],
    [
      'a block runs backwards',
      { blokker: [{ ...a, kode: 'A09-A00', fra: 'A09', til: 'A00' }] },
      /ends before/,
    ],
    [
      'a block leaves its chapter',
      { blokker: [{ ...a, kode: 'B90-C01', fra: 'B90', til: 'C01' }] },
      /outside/,
    ],
    ['a block names no chapter', { blokker: [{ ...a, kapittel: 'II' }] }, /outside chapter II/],
    ['the code of a block is not its range', { blokker: [{ ...a, kode: 'A00-A08' }] }, /not the code of/],
    ['a category has four characters', { blokker: [{ ...a, fra: 'A000' }] }, /a letter and two digits/],
    ['there is a key it does not know', { kommentar: '' }, /kommentar/],
  ])('is refused when %s', (_, change, message) => {
    expect(() => readChanged(change)).toThrow(message);
  });
});
