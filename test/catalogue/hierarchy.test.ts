import { describe, expect, it } from 'vitest';
import { readSemicolonRows } from '../../src/base/semicolon-rows.ts';
import { parseDatedList } from '../../src/catalogue/dated-list.ts';
import { parseHierarchy } from '../../src/catalogue/hierarchy.ts';
import { problemsOf } from '../sql/problems.ts';

const bytes = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));

describe('cells between semicolons', () => {
  it.each([
    [
      'a;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '"a;b";"c""d"\n;',
      [
        ['a;b', 'c"d'],
        ['', ''],
      ],
    ],
    ['\uFEFFå', [['å']]],
    ['a;', [['a', '']]],
  ] as const)('%j', (text, rows) => {
    expect(readSemicolonRows(text)).toEqual({ ok: true, rows });
  });
  it.each(['a\n"b', 'a\nb"c', 'a\n"b"c', 'a\n"b";"'])('%j has a fault on its second line', (text) => {
    expect(readSemicolonRows(text)).toEqual({ ok: false, line: 2 });
  });
});

/** Where and why each line was refused. */
const faultsOf = async (work: () => unknown): Promise<string[]> =>
  (await problemsOf(work)).map((p) => `${p.at} ${p.code} ${p.got}`);

describe('a hierarchy', () => {
  const faults = (...lines: string[]) => faultsOf(() => parseHierarchy('h.csv', bytes(lines)));
  it('has values and their groups, with the hash of the file', () => {
    const { rows, sha256 } = parseHierarchy('h.csv', bytes(['1;a;*', '2;a;*', '3;b;*']));
    expect(rows[1]).toEqual(['2', 'a', '*']);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });
  it('has as many columns in every row, at least two, and none empty', async () => {
    expect(await faults('1;a', '2;a;b', '3; ')).toEqual([
      'h.csv:2 plan.hierarchy 3 columns, where the first row has 2',
      'h.csv:3 plan.hierarchy an empty cell',
    ]);
    expect(await faults('1')).toEqual(['h.csv:1 plan.hierarchy 1 columns, where the first row has 1']);
  });
  it('has every value once', async () => {
    expect(await faults('1;a', '1;b')).toEqual([
      'h.csv:2 plan.hierarchy a value that stands on a line before',
    ]);
  });
  it('never parts at a level what is one at a level before', async () => {
    expect(await faults('1;a;x', '2;a;y', '3;b;y')).toEqual([
      'h.csv:2 plan.hierarchy two groups of level 2 above one of level 1',
    ]);
  });
});

describe('a dated list', () => {
  const HEADER = 'per;kode;fra;til;gruppe';
  const faults = (...lines: string[]) => faultsOf(() => parseDatedList('l.csv', bytes([HEADER, ...lines])));
  it('has editions in order, codes that still hold, and codes without a group', () => {
    const lines = ['2024-01-01;2;2020-01-01;;b', '2020-01-01;1;2000-01-01;2020-01-01;', ''];
    const list = parseDatedList('l.csv', bytes([HEADER, ...lines]));
    expect(list.editions).toEqual(['2020-01-01', '2024-01-01']);
    expect(list.rows).toEqual([
      { per: '2024-01-01', kode: '2', fra: '2020-01-01', til: null, gruppe: 'b' },
      { per: '2020-01-01', kode: '1', fra: '2000-01-01', til: '2020-01-01', gruppe: null },
    ]);
  });
  it('has the header it must have', async () => {
    const wrong = await faultsOf(() => parseDatedList('l.csv', bytes(['kode;gruppe', '1;a'])));
    expect(wrong).toEqual([`l.csv:1 catalogue.dated-list another header than ${HEADER}`]);
  });
  it('has dates, a code, and an end after its beginning, on every line', async () => {
    expect(
      await faults(
        '2024;1;2020-01-01;;b',
        '2024-01-01;;2020-01-01;;b',
        '2024-01-01;1;2020-01-01;2020-01-01;b',
        'x',
      ),
    ).toEqual([
      'l.csv:2 catalogue.dated-list a date that is not YYYY-MM-DD',
      'l.csv:3 catalogue.dated-list no code',
      'l.csv:4 catalogue.dated-list til that is not after fra',
      'l.csv:5 catalogue.dated-list 1 columns',
    ]);
  });
  it('has each code once for each day of an edition, or its rows would be delivered twice', async () => {
    const first = '2024-01-01;1;2020-01-01;2022-01-01;a';
    expect(await faults('2024-01-01;1;2021-12-31;;b', first)).toEqual([
      'l.csv:2 catalogue.dated-list a code that stands on line 3 for the same days',
    ]);
    expect(await faults('2024-01-01;1;2022-01-01;;b', first, '2023-01-01;1;2020-01-01;;c')).toEqual([]);
  });
});
