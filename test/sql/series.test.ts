import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems.ts';
import { useScenes, type Given } from './scene.ts';

const open = useScenes();

/** Delivered rows of one variable as a series, by the names of persons. */
async function series(given: Omit<Given, 'said'>, minimering: object, navn = 'mor', more: object = {}) {
  const variabel = { navn, minimering: { type: 'loepenummer', ...minimering }, ...more } as never;
  const scene = await open({ ...given, said: { registre: [{ variabler: [variabel] }] } });
  const fresh = await scene.key();
  const { sql } = await scene.stage();
  const rows = await scene.delivered(sql);
  return {
    scene,
    fresh,
    types: sql.columns.map((c) => c.deliver),
    rows: rows.map((row) => row.join(' ')).sort(),
  };
}

const mothers = `
  | foedselsnummer | mor  |
  | Kari           | Siv  |
  | Ola            | Siv  |
  | Per            | Kari |
  | Eva            |      |`;
const tables = { 'proeve.maaling': mothers };

describe('loepenummer of another identifier', () => {
  it('the same value has the same number, of a series that no other number is in', async () => {
    const { rows, scene } = await series({ tables }, { serie: 'mor' });
    const numbers = new Set((await scene.numbers()).keys());
    const given = rows.map((row) => row.split(' ').slice(1).join(''));
    expect(rows.map((row) => row.split(' ')[0])).toEqual(['Eva', 'Kari', 'Ola', 'Per']);
    expect(given[0]).toBe('');
    expect(given[1]).toBe(given[2]);
    expect(given[3]).not.toBe(given[1]);
    expect(given.filter((number) => numbers.has(number))).toEqual([]);
  });
  it('a mother who is in the utvalg bears her own number where the series is loepenummer', async () => {
    const { rows, scene } = await series({ tables }, { serie: 'loepenummer' });
    const byNumber = await scene.numbers();
    const motherOf = new Map(rows.map((row) => row.split(' ') as [string, string]));
    expect(byNumber.get(motherOf.get('Per') ?? '')).toBe('Kari');
    expect(byNumber.has(motherOf.get('Ola') ?? '')).toBe(false);
    expect(motherOf.get('Ola')).toBe('50000001');
  });
  it('a number stays from delivery to delivery, also when the mother has a new identifier', async () => {
    const stored =
      '| identifikator | loepenummer | serie |\n| Siv:D | 77777777 | mor |\n| Siv | 88888888 | andre |';
    const identities = '| identifikator | person |\n| Siv:D | Siv |';
    const { rows, fresh } = await series({ tables, stored, identities }, { serie: 'mor' });
    expect(rows.filter((row) => row.endsWith(' 77777777')).map((row) => row.split(' ')[0])).toEqual([
      'Kari',
      'Ola',
    ]);
    expect(fresh).toBe(4 + 2);
  });
  it('the koblingsnøkkel keeps every series, and gains what is new', async () => {
    const stored = '| identifikator | loepenummer | serie |\n| Siv | 88888888 | andre |';
    const { scene } = await series({ tables, stored }, { serie: 'mor' });
    const kept = await scene.keyStore();
    expect(kept).toContainEqual(['Siv', '88888888', 'andre']);
    expect(kept.filter(([, , name]) => name === 'mor').map(([id]) => id)).toEqual(['Kari', 'Siv']);
    expect(kept.filter((row) => row.length === 2)).toHaveLength(4);
  });
  it('what is no national identifier does not fit where a person is pointed to', async () => {
    const drawn = '| foedselsnummer | mor |\n| Kari | Siv |\n| Ola | !12345678901 |';
    const { rows } = await series({ tables: { 'proeve.maaling': drawn } }, { serie: 'mor' }, 'mor', {
      ugyldig: 'tom',
    });
    expect(rows).toEqual(['Kari 50000001', 'Ola ']);
    const stopped = await problemsOf(() => series({ tables: { 'proeve.maaling': drawn } }, { serie: 'mor' }));
    expect(stopped.map(({ code }) => code)).toEqual(['run.invalid-value']);
  });
  it('a mother who objects is delivered as nobody', async () => {
    const objections = '| foedselsnummer |\n| Siv |';
    const { rows, scene } = await series({ tables, objections }, { serie: 'mor' });
    expect(rows.filter((row) => /^(Kari|Ola) $/.test(row))).toHaveLength(2);
    expect((await scene.keyStore()).map(([id]) => id)).not.toContain('Siv');
  });
  it('whole numbers and institutions have series too, of as many digits as is said', async () => {
    const drawn = '| foedselsnummer | opphold |\n| Kari | 7 |\n| Kari | 7 |\n| Ola | 8 |';
    const { types, rows } = await series(
      { tables: { 'proeve.maaling': drawn } },
      { serie: 'opphold', bredde: 10 },
      'opphold',
    );
    expect(new Set(rows).size).toBe(2);
    expect(types).toEqual(['CAST("opphold" AS BIGINT)']);
  });
  it('rows out of scope and persons outside the utvalg give no number', async () => {
    const said = {
      utvalg: {
        kilde: { register: 'proeve', tabell: 'maaling' },
        hvor: [{ variabel: 'antall', lik: 1 }],
      },
      registre: [
        {
          hvor: [{ variabel: 'antall', fra: 1 }],
          variabler: [{ navn: 'mor', minimering: { type: 'loepenummer' as const, serie: 'mor' } }],
        },
      ],
    };
    const scene = await open({
      said,
      tables: {
        'proeve.maaling':
          '| foedselsnummer | mor | antall |\n| Kari | Siv | 1 |\n| Kari | Eva | 0 |\n| Ola | Anne | 2 |',
      },
    });
    await scene.key();
    const series = (await scene.keyStore()).filter(([, , name]) => name === 'mor');
    expect(series.map(([id]) => id)).toEqual(['Siv']);
  });
});
