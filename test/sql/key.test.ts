import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems.ts';
import { useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();

async function keyed(given: Given): Promise<Scene> {
  const scene = await open(given);
  await scene.key();
  return scene;
}

/** Rows of the key as name and number, or as name and reference date. */
async function readKey(
  scene: Scene,
  column: 'loepenummer' | 'referanse',
): Promise<Record<string, string | null>> {
  const rows = await scene.rows(`SELECT identifikator, CAST(${column} AS VARCHAR) FROM noekkel`);
  return Object.fromEntries(rows.map(([id, cell]) => [scene.nameOf(id), cell ?? null]));
}

const KILDE = { register: 'proeve', tabell: 'maaling' };
const said = { registre: [{ variabler: [{ navn: 'antall' }] }] };
const tables = {
  'proeve.maaling': `
    | foedselsnummer | antall |
    | Kari           | 1      |
    | Ola            | 1      |`,
};

describe('numbers', () => {
  it('every person gets a number of its own, and every identifier of a person the same', async () => {
    const scene = await keyed({
      tables,
      said,
      identities: '| identifikator | person |\n| Kari:D | Kari |',
    });
    const numbers = await readKey(scene, 'loepenummer');
    expect(Object.keys(numbers).sort()).toEqual(['Kari', 'Kari:D', 'Ola']);
    const { Kari, Ola, 'Kari:D': later } = numbers;
    expect(later).toBe(Kari);
    expect(Ola).not.toBe(Kari);
  });
  it('a person who has a number in the key store keeps it, and only new persons are drawn for', async () => {
    const scene = await keyed({
      tables,
      said,
      stored: '| identifikator | loepenummer |\n| Kari | 77777777 |\n| Siv | 55555555 |',
      draws: [22222222n],
    });
    expect(await readKey(scene, 'loepenummer')).toEqual({ Kari: '77777777', Ola: '22222222' });
  });
  it('a number follows the person from the D-number to the fødselsnummer', async () => {
    const scene = await keyed({
      tables,
      said,
      identities: '| identifikator | person |\n| Kari:D | Kari |',
      stored: '| identifikator | loepenummer |\n| Kari:D | 77777777 |',
      draws: [22222222n],
    });
    expect(await readKey(scene, 'loepenummer')).toMatchObject({ Kari: '77777777', 'Kari:D': '77777777' });
  });
  it('a person found to have two numbers keeps the smaller, and the store keeps both', async () => {
    const scene = await keyed({
      tables,
      said,
      identities: '| identifikator | person |\n| Kari:D | Kari |',
      stored: '| identifikator | loepenummer |\n| Kari:D | 77777777 |\n| Kari | 66666666 |',
      draws: [22222222n],
    });
    expect(await readKey(scene, 'loepenummer')).toMatchObject({ Kari: '66666666', 'Kari:D': '66666666' });
    const kept = await scene.keyStore();
    expect(kept).toContainEqual(['Kari:D', '77777777']);
    expect(kept).toContainEqual(['Kari', '66666666']);
  });
  it('the store keeps numbers of persons outside this population, and gains those of new identifiers', async () => {
    const scene = await open({
      tables,
      said,
      stored: '| identifikator | loepenummer |\n| Siv | 55555555 |\n| Kari | 77777777 |',
      draws: [22222222n],
    });
    expect(await scene.key()).toBe(1);
    expect(await scene.keyStore()).toEqual([
      ['Kari', '77777777'],
      ['Ola', '22222222'],
      ['Siv', '55555555'],
    ]);
  });
  it('a number that two persons would share is refused', async () => {
    const parted = open({
      tables,
      said,
      stored: '| identifikator | loepenummer |\n| Kari | 77777777 |\n| Ola | 77777777 |',
    });
    expect(await problemsOf(async () => (await parted).key())).toMatchObject([
      { code: 'run.numbers-shared' },
    ]);
  });
});

describe('reference dates', () => {
  const events = {
    'proeve.maaling': `
      | foedselsnummer | diagnose | dag        |
      | Kari           | C50      | 2016-05-01 |
      | Kari           | C50      | 2018-05-01 |
      | Kari           | I21      | 2001-01-01 |
      | Kari:D         | C50      | 2015-05-01 |
      | Ola            | C50      | 2017-01-01 |
      | Ola            | C50      |            |`,
  };
  const identities = '| identifikator | person |\n| Kari:D | Kari |';
  const indexed = (
    indeks: object,
    utvalg: object = { hvor: [{ variabel: 'diagnose', starterMed: ['C50'] }] },
  ) => ({
    utvalg: { kilde: KILDE, ...utvalg },
    referansedato: {
      metode: 'indeksdato' as const,
      indeks: { ...KILDE, variabel: 'dag', ...indeks },
    },
    registre: [{ variabler: [{ navn: 'diagnose' }] }],
  });

  it('the index date is the first row that draws the utvalg, under any identifier of the person', async () => {
    const scene = await keyed({ tables: events, identities, said: indexed({ hendelse: 'utvalg' }) });
    expect(await readKey(scene, 'referanse')).toEqual({
      Kari: '2015-05-01',
      'Kari:D': '2015-05-01',
      Ola: '2017-01-01',
    });
  });
  it('a malformed identifier gives nobody a date, also where it is the name of a person', async () => {
    const said = indexed({ hendelse: 'utvalg' });
    const scene = await keyed({
      tables: { 'proeve.maaling': `${events['proeve.maaling']}\n| !P1 | C50 | 2010-01-01 |` },
      identities: '| identifikator | person |\n| Kari:D | !P1 |\n| Kari | !P1 |',
      said: { ...said, registre: [{ variabler: [{ navn: 'diagnose' }], ugyldig: 'utelat' }] },
    });
    expect(await readKey(scene, 'referanse')).toMatchObject({ Kari: '2015-05-01', 'Kari:D': '2015-05-01' });
  });
  it('with velg siste it is the last one', async () => {
    const scene = await keyed({
      tables: events,
      identities,
      said: indexed({ hendelse: 'utvalg', velg: 'siste' }),
    });
    expect(await readKey(scene, 'referanse')).toMatchObject({ Kari: '2018-05-01', Ola: '2017-01-01' });
  });
  it('an index condition of its own may look at other rows than the utvalg', async () => {
    const scene = await keyed({
      tables: events,
      identities,
      said: indexed(
        { hvor: [{ variabel: 'diagnose', starterMed: ['I21'] }] },
        { hvor: [{ variabel: 'dag', fra: '2018-01-01' }] },
      ),
    });
    expect(await readKey(scene, 'referanse')).toMatchObject({ Kari: '2001-01-01' });
  });
  it('a person without an index event stops the run', async () => {
    const scene = await open({
      tables: events,
      identities,
      said: indexed({ hvor: [{ variabel: 'diagnose', starterMed: ['I21'] }] }),
    });
    expect(await problemsOf(() => scene.key())).toMatchObject([
      { code: 'run.index-missing', got: '1 persons without one' },
    ]);
  });
  it('with metode fast everyone has the same date', async () => {
    const scene = await keyed({
      tables,
      said: { ...said, referansedato: { metode: 'fast', dato: '2020-01-01' } },
    });
    expect(await readKey(scene, 'referanse')).toEqual({ Kari: '2020-01-01', Ola: '2020-01-01' });
  });
});
