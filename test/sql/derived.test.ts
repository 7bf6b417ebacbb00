import { describe, expect, it } from 'vitest';
import { emitObjectedNumbers } from '../../src/sql/delivered.ts';
import { deliveredTypes } from '../../src/sql/stage.ts';
import { identifierOf } from './identifiers.ts';
import { problemsOf } from './problems.ts';
import { derivedInTests, useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();

const kobling = { modell: 'ingen', loepenummer: { metode: 'avledet' } } as const;
const said = { kobling, registre: [{ variabler: [{ navn: 'antall' }] }] };
const tables = {
  'proeve.maaling': `
    | foedselsnummer | antall |
    | Kari           | 1      |
    | Ola            | 2      |`,
};
const kariIsOne = '| identifikator | person |\n| Kari:D | Kari |';

async function keyed(given: Partial<Given> = {}): Promise<Scene> {
  const scene = await open({ said, tables, ...given });
  await scene.key();
  return scene;
}

const codesOf = async (given: Partial<Given>): Promise<string[]> =>
  (await problemsOf(() => keyed(given))).map(({ code, got }) => `${code}: ${got}`);

const numberOf = (name: string, serie = 'loepenummer'): string => derivedInTests(serie, identifierOf(name));

/** Stored numbers, and which secret they stood for; what is drawn inside is nobody's business. */
const stored = (fingerprint: string): string =>
  `| identifikator | loepenummer | serie |\n| Kari | 777777777 | |\n| ! | ${fingerprint} | *hemmelighet |`;

describe('derived løpenumre', () => {
  it('are derived from the identifier of the person, and delivered as text', async () => {
    const scene = await keyed();
    expect([...(await scene.numbers())]).toEqual(
      expect.arrayContaining([
        [numberOf('Kari'), 'Kari'],
        [numberOf('Ola'), 'Ola'],
      ]),
    );
    const { sql } = await scene.stage();
    expect(deliveredTypes(sql).get('loepenummer')).toBe('VARCHAR');
    scene.expectRows(await scene.delivered(sql), '| loepenummer | antall |\n| Kari | 1 |\n| Ola | 2 |');
  });

  it('of a person with several identifiers are those of her current one, in whichever the rows are', async () => {
    const drawn = '| foedselsnummer | antall |\n| Kari:D | 1 |\n| Kari | 2 |';
    const scene = await keyed({ tables: { 'proeve.maaling': drawn }, identities: kariIsOne });
    expect([...(await scene.numbers()).keys()]).toEqual([numberOf('Kari')]);
    const { sql } = await scene.stage();
    const rows = await scene.delivered(sql);
    expect(rows.map(([, antall]) => antall).sort()).toEqual(['1', '2']);
  });

  it('are refused where the list of identities knows a person by less than her fødselsnummer', async () => {
    const told = 'run.derived-identifier: 1 persons known by something else';
    expect(await codesOf({ identities: '| identifikator | person |\n| Kari | Kari:D |' })).toEqual([told]);
    expect(await codesOf({ identities: '| identifikator | person |\n| Kari | !person-17 |' })).toEqual([
      told,
    ]);
  });

  it('of others are derived in their series, and as persons in that of persons', async () => {
    const drawn = '| foedselsnummer | mor |\n| Kari | Siv |\n| Ola | Kari |\n| Per | |';
    const ofMothers = (serie: string) => ({
      kobling,
      registre: [{ variabler: [{ navn: 'mor', minimering: { type: 'loepenummer' as const, serie } }] }],
    });
    const rowsIn = async (serie: string): Promise<(string | null)[][]> => {
      const scene = await keyed({ tables: { 'proeve.maaling': drawn }, said: ofMothers(serie) });
      const { sql } = await scene.stage();
      return (await scene.delivered(sql)).sort();
    };
    expect(await rowsIn('mor')).toEqual([
      ['Kari', numberOf('Siv', 'mor')],
      ['Ola', numberOf('Kari', 'mor')],
      ['Per', null],
    ]);
    expect(await rowsIn('loepenummer')).toEqual([
      ['Kari', numberOf('Siv')],
      ['Ola', numberOf('Kari')],
      ['Per', null],
    ]);
  });

  it('in the file the rows of a person lie together', async () => {
    const drawn = '| foedselsnummer | antall |\n| Kari | 2 |\n| Ola | 1 |\n| Kari | 1 |\n| Ola | 2 |';
    const scene = await keyed({ tables: { 'proeve.maaling': drawn }, draws: [222222222n, 111111111n] });
    const { sql } = await scene.stage();
    const names = (await scene.delivered(sql)).map(([name]) => name);
    expect(names[0]).toBe(names[1]);
    expect(names[2]).toBe(names[3]);
  });
});

describe('over several deliveries', () => {
  it('the koblingsnøkkel keeps which secret the numbers are derived under, and no number that is delivered', async () => {
    const kept = await (await keyed({ fingerprint: 42n })).keyStore();
    expect(kept.filter(([, , serie]) => serie === '*hemmelighet').map(([, number]) => number)).toEqual([
      '42',
    ]);
    expect(JSON.stringify(kept)).not.toContain(numberOf('Kari'));
  });
  it('another secret is refused, and so is another method', async () => {
    const otherwise = 'run.numbers-otherwise: another method, or another secret of the project';
    expect(await codesOf({ stored: stored('7'), fingerprint: 7n })).toEqual([]);
    expect(await codesOf({ stored: stored('8'), fingerprint: 7n })).toEqual([otherwise]);
    expect(await codesOf({ stored: '| identifikator | loepenummer |\n| Kari | 77777777 |' })).toEqual([
      otherwise,
    ]);
    const drawn = { ...said, kobling: { modell: 'ingen', loepenummer: { metode: 'tilfeldig' } } } as const;
    expect(await codesOf({ stored: stored('7'), said: drawn })).toEqual([otherwise]);
  });
  it('what is to be deleted of persons who object is told by the numbers that were delivered', async () => {
    const objections = '| foedselsnummer |\n| Kari |';
    const scene = await keyed({ stored: stored('7'), objections });
    expect(await scene.rows(emitObjectedNumbers(scene.plan).sql)).toEqual([[numberOf('Kari')]]);
  });
});
