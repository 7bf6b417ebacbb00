import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readKommuneList, type KommuneList } from '../../src/catalogue/kommune-list.ts';

const data = join(process.cwd(), '..', 'shared', 'data');
const years = Array.from({ length: 31 }, (_, i) => 1994 + i);

interface Validity {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly fylke: string;
  readonly fylkeName: string;
}

const lines = (file: string): string[][] =>
  readFileSync(join(data, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

const validity: Validity[] = lines('kommune_validity_1971_2024.csv')
  .map(([code = '', , from = '', to = '', fylke = '', fylkeName = '']) => ({
    code,
    from,
    to,
    fylke,
    fylkeName,
  }))
  .filter((v) => v.code !== '9999');
const changes = lines('kommune_code_changes_1972_2024.csv');

const validOn = (date: string): Validity[] =>
  validity.filter((v) => v.from <= date && (v.to === '' || v.to > date));

/** By date, the codes that ended then with the codes that took over; a code that goes on is not among them. */
const endings = [...new Set(changes.map(([when = '']) => when))].sort().map((when) => {
  const alive = new Set(validOn(when).map((v) => v.code));
  const ended = changes.filter(([w, old = '']) => w === when && !alive.has(old));
  const next = new Map(ended.map(([, old = '']) => [old, ended.filter(([, other]) => other === old)]));
  return { when, next: (code: string) => next.get(code)?.map(([, , , to = '']) => to) ?? [code] };
});
const fylkeIn2024 = new Map(validOn('2024-01-01').map((v) => [v.code, v.fylke]));

/** Fylker of 2024 in which the territory of a code lies, by following every change after the code was valid. */
function fylkerOf2024(code: string, since: string): Set<string | undefined> {
  const after = endings.filter(({ when }) => when > since);
  const codes = after.reduce((now, { next }) => new Set([...now].flatMap(next)), new Set([code]));
  return new Set([...codes].map((c) => fylkeIn2024.get(c)));
}

let list: KommuneList;
beforeAll(async () => {
  list = await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json'));
});

const listedOn = (date: string) => list.rows.filter((r) => r.fra <= date && (r.til === null || r.til > date));

describe.each(years)('on 1 January %i', (year) => {
  const date = `${year}-01-01`;

  it('the list holds the kommuner that there were', () => {
    const expected = validOn(date).map((v) => v.code);
    expect(
      listedOn(date)
        .map((r) => r.kode)
        .sort(),
    ).toEqual([...new Set(expected)].sort());
  });

  it('each kommune lies in the fylke of 2024 that its changes lead to', () => {
    const expected = validOn(date).map((v) => [v.code, ...fylkerOf2024(v.code, date)]);
    const listed = listedOn(date).map((r) => [r.kode, r.fylker['2024-01-01']]);
    expect(new Map(listed as [string, string][])).toEqual(new Map(expected as [string, string][]));
  });

  it('each kommune lies in the fylke that it lay in that day', () => {
    const division = list.inndelinger.findLast((d) => d.dato <= date);
    const names = division === undefined ? {} : division.fylker;
    const listed = listedOn(date).map((r) => [r.kode, names[r.fylker[division?.dato ?? ''] ?? '']]);
    expect(new Map(listed as [string, string][])).toEqual(
      new Map(validOn(date).map((v) => [v.code, v.fylkeName])),
    );
  });
});

describe('all years', () => {
  it('every code has the first and the last day of the facts', () => {
    const bounds = new Map<string, [string, string | null]>();
    for (const v of validity) {
      const [from, to] = bounds.get(v.code) ?? ['9999-12-31', ''];
      const last = v.to === '' || to === null ? null : v.to > to ? v.to : to;
      bounds.set(v.code, [v.from < from ? v.from : from, last]);
    }
    const expected = [...bounds].filter(([, [, to]]) => to === null || to > '1972-01-01');
    expect(new Map(list.rows.map((r) => [r.kode, [r.fra, r.til]]))).toEqual(new Map(expected));
  });

  it('a division begins on each day that a kommune passed to another fylke, and on no other', () => {
    const crossing = changes.filter(([, old = '', , to = '']) => old.slice(0, 2) !== to.slice(0, 2));
    const dates = [...new Set(crossing.map(([when = '']) => when))].sort();
    expect(list.inndelinger.map((d) => d.dato)).toEqual(dates);
  });

  it.each([
    ['0121', '3226'],
    ['0532', '3236'],
    ['0533', '3234'],
    ['0627', '3203'],
    ['0628', '3203'],
    ['0711', '3301'],
    ['1444', '1577'],
    ['1567', '5061'],
    ['1571', '5055'],
    ['1852', '5512'],
  ])('%s followed through the list of successors ends as %s', (from, to) => {
    let row = list.rows.find((r) => r.kode === from);
    while (row !== undefined && row.til !== null) {
      const [next] = row.avloestAv;
      row = list.rows.find((r) => r.kode === next);
    }
    expect([row?.kode, row?.fylker['2024-01-01']]).toEqual([to, to.slice(0, 2)]);
  });
});
