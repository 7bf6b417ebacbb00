import { describe, expect, it } from 'vitest';
import { expectMinimised } from './minimise.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given } from './scene.ts';

const open = useScenes();

describe('kode of other code systems', () => {
  const kode = (
    navn: 'icpc' | 'inngrep',
    nivaa: 'kapittel' | 'kode' | 'blokk' | 'kategori',
    drawing: string,
  ) => expectMinimised(open, { variabel: { navn, minimering: { type: 'kode', nivaa } } }, drawing);
  it('an ICPC-2 code becomes its chapter, or the code without what is added to it', async () => {
    await kode(
      'icpc',
      'kapittel',
      `| icpc     | => icpc | ugyldig |
       | A03      | A       |         |
       | L03.0001 | L       |         |
       | C03      |         | x       |
       | A3       |         | x       |
       | a03      |         | x       |`,
    );
    await kode(
      'icpc',
      'kode',
      `| icpc     | => icpc |
       | L03.0001 | L03     |
       | L03      | L03     |`,
    );
  });
  it('a procedure of NCSP becomes its chapter, group or subgroup', async () => {
    const levels = [
      ['kapittel', 'J'],
      ['blokk', 'JK'],
      ['kategori', 'JKA'],
    ] as const;
    for (const [nivaa, cut] of levels)
      await kode(
        'inngrep',
        nivaa,
        `| inngrep | => inngrep | ugyldig |
         | JKA20   | ${cut}     |         |
         | JKA2    |            | x       |`,
      );
  });
});

describe('hierarki', () => {
  const file = 'aldre.csv';
  const rows = '"1";barn;alle\n2;barn;alle\n30;"voksen; moden";alle\n80;voksen;alle';
  const given = (variabel: object, drawing: string): Given => ({
    said: { registre: [{ variabler: [variabel as never] }] },
    tables: { 'proeve.maaling': drawing },
    hierarchies: { [file]: rows },
  });
  const values = async (variabel: object, drawing: string) => {
    const scene = await open(given(variabel, drawing));
    await scene.key();
    const { sql } = await scene.stage();
    return (await scene.delivered(sql)).map((row) => row.join(' ')).sort();
  };
  const minimering = { type: 'hierarki', fil: file, nivaa: 1 };
  it('a value becomes its group at the level of the file, text and number alike', async () => {
    const texts = '| foedselsnummer | tekst |\n| Kari | 1 |\n| Ola | 80 |\n| Per | 30 |\n| Eva | |';
    const wanted = ['Eva ', 'Kari barn', 'Ola voksen', 'Per voksen; moden'];
    expect(await values({ navn: 'tekst', minimering }, texts)).toEqual(wanted);
    const numbers = texts.replace('tekst', 'antall');
    expect(await values({ navn: 'antall', minimering }, numbers)).toEqual(wanted);
    expect(await values({ navn: 'antall', minimering: { ...minimering, nivaa: 2 } }, numbers)).toEqual([
      'Eva ',
      'Kari alle',
      'Ola alle',
      'Per alle',
    ]);
  });
  it('a value that the file does not list does not fit', async () => {
    const drawing = '| foedselsnummer | antall |\n| Kari | 1 |\n| Ola | 3 |';
    expect(await values({ navn: 'antall', minimering, ugyldig: 'tom' }, drawing)).toEqual([
      'Kari barn',
      'Ola ',
    ]);
    const stopped = await problemsOf(() => values({ navn: 'antall', minimering }, drawing));
    expect(stopped.map(({ code }) => code)).toEqual(['run.invalid-value']);
  });
});

describe('sjelden', () => {
  const delivered = async (minst: number, drawing: string, more: object = {}, said: object = {}) => {
    const scene = await open({
      said: {
        ...said,
        registre: [{ variabler: [{ navn: 'tekst', minimering: { type: 'sjelden', minst }, ...more }] }],
        ...said,
      },
      tables: { 'proeve.maaling': drawing },
    });
    await scene.key();
    const { sql } = await scene.stage();
    return (await scene.delivered(sql)).map((row) => row.join(' ')).sort();
  };
  it('values are counted in persons, not in rows', async () => {
    const drawing = `
      | foedselsnummer | tekst |
      | Kari           | x     |
      | Kari           | x     |
      | Ola            | y     |
      | Per            | y     |
      | Eva            | z     |`;
    expect(await delivered(2, drawing)).toEqual(['Eva annet', 'Kari annet', 'Kari annet', 'Ola y', 'Per y']);
  });
  it('where the merged persons are too few, the next rarest value is merged too', async () => {
    const drawing = `
      | foedselsnummer | tekst |
      | Kari           | x     |
      | Ola            | y     |
      | Per            | y     |
      | Ola            | z     |
      | Per            | z     |
      | Eva            | z     |`;
    expect(await delivered(2, drawing)).toEqual([
      'Eva z',
      'Kari annet',
      'Ola annet',
      'Ola z',
      'Per annet',
      'Per z',
    ]);
  });
  it('a person with two rare values is one of the merged', async () => {
    const drawing = `
      | foedselsnummer | tekst |
      | Kari           | x     |
      | Kari           | y     |
      | Ola            | z     |
      | Per            | z     |
      | Ola            | w     |
      | Per            | w     |
      | Eva            | w     |`;
    expect(await delivered(2, drawing)).toEqual([
      'Eva w',
      'Kari annet',
      'Kari annet',
      'Ola annet',
      'Ola w',
      'Per annet',
      'Per w',
    ]);
  });
  it('values that all have enough persons stay, and a missing one is none', async () => {
    const drawing =
      '| foedselsnummer | tekst |\n| Kari | x |\n| Ola | x |\n| Per | |\n| Eva | y |\n| Anne | y |';
    expect(await delivered(2, drawing)).toEqual(['Anne y', 'Eva y', 'Kari x', 'Ola x', 'Per ']);
  });
  it('rows that are left out, out of scope or of nobody in the utvalg are not counted, and what only they have fits', async () => {
    const drawing = `
      | foedselsnummer | tekst | diagnose | antall | dag        |
      | Kari           | x     | C50      | 1      | 2020-01-01 |
      | Ola            | x     | !        | 1      | 2020-01-01 |
      | Ola            | x     | C50      | 0      | 2020-01-01 |
      | Per            | x     | C50      | 1      | 2999-01-01 |
      | Per            | w     | C50      | 1      | 2999-01-01 |
      | Eva            | y     | C50      | 1      | 2020-01-01 |
      | Ola            | y     | C50      | 1      | 2020-01-01 |`;
    const registre = [
      {
        hvor: [{ variabel: 'antall', fra: 1 }],
        variabler: [
          { navn: 'tekst', minimering: { type: 'sjelden', minst: 2, til: 'sjelden' } },
          { navn: 'diagnose', minimering: { type: 'kode', nivaa: 'blokk' }, ugyldig: 'utelat' },
          { navn: 'dag', minimering: { type: 'dato', nivaa: 'aar' }, ugyldig: 'utelat' },
        ],
      },
    ];
    expect(await delivered(2, drawing, {}, { registre })).toEqual([
      'Eva sjelden C50-C50 2020-01-01',
      'Kari sjelden C50-C50 2020-01-01',
      'Ola sjelden C50-C50 2020-01-01',
    ]);
  });
});
