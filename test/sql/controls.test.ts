import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countControls } from '../../src/engine/controls.ts';
import type { Said } from './decision.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();
const KILDE = { register: 'proeve', tabell: 'maaling' };
const ALLE = { register: 'annen', tabell: 'person' };
type Kontroller = NonNullable<NonNullable<Said['utvalg']>['kontroller']>;

const said = (kontroller: Partial<Kontroller>, more: Said = {}): Said => ({
  registre: [{ variabler: [{ navn: 'antall' }] }],
  ...more,
  utvalg: { kilde: KILDE, ...more.utvalg, kontroller: { kilde: ALLE, perPerson: 1, ...kontroller } },
});

/** Pairs of control and the person whom she was drawn for, by name. */
async function pairsOf(scene: Scene): Promise<string[]> {
  const rows = await scene.rows('SELECT person, sak FROM kontroll');
  return rows.map((row) => row.map((id) => scene.nameOf(id)).join(' for ')).sort();
}
async function keyed(given: Given): Promise<Scene> {
  const scene = await open(given);
  await scene.key();
  return scene;
}
const pairs = async (given: Given): Promise<string[]> => pairsOf(await keyed(given));
/** The rows of the key store that say whom controls were drawn for. */
const drawnFor = async (scene: Scene): Promise<(string | null)[][]> =>
  (await scene.keyStore()).filter(([, , series]) => series?.startsWith('*kontroll') === true);

const cases = '| foedselsnummer | antall |\n| Kari | 1 |\n| Ola | 1 |';
const people = (rows: string): string => `
  | foedselsnummer | kjoenn | foedselsdato | antall |
  | Kari           | 2      | 1970-03-01   | 1      |
  | Ola            | 1      | 1980-06-01   | 1      |
  ${rows}`;
const alike = people(`
  | Siv | 2 | 1970-12-24 | 1 |
  | Liv | 2 | 1971-03-01 | 1 |
  | Per | 1 | 1980-01-01 | 1 |
  | Jon | 1 | 1970-03-01 | 1 |`);
const tables = { 'proeve.maaling': cases, 'annen.person': alike };
const byYear = ['kjoenn', { variabel: 'foedselsdato', nivaa: 'aar' as const }];

describe('a control', () => {
  it('is like the person she is drawn for in all that is matched, a date in its period', async () => {
    expect(await pairs({ tables, said: said({ match: byYear }) })).toEqual(['Per for Ola', 'Siv for Kari']);
  });
  it('is nobody of the utvalg, though the utvalg meets the conditions of controls', async () => {
    const found = await pairs({ tables, said: said({ perPerson: 2 }) });
    expect(found.map((pair) => pair.split(' ')[0])).toEqual(['Jon', 'Liv', 'Per', 'Siv']);
  });
  it('meets the conditions of controls', async () => {
    const hvor = [{ variabel: 'foedselsdato', til: '1970-12-31' }];
    const found = await pairs({ tables, said: said({ hvor }) });
    expect(found.map((pair) => pair.split(' ')[0])).toEqual(['Jon', 'Siv']);
  });
  it('is nobody whom the decision excludes, who met the conditions of the utvalg, or who objects', async () => {
    const sick = `${cases}\n| Liv | 9 |`;
    const given = {
      tables: { 'proeve.maaling': sick, 'annen.person': alike },
      objections: '| foedselsnummer |\n| Jon |',
      said: said({}, { utvalg: { kilde: KILDE, ekskluder: [{ variabel: 'antall', lik: 9 }] } }),
    };
    expect((await pairs(given)).map((pair) => pair.split(' ')[0])).toEqual(['Per', 'Siv']);
  });
  it('may have several identifiers, and rows that say the same of her', async () => {
    const identities = '| identifikator | person |\n| Siv:D | Siv |';
    const rows = people(
      '| Siv:D | 2 | 1970-12-24 | 1 |\n| Siv | 2 | 1970-05-05 | 1 |\n| Per | 1 | 1980-01-01 | 1 |',
    );
    const given = { tables: { ...tables, 'annen.person': rows }, identities, said: said({ match: byYear }) };
    expect(await pairs(given)).toEqual(['Per for Ola', 'Siv for Kari']);
  });
  it.each([
    [
      'whose rows say two things of what is matched',
      '| Siv | 2 | 1970-12-24 | 1 |\n| Siv | 1 | 1970-12-24 | 1 |',
    ],
    ['of whom what is matched is missing', '| Siv | 2 | | 1 |'],
  ])('is nobody %s', async (_, rows) => {
    const given = { tables: { ...tables, 'annen.person': people(rows) }, said: said({ match: byYear }) };
    expect(await problemsOf(() => pairs(given))).toMatchObject([
      { code: 'run.controls-few', got: expect.stringMatching(/^2 persons/) as string },
    ]);
  });
});

describe('too few who are alike', () => {
  const few = { tables, said: said({ match: byYear, perPerson: 2 }) };

  it('stop the run', async () => {
    expect(await problemsOf(() => pairs(few))).toMatchObject([
      { code: 'run.controls-few', at: 'utvalg.kontroller' },
    ]);
  });
  it('are delivered where the decision accepts fewer, and told', async () => {
    const scene = await keyed({ ...few, said: said({ match: byYear, perPerson: 2, vedMangel: 'faerre' }) });
    expect(await pairsOf(scene)).toEqual(['Per for Ola', 'Siv for Kari']);
    expect(await countControls(scene.engine, scene.plan)).toEqual({ persons: 2, short: 2 });
  });
  it('are shared out so that nobody gets a second before all have a first', async () => {
    const rows = people('| Siv | 2 | 1970-12-24 | 1 |\n| Liv | 2 | 1971-03-01 | 1 |');
    const given = {
      tables: { ...tables, 'annen.person': rows },
      said: said({ perPerson: 2, vedMangel: 'faerre' }),
    };
    for (const seed of ['a', 'b', 'c', 'd'])
      expect((await pairs({ ...given, seed })).map((pair) => pair.split(' ')[2]).sort()).toEqual([
        'Kari',
        'Ola',
      ]);
  });
});

describe('the dates of a control', () => {
  it('are counted from the index date of the person she was drawn for, whatever happened to herself', async () => {
    const dated = `
      | foedselsnummer | dag        | antall |
      | Kari           | 2020-01-10 | 1      |
      | Ola            | 2021-05-05 | 1      |
      | Siv            | 2019-01-01 | 2      |`;
    const referansedato = {
      metode: 'indeksdato' as const,
      indeks: { ...KILDE, variabel: 'dag', hvor: [] },
      levering: 'dager' as const,
    };
    const given = {
      tables: { ...tables, 'proeve.maaling': dated },
      said: said(
        { match: byYear },
        { referansedato, utvalg: { kilde: KILDE, hvor: [{ variabel: 'antall', lik: 1 }] } },
      ),
    };
    const scene = await keyed(given);
    const rows = await scene.rows('SELECT identifikator, CAST(referanse AS VARCHAR) FROM noekkel');
    expect(rows.map(([id, day]) => `${scene.nameOf(id)} ${day ?? ''}`).sort()).toEqual([
      'Kari 2020-01-10',
      'Ola 2021-05-05',
      'Per 2021-05-05',
      'Siv 2020-01-10',
    ]);
  });
});

describe('a later delivery', () => {
  const draws = [20000001n, 20000002n];
  const stored = `
    | identifikator | loepenummer | serie       |
    | Kari          | 10000001    |             |
    | Ola           | 10000002    |             |
    | Jon           | 10000003    |             |
    | Liv           | 10000004    |             |
    | Jon           | 10000001    | *kontroll 1 |
    | Liv           | 10000002    | *kontroll 1 |`;

  it('has the controls that were drawn before, whatever the seed, and adds nothing to the key store', async () => {
    for (const seed of ['a', 'b', 'c']) {
      const scene = await open({ tables, stored, seed, said: said({}) });
      expect(await scene.key()).toBe(0);
      expect(await pairsOf(scene)).toEqual(['Jon for Kari', 'Liv for Ola']);
    }
  });
  it('draws another in place of a control who is no longer one, and keeps both', async () => {
    const objections = '| foedselsnummer |\n| Jon |\n| Per |';
    const scene = await keyed({ tables, stored, objections, draws, said: said({}) });
    expect(await pairsOf(scene)).toEqual(['Liv for Ola', 'Siv for Kari']);
    expect(await drawnFor(scene)).toEqual([
      ['Jon', '10000001', '*kontroll 1'],
      ['Liv', '10000002', '*kontroll 1'],
      ['Siv', '10000001', '*kontroll 2'],
    ]);
  });
  it('a control who has come to meet the conditions of the utvalg is of the utvalg, with controls of her own', async () => {
    const grown = { ...tables, 'proeve.maaling': `${cases}\n| Jon | 1 |` };
    const scene = await keyed({ tables: grown, stored, draws, said: said({}) });
    expect((await pairsOf(scene)).map((pair) => pair.split(' ')[2]).sort()).toEqual(['Jon', 'Kari', 'Ola']);
    expect(await pairsOf(scene)).toContain('Liv for Ola');
  });
  it('one who draws fewer keeps the first of those drawn', async () => {
    const more = `${stored}\n| Per | 10000005 | |\n| Per | 10000001 | *kontroll 2 |`;
    expect(await pairs({ tables, stored: more, said: said({}) })).toEqual(['Jon for Kari', 'Liv for Ola']);
  });
});

/** A register of so many persons, each of one of four kinds. */
const drawing = fc.record({
  kinds: fc.array(fc.constantFrom('1', '2', '9'), { minLength: 4, maxLength: 40 }),
  cases: fc.array(fc.nat(39), { minLength: 1, maxLength: 6 }),
  perPerson: fc.integer({ min: 1, max: 4 }),
  seed: fc.string({ maxLength: 8 }),
});

describe('whatever the registers hold', () => {
  it('everyone has as many controls as there are for her, nobody is one twice, and the order of rows decides nothing', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, async ({ kinds, cases: picked, perPerson, seed }) => {
        const kindOf = new Map(kinds.map((kind, i) => [`p${i}`, kind]));
        const sick = [...new Set(picked.map((n) => `p${n % kinds.length}`))];
        const rows = [...kindOf].map(([name, kind]) => `| ${name} | ${kind} |`);
        const given = (order: readonly string[]): Given => ({
          tables: {
            'proeve.maaling': ['| foedselsnummer |', ...sick.map((name) => `| ${name} |`)].join('\n'),
            'annen.person': ['| foedselsnummer | kjoenn |', ...order].join('\n'),
          },
          said: {
            ...said({ match: ['kjoenn'], perPerson, vedMangel: 'faerre' }),
            registre: [{ ...ALLE, variabler: [{ navn: 'kjoenn' }] }],
          },
          seed,
        });
        const found = await pairs(given(rows));
        expect(await pairs(given(rows.toReversed()))).toEqual(found);
        const split = found.map((pair) => pair.split(' for '));
        expect(new Set(split.map(([control]) => control)).size).toBe(split.length);
        for (const [control = '', of = ''] of split) {
          expect(sick).not.toContain(control);
          expect(kindOf.get(control)).toBe(kindOf.get(of));
        }
        for (const kind of ['1', '2', '9']) {
          const own = sick.filter((name) => kindOf.get(name) === kind);
          const free = [...kindOf].filter(([name, k]) => k === kind && !sick.includes(name)).length;
          const counts = own.map((name) => split.filter(([, of]) => of === name).length);
          const total = counts.reduce((sum, n) => sum + n, 0);
          expect(total).toBe(Math.min(free, own.length * perPerson));
          if (own.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 6 },
    );
  });
});
