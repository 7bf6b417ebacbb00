import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems.ts';
import { useScenes, type Given, type Scene } from './scene.ts';

const open = useScenes();

const numbered = (more: object = {}) => ({
  kobling: { modell: 'ingen' as const, loepenummer: { metode: 'noekkelfil' as const, ...more } },
});
const tables = {
  'proeve.maaling': `
    | foedselsnummer | antall |
    | Kari           | 1      |
    | Ola            | 1      |`,
};
const both = '| identifikator | loepenummer |\n| Kari | 71345678 |\n| Ola | 31345678 |';
const kariIsOne = '| identifikator | person |\n| Kari:D | Kari |';

async function keyed(given: Omit<Given, 'said'> & { readonly said?: Given['said'] }): Promise<Scene> {
  const scene = await open({ said: numbered(), ...given });
  await scene.key();
  return scene;
}

const codesOf = async (given: Parameters<typeof keyed>[0]): Promise<string[]> =>
  (await problemsOf(() => keyed(given))).map(({ code, got }) => `${code}: ${got}`);

const numbersOf = async (scene: Scene): Promise<Record<string, string>> =>
  Object.fromEntries([...(await scene.numbers())].map(([number, name]) => [name, number]));

describe('løpenumre that another party has assigned', () => {
  it('are those of the file, and none is drawn', async () => {
    const scene = await keyed({ tables, keyFile: both, draws: [] });
    expect(await numbersOf(scene)).toEqual({ Kari: '71345678', Ola: '31345678' });
  });
  it('are kept in the koblingsnøkkel as any others, without those of persons outside the utvalg', async () => {
    const scene = await keyed({ tables, keyFile: `${both}\n| Siv | 51345678 |` });
    expect(await scene.keyStore()).toEqual([
      ['Kari', '71345678'],
      ['Ola', '31345678'],
    ]);
  });
  it('hold for every identifier of a person, whichever of them the file has', async () => {
    const keyFile = '| identifikator | loepenummer |\n| Kari:D | 71345678 |\n| Ola | 31345678 |';
    const scene = await keyed({ tables, keyFile, identities: kariIsOne });
    const rows = await scene.rows('SELECT identifikator, CAST(loepenummer AS VARCHAR) FROM noekkel');
    expect(rows.map(([id, number]) => [scene.nameOf(id), number]).sort()).toEqual([
      ['Kari', '71345678'],
      ['Kari:D', '71345678'],
      ['Ola', '31345678'],
    ]);
  });
  it('may stand twice where both rows say the same', async () => {
    const scene = await keyed({ tables, keyFile: `${both}\n| Ola | 31345678 |` });
    expect(await numbersOf(scene)).toMatchObject({ Ola: '31345678' });
  });
});

describe('what is wrong with the file stops the run, with counts', () => {
  const row = (text: string): string => `${both}\n| ${text} |`;
  it.each<[string, string, string]>([
    ['no rows', '| identifikator | loepenummer |', 'run.key-file-empty: no rows'],
    [
      'a malformed identifier',
      row('!12345678901 | 41345678'),
      'run.key-file-identifier: 1 rows with a missing or malformed identifier',
    ],
    [
      'a missing identifier',
      row(' | 41345678'),
      'run.key-file-identifier: 1 rows with a missing or malformed identifier',
    ],
    ['a number of other digits', row('Siv | 4134567'), 'run.key-file-number: 1 rows with something else'],
    [
      'a number with a leading zero',
      row('Siv | 04134567'),
      'run.key-file-number: 1 rows with something else',
    ],
    ['an identifier as number', row('Siv | 01010112345'), 'run.key-file-number: 1 rows with something else'],
    ['no number', row('Siv | '), 'run.key-file-number: 1 rows with something else'],
    ['an identifier with two numbers', row('Ola | 41345678'), 'run.key-file-twice: 1 persons with several'],
    [
      'a number of two persons',
      row('Siv | 31345678'),
      'run.key-file-shared: 1 løpenumre that several persons have',
    ],
  ])('%s', async (_, keyFile, told) => {
    expect(await codesOf({ tables, keyFile })).toEqual([told]);
  });
  it('two identifiers with one number are one person only where the list of identities says so', async () => {
    const keyFile = row('Kari:D | 71345678');
    expect(await codesOf({ tables, keyFile })).toEqual([
      'run.key-file-shared: 1 løpenumre that several persons have',
    ]);
    const scene = await keyed({ tables, keyFile, identities: kariIsOne });
    expect(await numbersOf(scene)).toMatchObject({ Kari: '71345678' });
  });
  it('two numbers of one person are told, whatever her identifiers', async () => {
    expect(await codesOf({ tables, keyFile: row('Kari:D | 41345678'), identities: kariIsOne })).toEqual([
      'run.key-file-twice: 1 persons with several',
    ]);
  });
  it('all that is wrong is told at once', async () => {
    const keyFile = `${row('Siv | 31345678')}\n| Ola | 0 |`;
    expect((await codesOf({ tables, keyFile })).map((told) => told.split(':')[0])).toEqual([
      'run.key-file-number',
      'run.key-file-shared',
    ]);
  });
});

describe('numbers that tell who bears them', () => {
  const persons = ['Anne', 'Per', 'Eva', 'Siv', 'Nils', 'Liv', 'Tor', 'Gro', 'Ada', 'Bo', 'Kai', 'Ida'];
  const fileOf = (order: readonly string[]): string =>
    ['| identifikator | loepenummer |', ...order.map((id, i) => `| !${id} | ${10000001 + i} |`)].join('\n');
  it('are refused where they follow the identifiers, upwards or downwards', async () => {
    const scene = await keyed({ tables: named(persons), keyFile: listed(persons) });
    const ids = (await scene.rows('SELECT identifikator FROM noekkel ORDER BY 1')).map(([id]) => id ?? '');
    expect(ids).toHaveLength(persons.length);
    for (const order of [ids, ids.toReversed()])
      expect(await codesOf({ tables: named(persons), keyFile: fileOf(order) })).toEqual([
        'run.key-file-order: løpenumre that follow the identifiers or the dates of birth',
      ]);
  });

  const named = (names: readonly string[]) => ({
    'proeve.maaling': ['| foedselsnummer | antall |', ...names.map((name) => `| ${name} | 1 |`)].join('\n'),
  });
  const listed = (names: readonly string[]): string =>
    ['| identifikator | loepenummer |', ...names.map((name, i) => `| ${name} | ${SHUFFLED[i] ?? 0} |`)].join(
      '\n',
    );
  const SHUFFLED = [
    55512345, 12345678, 98765432, 31415926, 27182818, 16180339, 84312345, 44112233, 70710678, 22334455,
    61803398, 39916800,
  ];
});

describe('persons of the utvalg whom the file lacks', () => {
  const kari = '| identifikator | loepenummer |\n| Kari | 71345678 |';
  it('stop the run', async () => {
    expect(await codesOf({ tables, keyFile: kari })).toEqual(['run.key-file-without: 1 persons without one']);
  });
  it('are left out where the decision says so, and counted', async () => {
    const scene = await keyed({ tables, keyFile: kari, said: numbered({ utenNummer: 'utelat' }) });
    expect(await numbersOf(scene)).toEqual({ Kari: '71345678' });
    expect(scene.drawn).toMatchObject({ drawn: 2, persons: 1, withoutNumber: 1 });
  });
});

describe('over several deliveries', () => {
  const stored = '| identifikator | loepenummer |\n| Kari | 71345678 |';
  it('a person keeps her number, also under a new identifier', async () => {
    const keyFile = '| identifikator | loepenummer |\n| Kari:D | 71345678 |\n| Ola | 31345678 |';
    const scene = await keyed({ tables, keyFile, stored, identities: kariIsOne });
    expect(await numbersOf(scene)).toEqual({ Kari: '71345678', Ola: '31345678' });
  });
  it.each([
    ['gives a person another number', '| Kari | 41345678 |\n| Ola | 31345678 |'],
    ['gives the number of a person to another', '| Ola | 71345678 |\n| Kari | 31345678 |'],
  ])('a file that %s is refused', async (_, rows) => {
    const [told] = await codesOf({ tables, stored, keyFile: `| identifikator | loepenummer |\n${rows}` });
    expect(told).toMatch(/^run\.key-file-changed: [12] persons with another one/);
  });
});

describe('an utvalg that another party has drawn', () => {
  const said = { ...numbered(), utvalg: { noekkelfil: true as const } };
  it('is the persons of the file, less those who object here', async () => {
    const scene = await keyed({
      ...{ tables, said, keyFile: `${both}\n| Siv | 51345678 |` },
      objections: '| foedselsnummer |\n| Ola |',
    });
    expect(await numbersOf(scene)).toEqual({ Kari: '71345678', Siv: '51345678' });
    expect(scene.drawn).toMatchObject({ drawn: 3, persons: 2 });
  });
  it('delivers the rows of those of them who are in the register', async () => {
    const scene = await keyed({
      tables,
      said,
      keyFile: '| identifikator | loepenummer |\n| Ola | 31345678 |\n| Siv | 51345678 |',
    });
    const { sql } = await scene.stage();
    expect(await scene.delivered(sql)).toEqual([['Ola', '1']]);
  });
});
