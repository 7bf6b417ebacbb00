import { describe, expect, it } from 'vitest';
import { emitIdentityConflicts } from '../../src/sql/population.ts';
import { identifierOf } from './identifiers.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given } from './scene.ts';

const open = useScenes();
const population = async (given: Given): Promise<string[]> => (await open(given)).population();

const KILDE = { register: 'proeve', tabell: 'maaling' };
const ANNEN = { register: 'annen', tabell: 'maaling' };
const delivered = { registre: [{ variabler: [{ navn: 'antall' }] }] };

describe('sources', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | antall |
      | Kari           | 1      |
      | Kari           | 2      |
      | Ola            | 1      |`,
    'annen.maaling': `
      | foedselsnummer | antall |
      | Ola            | 5      |
      | Per            | 5      |
      | Siv            | 1      |`,
  };
  const kilder = [
    { ...KILDE, hvor: [] },
    { ...ANNEN, hvor: [{ variabel: 'antall', fra: 5 }] },
  ];

  it('a person with many rows is one person', async () => {
    expect(await population({ tables, said: delivered })).toEqual(['Kari', 'Ola']);
  });
  it('union takes persons of any source, each source with its own conditions', async () => {
    const said = { ...delivered, utvalg: { kilder, kombiner: 'union' as const } };
    expect(await population({ tables, said })).toEqual(['Kari', 'Ola', 'Per']);
  });
  it('snitt takes persons who are in all sources', async () => {
    const said = { ...delivered, utvalg: { kilder, kombiner: 'snitt' as const } };
    expect(await population({ tables, said })).toEqual(['Ola']);
  });
  it('whoever has a row that meets ekskluder in any source is left out', async () => {
    const utvalg = { kilder, kombiner: 'union' as const, ekskluder: [{ variabel: 'antall', lik: 2 }] };
    expect(await population({ tables, said: { ...delivered, utvalg } })).toEqual(['Ola', 'Per']);
  });
  it('conditions of the utvalg hold in every source', async () => {
    const said = {
      ...delivered,
      utvalg: { kilder, kombiner: 'union' as const, hvor: [{ variabel: 'antall', til: 1 }] },
    };
    expect(await population({ tables, said })).toEqual(['Kari', 'Ola']);
  });
  it('a population of nobody is refused', async () => {
    const said = { ...delivered, utvalg: { kilde: KILDE, hvor: [{ variabel: 'antall', fra: 99 }] } };
    expect(await problemsOf(() => population({ tables, said }))).toMatchObject([
      { code: 'run.population-empty' },
    ]);
  });
});

describe('age limits', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | foedselsdato | dag        | antall |
      | Kari           | 2000-03-01   | 2018-03-01 | 1      |
      | Ola            | 2000-03-02   | 2018-03-01 | 1      |
      | Per            | 1952-03-01   | 2018-03-01 | 1      |
      | Siv            | 1951-03-01   | 2018-03-01 | 1      |
      | Liv            |              | 2018-03-01 | 1      |
      | Una            | 2018-03-02   | 2018-03-01 | 1      |`,
  };
  const aged = (alder: object) => ({
    ...delivered,
    utvalg: { kilde: KILDE, alder: { ved: 'dag', ...alder } },
  });

  it('both limits are in, counted in completed years on the date of the row; no age meets no limit', async () => {
    expect(await population({ tables, said: aged({ fra: 18, til: 66 }) })).toEqual(['Kari', 'Per']);
  });
  it('whoever is born after the event has no age of zero', async () => {
    expect(await population({ tables, said: aged({ fra: 0, til: 18 }) })).toEqual(['Kari', 'Ola']);
  });
  it('the age can be taken on one date for all', async () => {
    const said = aged({ fra: 18, til: 66, ved: '2018-03-02' });
    expect(await population({ tables, said })).toEqual(['Kari', 'Ola', 'Per']);
  });
});

describe('one person with several identifiers', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | antall |
      | Kari:D         | 1      |
      | Kari           | 2      |
      | Ola            | 3      |`,
  };
  const identities = `
    | identifikator | person |
    | Kari:D        | Kari   |
    | Kari          | Kari   |`;

  it('with a list of identities the D-number and the later fødselsnummer are one person', async () => {
    expect(await population({ tables, identities, said: delivered })).toEqual(['Kari', 'Ola']);
  });
  it('without a list every identifier is a person', async () => {
    expect(await population({ tables, said: delivered })).toEqual(['Kari', 'Kari:D', 'Ola']);
  });
  it('whoever is excluded under one identifier is excluded under the other', async () => {
    const said = { ...delivered, utvalg: { kilde: KILDE, ekskluder: [{ variabel: 'antall', lik: 1 }] } };
    expect(await population({ tables, identities, said })).toEqual(['Ola']);
  });
  it('snitt finds the person who is in one source under one identifier and in the other under another', async () => {
    const both = {
      'proeve.maaling': '| foedselsnummer | antall |\n| Kari:D | 1 |\n| Ola | 1 |',
      'annen.maaling': '| foedselsnummer | antall |\n| Kari | 1 |\n| Per | 1 |',
    };
    const kilder = [
      { ...KILDE, hvor: [] },
      { ...ANNEN, hvor: [] },
    ];
    const said = { ...delivered, utvalg: { kilder, kombiner: 'snitt' as const } };
    expect(await population({ tables: both, identities, said })).toEqual(['Kari']);
  });
  it.each([
    ['an identifier of two persons', '| Kari:D | Kari |\n| Kari:D | Ola |'],
    ['an identifier that is none', '| !12345678901 | Kari |'],
    ['an identifier without a person', '| Kari:D | |'],
    ['a person who is an identifier of another', '| Kari:D | Kari |\n| Kari | Ola |'],
  ])('%s is refused', async (_, rows) => {
    const list = `| identifikator | person |\n${rows}`;
    expect(await problemsOf(() => population({ tables, identities: list, said: delivered }))).toMatchObject([
      { code: 'run.identity-conflict' },
    ]);
  });
});

it('a name of a person that is blank, or has white space around it, is refused', async () => {
  const scene = await open({
    tables: { 'proeve.maaling': '| foedselsnummer | antall |\n| Kari | 1 |' },
    said: {},
  });
  const conflicts = async (person: string): Promise<unknown> => {
    await scene.rows(
      `CREATE OR REPLACE TABLE identitet AS SELECT '${identifierOf('Kari:D')}' AS identifikator, ${person} AS person`,
    );
    return scene.rows(emitIdentityConflicts().sql);
  };
  expect(await conflicts(`'P 1'`)).toEqual([['0']]);
  for (const person of [`''`, `' '`, `'P1 '`, `chr(9) || 'P1'`, `CAST(NULL AS VARCHAR)`])
    expect(await conflicts(person), person).toEqual([['1']]);
});

describe('objections', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | antall |
      | Kari           | 1      |
      | Ola            | 1      |
      | Per            | 1      |`,
  };
  const objecting = (objections: string, identities?: string) =>
    population({ tables, objections, said: delivered, ...(identities === undefined ? {} : { identities }) });

  it('without a register an objection counts everywhere', async () => {
    expect(await objecting('| foedselsnummer |\n| Kari |')).toEqual(['Ola', 'Per']);
  });
  it('an objection counts in its own register, or in all when none is named', async () => {
    const list = `
      | foedselsnummer | register |
      | Kari           | proeve   |
      | Ola            | annen    |
      | Per            |          |`;
    expect(await objecting(list)).toEqual(['Ola']);
  });
  it('the case of the register and the white space around it do not matter', async () => {
    expect(
      await objecting('| foedselsnummer | register |\n| Kari | PROEVE |\n| Ola | "  proeve " |'),
    ).toEqual(['Per']);
  });
  it('an objection under one identifier counts for the person', async () => {
    const list = '| foedselsnummer |\n| Kari:D |';
    expect(await objecting(list, '| identifikator | person |\n| Kari:D | Kari |')).toEqual(['Ola', 'Per']);
  });
  it('an objection in a register that only draws the utvalg counts', async () => {
    const said = { ...delivered, utvalg: { kilde: ANNEN } };
    const both = { ...tables, 'annen.maaling': '| foedselsnummer | antall |\n| Kari | 1 |\n| Ola | 1 |' };
    const objections = '| foedselsnummer | register |\n| Kari | annen |';
    expect(await population({ tables: both, objections, said })).toEqual(['Ola']);
  });
  it.each([
    ['a malformed identifier', '| foedselsnummer | register |\n| !01017012345 | proeve |'],
    ['a register nobody knows', '| foedselsnummer | register |\n| Kari | prøve |'],
  ])('%s in the list stops the run', async (_, list) => {
    expect(await problemsOf(() => objecting(list))).toMatchObject([{ code: 'run.objection-unreadable' }]);
  });
});

describe('malformed identifiers', () => {
  const tables = {
    'proeve.maaling': `
      | foedselsnummer | antall |
      | Kari           | 1      |
      | Ola            | 1      |
      | !              | 1      |
      | !1017012345    | 1      |`,
  };
  const with_ = (uttak: object) => ({ registre: [{ variabler: [{ navn: 'antall' }], ...uttak }] });

  it('stop the run where nothing else is said', async () => {
    expect(await problemsOf(() => population({ tables, said: with_({}) }))).toMatchObject([
      {
        code: 'run.identifier-malformed',
        at: 'proeve.maaling.foedselsnummer',
        got: expect.stringMatching(/^2 rows \(50.00 %\)/) as string,
      },
    ]);
  });
  it('are nobody, where the table leaves such rows out', async () => {
    expect(await population({ tables, said: with_({ ugyldig: 'utelat' }) })).toEqual(['Kari', 'Ola']);
    expect(await population({ tables, said: with_({ ugyldig: 'utelat', maksAndel: 0.5 }) })).toHaveLength(2);
  });
  it('stop the run when they are a greater share than the decision allows', async () => {
    const said = with_({ ugyldig: 'utelat', maksAndel: 0.49 });
    expect(await problemsOf(() => population({ tables, said }))).toMatchObject([
      { code: 'run.identifier-malformed' },
    ]);
  });
});
