import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import {
  divisionAt,
  readKommuneList,
  type KommuneList,
  type KommuneRow,
} from '../../src/catalogue/kommune-list.ts';

let list: KommuneList;
beforeAll(async () => {
  list = await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json'));
});

function rowOf(kode: string): KommuneRow {
  const found = list.rows.find((r) => r.kode === kode);
  if (found === undefined) throw new Error(`no row ${kode}`);
  return found;
}

const in2024 = (kode: string) => rowOf(kode).fylker['2024-01-01'];

const validOn = (date: string) => list.rows.filter((r) => r.fra <= date && (r.til === null || r.til > date));

describe('fylke as of 2024 of a kommune that left its fylke', () => {
  it.each([
    ['0121', 'Rømskog', '32'],
    ['0532', 'Jevnaker', '32'],
    ['0533', 'Lunner', '32'],
    ['0627', 'Røyken', '32'],
    ['0628', 'Hurum', '32'],
    ['0711', 'Svelvik', '33'],
    ['1444', 'Hornindal', '15'],
    ['1567', 'Rindal', '50'],
    ['1571', 'Halsa', '50'],
    ['1852', 'Dielddanuorri - Tjeldsund', '55'],
  ])('%s %s lies in %s', (kode, navn, fylke) => {
    expect([rowOf(kode).navn, in2024(kode)]).toEqual([navn, fylke]);
  });
});

describe('fylke of a kommune whose territory was shared out', () => {
  it.each([
    ['1504', '15'],
    ['1523', '15'],
    ['1529', '15'],
    ['1534', '15'],
    ['1546', '15'],
    ['1507', '15'],
    ['1613', '50'],
    ['5012', '50'],
    ['1850', '18'],
    ['0720', '39'],
  ])('%s is still known, since all parts lie in %s', (kode, fylke) => {
    expect(in2024(kode)).toBe(fylke);
  });

  it('names all kommuner that took over', () => {
    expect([rowOf('1850').avloestAv, rowOf('5012').avloestAv, rowOf('1507').avloestAv]).toEqual([
      ['1806', '1875'],
      ['5055', '5056', '5059'],
      ['1508', '1580'],
    ]);
  });

  it('is null when the parts came to lie in different fylker', () => {
    expect(rowOf('1448').fylker).toMatchObject({
      '1972-01-01': '14',
      '2019-01-01': '14',
      '2020-01-01': null,
    });
  });
});

describe('fylke as of a division', () => {
  it('is the one a kommune lay in then, not the one it came to later', () => {
    expect(rowOf('1567').fylker).toEqual({
      '1972-01-01': '15',
      '2002-01-01': '15',
      '2018-01-01': '15',
      '2019-01-01': '50',
      '2020-01-01': '50',
      '2024-01-01': '50',
    });
  });

  it('is null for a code that came only after the division', () => {
    expect(rowOf('3201').fylker).toMatchObject({ '2020-01-01': null, '2024-01-01': '32' });
  });

  it('is never null in 2024 for a code that was valid in 1994 or later', () => {
    const since1994 = list.rows.filter((r) => r.til === null || r.til > '1994-01-01');
    expect(since1994.filter((r) => r.fylker['2024-01-01'] === null)).toEqual([]);
    expect(since1994).toHaveLength(851);
  });

  it('is one that the division has', () => {
    const strange = list.rows.flatMap((r) =>
      list.inndelinger.filter((d) => {
        const fylke = r.fylker[d.dato];
        return fylke !== undefined && fylke !== null && d.fylker[fylke] === undefined;
      }),
    );
    expect(strange).toEqual([]);
  });
});

describe('the divisions', () => {
  it('have as many fylker as there were', () => {
    const counts = [
      '1994-01-01',
      '2017-06-30',
      '2018-01-01',
      '2019-12-31',
      '2020-01-01',
      '2023-12-31',
      '2024-01-01',
    ];
    const at = counts.map((date) => Object.keys(divisionAt(list, date)?.fylker ?? {}).length);
    expect(at).toEqual([19, 19, 18, 18, 11, 11, 15]);
  });

  it('begin in 1972, so an earlier date has none', () => {
    expect(divisionAt(list, '1971-12-31')).toBeUndefined();
  });

  it('know Viken between 2020 and 2024 only', () => {
    const withViken = list.inndelinger.filter((d) => d.fylker['30'] === 'Viken').map((d) => d.dato);
    expect(withViken).toEqual(['2020-01-01']);
  });
});

describe('the codes', () => {
  it.each([
    ['2017-01-01', 426],
    ['2018-01-01', 422],
    ['2019-12-31', 422],
    ['2020-01-01', 356],
    ['2023-12-31', 356],
    ['2024-01-01', 357],
  ])('on %s there are %i kommuner', (date, count) => {
    expect(validOn(date)).toHaveLength(count);
  });

  it('stand for one kommune at a time, and give way on the day their successors begin', () => {
    expect(new Set(list.rows.map((r) => r.kode)).size).toBe(list.rows.length);
    const late = list.rows.flatMap((r) => r.avloestAv.filter((kode) => rowOf(kode).fra > (r.til ?? '')));
    expect(late).toEqual([]);
  });

  it('that are no kommune are listed apart', () => {
    const special = list.saerkoder.map((s) => s.kode);
    expect(special).toEqual(['2100', '2111', '2121', '2211', '2311', '2580', '2599', '9999']);
    expect(list.rows.filter((r) => special.includes(r.kode))).toEqual([]);
  });
});

describe('a list that does not fit its own columns', () => {
  it('is refused', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kommune-'));
    const path = join(directory, 'kommune.json');
    const inndelinger = [{ dato: '2024-01-01', fylker: { '03': 'Oslo' } }];
    const kommuner = [['0301', 'Oslo', '1971-01-01', null, ['03', '03'], []]];
    await writeFile(
      path,
      JSON.stringify({
        versjon: '2024-01-01',
        kilde: '',
        kolonner: [],
        inndelinger,
        saerkoder: [],
        kommuner,
      }),
    );
    await expect(readKommuneList(path)).rejects.toMatchObject({ problems: [{ code: 'catalogue.shape' }] });
    await rm(directory, { recursive: true });
  });
});
