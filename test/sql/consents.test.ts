import { describe, expect, it } from 'vitest';
import { emitObjectedNumbers } from '../../src/sql/delivered.ts';
import type { Said } from './decision.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();
const MED = { register: 'med', tabell: 'maaling' };
const tables = {
  'med.maaling': `
    | foedselsnummer | antall |
    | Kari           | 1      |
    | Ola            | 1      |
    | Per            | 1      |
    | Siv            | 1      |`,
};
const said: Said = { utvalg: { kilde: MED }, registre: [MED] };

/** A list in which everybody has consented to `planlegging`, but for what is drawn instead. */
const listed = (rows: string): string => `
  | foedselsnummer | register | omfang    | versjon | verge | trukket |
  | Kari           | med      | planlegging | 1       | nei   |         |
  ${rows}`;

/** The same with the day on which each was given. */
const dated = (rows: string): string => `
  | foedselsnummer | register | omfang    | versjon | verge | gitt | trukket |
  | Kari           | med      | planlegging | 1       | nei   |      |         |
  ${rows}`;

async function drawn(given: Partial<Given>): Promise<Scene & { readonly names: readonly string[] }> {
  const scene = await open({ tables, said, ...given });
  return Object.assign(scene, { names: await scene.population() });
}
const population = async (consents: string, more: Partial<Given> = {}): Promise<readonly string[]> =>
  (await drawn({ consents, ...more })).names;

describe('a register that rests on consent', () => {
  it('is delivered of those alone who have consented, and the others are counted', async () => {
    const { names, drawn: counts } = await drawn({
      consents: listed('| Ola | | planlegging | 2 | nei | |'),
    });
    expect(names).toEqual(['Kari', 'Ola']);
    expect(counts).toMatchObject({ drawn: 4, persons: 2, withoutConsent: 2 });
  });
  it('a consent to something else, or for another register, is none', async () => {
    const rows = '| Ola | med | kvalitet | 1 | nei | |\n | Per | annen | planlegging | 1 | nei | |';
    expect(await population(listed(rows))).toEqual(['Kari']);
  });
  it('a withdrawn consent is none, in whichever of two rows it stands as withdrawn', async () => {
    const rows = `| Ola | med | planlegging | 1 | nei | |
      | Ola | med | planlegging | 1 | nei | 2024-05-17 |
      | Per | | planlegging | 1 | nei | 2024-05-17 |`;
    expect(await population(listed(rows))).toEqual(['Kari']);
  });
  it.each([
    ['for all registers', '| Ola | | planlegging | 1 | nei | | |'],
    ['in another version', '| Ola | med | planlegging | 1 | nei | | |'],
    ['that was given before', '| Ola | med | planlegging | 3 | nei | 2024-05-16 | |'],
    ['that was given on the same day', '| Ola | med | planlegging | 3 | nei | 2024-05-17 | |'],
  ])('a withdrawal counts against a consent %s', async (_, row) => {
    const consents = dated(`| Ola | med | planlegging | 2 | nei | | 2024-05-17 |\n ${row}`);
    expect(await population(consents)).toEqual(['Kari']);
  });
  it('a withdrawal for all registers counts against a consent for one', async () => {
    const consents = dated(`| Ola | | planlegging | 1 | nei | | 2024-05-17 |
      | Ola | med | planlegging | 1 | nei | | |`);
    expect(await population(consents)).toEqual(['Kari']);
  });
  it('a consent given after the last withdrawal counts again', async () => {
    const consents = dated(`| Ola | med | planlegging | 1 | nei | | 2024-05-17 |
      | Ola | med | planlegging | 1 | nei | 2024-05-18 | |
      | Per | med | planlegging | 1 | nei | | 2024-05-17 |
      | Per | | planlegging | 1 | nei | | 2024-05-19 |
      | Per | med | planlegging | 1 | nei | 2024-05-18 | |`);
    expect(await population(consents)).toEqual(['Kari', 'Ola']);
  });
  it('a withdrawal of another scope or register takes nothing away', async () => {
    const consents = dated(`| Ola | med | kvalitet | 1 | nei | | 2024-05-17 |
      | Ola | annen | planlegging | 1 | nei | | 2024-05-17 |
      | Ola | med | planlegging | 1 | nei | | |`);
    expect(await population(consents)).toEqual(['Kari', 'Ola']);
  });
  it('all scopes that the decision names are needed, in a version that it accepts', async () => {
    const samtykke = { omfang: ['planlegging', 'Kobling'], versjoner: ['2', '3'] };
    const rows = `| Ola | med | planlegging | 2 | nei | |
      | Ola | med | kobling | 3 | nei | |
      | Per | med | planlegging | 2 | nei | |
      | Siv | med | planlegging | 1 | nei | |
      | Siv | med | kobling | 1 | nei | |`;
    const more = { said: { ...said, rettsgrunnlag: { samtykke } } };
    expect(await population(listed(rows), more)).toEqual(['Ola']);
  });
  it('whoever consented under another identifier of hers has consented', async () => {
    const identities = '| identifikator | person |\n| Ola:D | Ola |';
    expect(await population(listed('| Ola:D | med | planlegging | 1 | nei | |'), { identities })).toEqual([
      'Kari',
      'Ola',
    ]);
  });
  it('a list of nobody leaves nobody', async () => {
    const empty = '| foedselsnummer | omfang | versjon | verge |';
    expect(await problemsOf(() => population(empty))).toMatchObject([{ code: 'run.population-empty' }]);
  });
  it('without the list the run is no run', async () => {
    await expect(drawn({})).rejects.toThrow('without a list');
  });
  it.each([
    ['a malformed identifier', '| !01017012345 | med | planlegging | 1 | nei | |'],
    ['a register nobody knows', '| Ola | moba | planlegging | 1 | nei | |'],
    ['no scope', '| Ola | med | | 1 | nei | |'],
    ['no version', '| Ola | med | planlegging | | nei | |'],
    ['a guardian of whom nothing is said', '| Ola | med | planlegging | 1 | | |'],
    ['a withdrawal on no day', '| Ola | med | planlegging | 1 | nei | 2024-02-30 |'],
    ['a withdrawal on a day of another form', '| Ola | med | planlegging | 1 | nei | 17.05.2024 |'],
  ])('%s in the list stops the run', async (_, row) => {
    expect(await problemsOf(() => population(listed(row)))).toMatchObject([
      { code: 'run.consent-unreadable', got: expect.stringMatching(/^1 rows/) as string },
    ]);
  });
});

it('a consent dated after the day of the run is one that cannot be read', async () => {
  const givenOn = (day: string) => dated(`| Ola | med | planlegging | 1 | nei | ${day} | |`);
  expect(await problemsOf(() => population(givenOn('2026-11-02')))).toMatchObject([
    { code: 'run.consent-unreadable' },
  ]);
  expect(await population(givenOn('2026-11-01'))).toEqual(['Kari', 'Ola']);
});

describe('a table whose taushetsplikt is lifted by consent', () => {
  const proeve = { register: 'proeve', tabell: 'maaling' };
  const both = { ...tables, 'proeve.maaling': tables['med.maaling'] };
  const consents = listed('| Ola | proeve | planlegging | 1 | nei | |');

  it('asks for it also in a register that does not rest on consent', async () => {
    const consenting = {
      utvalg: { kilde: proeve },
      registre: [{ ...proeve, taushetsplikt: [{ gruppe: 'alle', type: 'samtykke' as const }] }],
    };
    expect(await population(consents, { tables: both, said: consenting })).toEqual(['Ola']);
  });
  it('each register that asks for consent has its own', async () => {
    const rows = `| Kari | proeve | planlegging | 1 | nei | |
      | Ola | proeve | planlegging | 1 | nei | |`;
    const taushetsplikt = [{ gruppe: 'alle', type: 'samtykke' as const }];
    const two = { utvalg: { kilde: proeve }, registre: [{ ...proeve, taushetsplikt }, MED] };
    expect(await population(listed(rows), { tables: both, said: two })).toEqual(['Kari']);
  });
  it('a list of consents that nothing asks for is not read', async () => {
    const other = { utvalg: { kilde: proeve }, registre: [proeve] };
    expect(await population(consents, { tables: both, said: other })).toHaveLength(4);
  });
});

describe('whoever has withdrawn', () => {
  const stored = '| identifikator | loepenummer |\n| Kari | 10000009 |\n| Ola | 10000008 |';

  it('is to be deleted from what is out, and so is who is in the list no more', async () => {
    const consents = `
      | foedselsnummer | omfang    | versjon | verge | trukket    |
      | Per            | planlegging | 1       | nei   |            |
      | Ola            | planlegging | 1       | nei   | 2024-05-17 |`;
    const scene = await open({ tables, said, consents, stored });
    await scene.key();
    expect(await scene.rows(emitObjectedNumbers(scene.plan).sql)).toEqual([['10000008'], ['10000009']]);
  });
  it('objections and consents leave persons out together, each counted once', async () => {
    const objections = '| foedselsnummer |\n| Ola |';
    const consents = listed('| Ola | | planlegging | 2 | nei | |');
    const { names, drawn: counts } = await drawn({ consents, objections });
    expect(names).toEqual(['Kari']);
    expect(counts).toMatchObject({ drawn: 4, persons: 1, withoutConsent: 2 });
  });
});

describe('consents that guardians gave', () => {
  const grownUp = async (verge: string, day?: string): Promise<number | undefined> => {
    const consents = `
      | foedselsnummer | omfang    | versjon | verge |
      | Kari           | planlegging | 1       | ${verge} |
      | Ola            | planlegging | 1       | ja    |
      | Ola            | planlegging | 2       | nei   |`;
    const scene = await open({ tables, said, consents }, day);
    await scene.population();
    return scene.drawn?.grownUp;
  };

  it('of persons who are 16 by now are counted, unless they have consented themselves since', async () => {
    expect(await grownUp('ja')).toBe(1);
    expect(await grownUp('nei')).toBe(0);
  });
});
