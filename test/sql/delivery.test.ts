import { describe, expect, it } from 'vitest';
import type { Said } from './decision.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();

async function deliver(given: Given): Promise<{ readonly scene: Scene; readonly rows: (string | null)[][] }> {
  const scene = await open(given);
  await scene.key();
  const { sql } = await scene.stage();
  return { scene, rows: await scene.delivered(sql) };
}

const KILDE = { register: 'proeve', tabell: 'maaling' };

describe('rows', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | diagnose | dag        | antall |
      | Kari           | C50      | 2016-05-01 | 1      |
      | Kari           | I21      | 2019-05-01 | 2      |
      | Kari:D         | I21      | 2017-05-01 | 3      |
      | Ola            | I21      | 2016-05-01 | 4      |`,
  };
  const utvalg = { kilde: KILDE, hvor: [{ variabel: 'diagnose', starterMed: ['C50'] }] };
  const variabler = [{ navn: 'diagnose' }, { navn: 'antall' }];

  it('every row of a person of the population is delivered, of nobody else', async () => {
    const { scene, rows } = await deliver({ tables, said: { utvalg, registre: [{ variabler }] } });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | antall |
       | Kari        | C50      | 1      |
       | Kari        | I21      | 2      |`,
    );
  });
  it('texts of persons outside the population are nowhere in the file, its dictionaries and statistics included', async () => {
    const others = `${tables['proeve.maaling']}
      | Ola            | Z99      | 2016-05-01 | 5      |
      | Ola            | A00      | 2016-05-01 | 6      |`;
    const { scene } = await deliver({
      tables: { 'proeve.maaling': others },
      said: { utvalg, registre: [{ variabler }] },
    });
    const file = scene.file().toString('latin1');
    expect(['C50', 'I21', 'Z99', 'A00'].filter((code) => file.includes(code))).toEqual(['C50', 'I21']);
  });
  it('rows under every identifier of the person are delivered under one number', async () => {
    const identities = '| identifikator | person |\n| Kari:D | Kari |';
    const { scene, rows } = await deliver({
      tables,
      identities,
      said: { utvalg, registre: [{ variabler }] },
    });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | antall |
       | Kari        | C50      | 1      |
       | Kari        | I21      | 2      |
       | Kari        | I21      | 3      |`,
    );
  });
  it('conditions of the table limit its rows, not the population', async () => {
    const hvor = [{ variabel: 'dag', fra: '2018-01-01' }];
    const { scene, rows } = await deliver({ tables, said: { utvalg, registre: [{ variabler, hvor }] } });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | antall |
       | Kari        | I21      | 2      |`,
    );
  });
  it('one source variable can be delivered as several columns, under the names of the decision', async () => {
    const several = [
      { navn: 'diagnose', som: 'Kode', minimering: { type: 'kode', nivaa: 1 } },
      { navn: 'diagnose', som: 'kapittel', minimering: { type: 'kode', nivaa: 'kapittel' } },
    ] satisfies NonNullable<Said['registre']>[number]['variabler'];
    const { scene, rows } = await deliver({ tables, said: { utvalg, registre: [{ variabler: several }] } });
    scene.expectRows(
      rows,
      `| loepenummer | Kode | kapittel |
       | Kari        | C    | II       |
       | Kari        | I    | IX       |`,
    );
  });
  it('names that the SQL uses itself can be names of delivered columns', async () => {
    const names = ['k', 'e', 'rader', 'personer', 'verdi', 'nr', 'rows', 'order', 'person', 'referanse'];
    const { rows } = await deliver({
      tables,
      said: { utvalg, registre: [{ variabler: names.map((som) => ({ navn: 'antall', som })) }] },
    });
    expect(rows).toEqual([
      ['Kari', ...names.map(() => '1')],
      ['Kari', ...names.map(() => '2')],
    ]);
  });
  it('a table of seventy columns keeps the flags of each apart', async () => {
    const columns = Array.from({ length: 70 }, (_, i) => `k${i}`);
    const scene = await open({
      tables: {
        'proeve.maaling': '| foedselsnummer | diagnose | kjoenn |\n| Kari | C50 | 7 |\n| Ola | # | 1 |',
      },
      said: {
        registre: [
          {
            ugyldig: 'tom',
            variabler: columns.map((som, i) => ({ navn: i % 2 === 0 ? 'diagnose' : 'kjoenn', som })),
          },
        ],
      },
    });
    await scene.key();
    const { sql, staged } = await scene.stage();
    expect(staged.invalid).toEqual(Object.fromEntries(columns.map((name) => [name, 1])));
    const cells = new Map((await scene.delivered(sql)).map(([name, ...row]) => [name, row]));
    expect(cells.get('Kari')).toEqual(columns.map((_, i) => (i % 2 === 0 ? 'C50' : null)));
    expect(cells.get('Ola')).toEqual(columns.map((_, i) => (i % 2 === 0 ? null : '1')));
  });
});

it('a column of missing values only is delivered empty', async () => {
  const variabler = ['diagnose', 'kjoenn', 'tekst', 'antall', 'atc'].map((navn) => ({ navn }));
  const { scene, rows } = await deliver({
    tables: {
      'proeve.maaling': '| foedselsnummer | diagnose | kjoenn | tekst | antall | atc |\n| Kari | | | | | |',
    },
    said: { registre: [{ variabler }] },
  });
  scene.expectRows(rows, '| loepenummer | diagnose | kjoenn | tekst | antall | atc |\n| Kari | | | | | |');
});

describe('order', () => {
  const tables = (order: readonly string[]) => ({
    'proeve.maaling': ['| foedselsnummer | diagnose | antall |', ...order].join('\n'),
  });
  const rows = [
    '| Ola | C50 | 10 |',
    '| Ola | C50 | 9 |',
    '| Ola | C34 | 11 |',
    '| Ola | | 1 |',
    '| Kari | I21 | |',
  ];
  const said = { registre: [{ variabler: [{ navn: 'diagnose' }, { navn: 'antall' }] }] };
  const stored = '| identifikator | loepenummer |\n| Ola | 22222222 |\n| Kari | 33333333 |';

  it('rows come by løpenummer, then by every column, whatever the order of the extract', async () => {
    const expected = [
      ['Ola', 'C34', '11'],
      ['Ola', 'C50', '9'],
      ['Ola', 'C50', '10'],
      ['Ola', null, '1'],
      ['Kari', 'I21', null],
    ];
    expect((await deliver({ tables: tables(rows), stored, said })).rows).toEqual(expected);
    expect((await deliver({ tables: tables([...rows].reverse()), stored, said })).rows).toEqual(expected);
  });
  it('equal rows give equal bytes whatever the order of the extract', async () => {
    const first = (await deliver({ tables: tables(rows), stored, said })).scene.file();
    const second = (await deliver({ tables: tables([...rows].reverse()), stored, said })).scene.file();
    expect(first.equals(second)).toBe(true);
  });
});

describe('values that do not fit', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | diagnose | kjoenn |
      | Kari           | C50      | 1      |
      | Ola            | ###      | 2      |
      | Per            | C34      | 7      |
      | Siv            | C34      |        |`,
  };
  const deliverWith = (uttak: object, diagnose: object = {}, kjoenn: object = {}) =>
    deliver({
      tables,
      said: {
        registre: [
          {
            ...uttak,
            variabler: [
              { navn: 'diagnose', ...diagnose },
              { navn: 'kjoenn', ...kjoenn },
            ],
          },
        ],
      },
    });

  it('stop the run where nothing else is said, every such column told at once', async () => {
    expect(await problemsOf(() => deliverWith({}))).toMatchObject([
      { code: 'run.invalid-value', at: 'proeve.maaling.diagnose' },
      { code: 'run.invalid-value', at: 'proeve.maaling.kjoenn' },
    ]);
  });
  it('are delivered empty with tom', async () => {
    const { scene, rows } = await deliverWith({ ugyldig: 'tom' });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | kjoenn |
       | Kari        | C50      | 1      |
       | Ola         |          | 2      |
       | Per         | C34      |        |
       | Siv         | C34      |        |`,
    );
  });
  it('take their row with them with utelat; a missing value takes none', async () => {
    const { scene, rows } = await deliverWith({ ugyldig: 'utelat' });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | kjoenn |
       | Kari        | C50      | 1      |
       | Siv         | C34      |        |`,
    );
  });
  it('what a variable says goes before what its table says', async () => {
    const { scene, rows } = await deliverWith({ ugyldig: 'utelat' }, { ugyldig: 'tom' });
    scene.expectRows(
      rows,
      `| loepenummer | diagnose | kjoenn |
       | Kari        | C50      | 1      |
       | Ola         |          | 2      |
       | Siv         | C34      |        |`,
    );
  });
  it.each(['tom', 'utelat'] as const)(
    'stop the run with %s when they are more than maksAndel',
    async (ugyldig) => {
      expect((await deliverWith({ ugyldig, maksAndel: 0.25 })).rows.length).toBeGreaterThan(0);
      expect(await problemsOf(() => deliverWith({ ugyldig, maksAndel: 0.24 }))).toMatchObject([
        { code: 'run.invalid-value', got: expect.stringContaining('1 rows (25.00 %)') as string },
        { code: 'run.invalid-value' },
      ]);
    },
  );
});

describe('identifiers that do not fit', () => {
  const tables = {
    'proeve.maaling': '| foedselsnummer | antall |\n| Kari | 1 |',
    'annen.maaling': `
      | foedselsnummer | antall |
      | Kari           | 1      |
      | Ola            | 2      |
      | !              | 3      |
      | !1             | 4      |`,
  };
  const deliverWith = (ugyldig: object) =>
    deliver({
      tables,
      said: {
        utvalg: { kilde: KILDE },
        registre: [{ register: 'annen', variabler: [{ navn: 'antall' }], ...ugyldig }],
      },
    });

  it('stop the run where nothing else is said, as a share of the rows that could be delivered', async () => {
    expect(await problemsOf(() => deliverWith({}))).toMatchObject([
      { code: 'run.identifier-malformed', at: 'annen.maaling.foedselsnummer' },
    ]);
  });
  it('are left out with utelat', async () => {
    const { scene, rows } = await deliverWith({ ugyldig: 'utelat' });
    scene.expectRows(rows, '| loepenummer | antall |\n| Kari | 1 |');
  });
});
