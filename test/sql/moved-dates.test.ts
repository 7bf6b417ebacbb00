import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawOffsets } from '../../src/keys/draw-offsets.ts';
import { expectMinimised } from './minimise.ts';
import { problemsOf } from './problems.ts';
import { useScenes, type Given } from './scene.ts';

const open = useScenes();

const moved = (navn: string) => ({ navn, minimering: { type: 'referansedato' as const } });
const said: Given['said'] = {
  referansedato: { metode: 'tilfeldig', maksDager: 100 },
  registre: [{ variabler: [moved('dag'), moved('tid')] }, { register: 'annen', variabler: [moved('dag')] }],
};
const tables = {
  'proeve.maaling': `
    | foedselsnummer | dag        | tid                 |
    | Kari           | 2020-02-28 | 2020-03-01 13:14:15 |
    | Kari:D         | 2020-01-01 | 2019-12-31 23:59:59 |
    | Ola            | 2020-01-01 | 2020-01-01 00:00:00 |`,
  'annen.maaling': '| foedselsnummer | dag |\n| Kari | 2020-02-28 |\n| Ola | 2020-01-01 |',
};
const identities = '| identifikator | person |\n| Kari:D | Kari |';

describe('dates moved by random days', () => {
  it('are moved alike in every register, every identifier of a person and every hour of the day', async () => {
    const scene = await open({ said, tables, identities, offsets: [10n, -3n] });
    await scene.key();
    const name = new Map([...(await scene.numbers())].map(([number, person]) => [person, number]));
    expect(name.size).toBe(2);
    const one = await scene.delivered((await scene.stage(0)).sql);
    const other = await scene.delivered((await scene.stage(1)).sql);
    const rows = [...one, ...other].map((row) => row.join(' '));
    const asMoved = (kari: number, ola: number): string[] =>
      [
        `Kari ${day('2020-02-28', kari)} ${day('2020-03-01', kari)} 13:14:15`,
        `Kari ${day('2020-01-01', kari)} ${day('2019-12-31', kari)} 23:59:59`,
        `Ola ${day('2020-01-01', ola)} ${day('2020-01-01', ola)} 00:00:00`,
        `Kari ${day('2020-02-28', kari)}`,
        `Ola ${day('2020-01-01', ola)}`,
      ].sort();
    expect([asMoved(10, -3), asMoved(-3, 10)]).toContainEqual(rows.sort());
  });
  it('keep their move in a later delivery, and new persons get one that is stored', async () => {
    const stored = '| identifikator | loepenummer | serie |\n| Kari:D | 7 | *forskyvning |';
    const scene = await open({ said, tables, identities, stored, offsets: [-2n] });
    expect(await scene.key()).toBe(3);
    const { sql } = await scene.stage(1);
    expect((await scene.delivered(sql)).map((row) => row.join(' ')).sort()).toEqual([
      `Kari ${day('2020-02-28', 7)}`,
      `Ola ${day('2020-01-01', -2)}`,
    ]);
    const kept = (await scene.keyStore()).filter((row) => row[2] === '*forskyvning');
    expect(kept).toEqual([
      ['Kari', '7', '*forskyvning'],
      ['Kari:D', '7', '*forskyvning'],
      ['Ola', '-2', '*forskyvning'],
    ]);
  });
  it('stop the run where an earlier move is longer than the decision allows', async () => {
    const stored = '| identifikator | loepenummer | serie |\n| Kari | -101 | *forskyvning |';
    const scene = await open({ said, tables, stored });
    const problems = await problemsOf(() => scene.key());
    expect(problems.map(({ code }) => code)).toEqual(['run.offset-too-long']);
  });
  it('are moved by at most so many days either way, and never by none', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 3650 }), fc.nat(), (count, maxDays, seed) => {
        let state = seed + 1;
        const randomFill = (block: Uint32Array): void => {
          block.forEach((_, i) => {
            state = Math.imul(state, 1_664_525) + 1_013_904_223;
            block[i] = state;
          });
        };
        const offsets = [...drawOffsets({ count, maxDays, randomFill })].map(Number);
        expect(offsets).toHaveLength(count);
        expect(offsets.every((days) => days !== 0 && Math.abs(days) <= maxDays)).toBe(true);
      }),
    );
  });
  it('are moved by every number of days that may be, about equally often', () => {
    let state = 7;
    const randomFill = (block: Uint32Array): void => {
      block.forEach((_, i) => {
        state = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9;
        block[i] = state ^ (state >>> 13);
      });
    };
    const counts = new Map<number, number>();
    for (const days of drawOffsets({ count: 6000, maxDays: 3, randomFill }))
      counts.set(Number(days), (counts.get(Number(days)) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-3, -2, -1, 1, 2, 3]);
    expect(Math.min(...counts.values())).toBeGreaterThan(800);
  });
});

const day = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);

describe('intervals', () => {
  it('of one person are exact to the second after a move', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1_500_000_000, max: 1_700_000_000 }), { minLength: 2, maxLength: 20 }),
        fc.integer({ min: -3650, max: 3650 }),
        async (seconds, offset) => {
          const times = seconds.map((s) => new Date(s * 1000).toISOString().slice(0, 19).replace('T', ' '));
          const scene = await open({
            said: {
              referansedato: { metode: 'tilfeldig', maksDager: 3650 },
              registre: [{ variabler: [moved('tid')] }],
            },
            tables: {
              'proeve.maaling': ['| foedselsnummer | tid |', ...times.map((t) => `| Kari | ${t} |`)].join(
                '\n',
              ),
            },
            offsets: [BigInt(offset)],
          });
          await scene.key();
          const { sql } = await scene.stage();
          const after = (await scene.delivered(sql)).map(([, t]) => Date.parse(`${t ?? ''}Z`) / 1000);
          const sorted = [...seconds].sort((a, b) => a - b);
          expect(after.map((t) => t - (after[0] ?? 0))).toEqual(sorted.map((t) => t - (sorted[0] ?? 0)));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('dates that are no whole dates', () => {
  const dated = (minimering: object | undefined, drawing: string, navn = 'dag') =>
    expectMinimised(
      open,
      { variabel: { navn, minimering } as never, referansedato: { metode: 'fast', dato: '2020-01-01' } },
      drawing,
    );
  it('a part of a date, and what is no date, do not fit where days are needed', () =>
    dated(
      { type: 'referansedato' },
      `| dag:tekst  | => dag | ugyldig |
       | 2020-02-01 | 31     |         |
       | 2020-02-30 |        | x       |
       | 2020-02    |        | x       |
       | 2020       |        | x       |
       | 01.02.2020 |        | x       |
       | 2020-02-01 10:00:00 | | x     |
       | 1849-12-31 |        | x       |
       | 2999-01-01 |        | x       |
       |            |        |         |`,
    ));
  it('a month is enough for a month or a quarter, a year for a year', async () => {
    await dated(
      { type: 'dato', nivaa: 'kvartal' },
      `| dag:tekst  | => dag     | ugyldig |
       | 2020-05-31 | 2020-04-01 |         |
       | 2020-05    | 2020-04-01 |         |
       | 2020       |            | x       |
       | 2020-13    |            | x       |`,
    );
    await dated(
      { type: 'dato', nivaa: 'aar' },
      `| dag:tekst  | => dag     | ugyldig |
       | 2020-05    | 2020-01-01 |         |
       | 2020       | 2020-01-01 |         |
       | 20         |            | x       |`,
    );
  });
  it('a year is enough for the year of birth, and not for an age', async () => {
    await dated(
      { type: 'foedselsaar', bredde: 5 },
      `| foedselsdato:tekst | => foedselsdato | ugyldig |
       | 1987-03-01         | 1985            |         |
       | 1987               | 1985            |         |
       | ukjent             |                 | x       |`,
      'foedselsdato',
    );
    await dated(
      { type: 'aldersgruppe', ved: '2020-01-01', bredde: 10 },
      `| foedselsdato:tekst | => foedselsdato | ugyldig |
       | 1987-03-01         | 30-39           |         |
       | 1987-03            |                 | x       |`,
      'foedselsdato',
    );
  });
});

describe('dates outside the life of the person', () => {
  it('an event before the birth or after the death that the row tells of does not fit', () =>
    expectMinimised(
      open,
      { variabel: { navn: 'dag', minimering: { type: 'dato', nivaa: 'aar' } } },
      `| dag        | foedselsdato | doedsdato  | => dag     | ugyldig |
       | 2020-05-05 | 2020-05-05   | 2020-05-05 | 2020-01-01 |         |
       | 2020-05-05 | 2020-05-06   |            |            | x       |
       | 2020-05-05 |              | 2020-05-04 |            | x       |
       | 2020-05-05 |              |            | 2020-01-01 |         |
       |            | 2020-05-06   | 2020-05-04 |            |         |`,
    ));
  it('another date than that of the event may lie outside it', () =>
    expectMinimised(
      open,
      { variabel: { navn: 'tid', minimering: { type: 'dato', nivaa: 'aar' } } },
      `| tid                 | foedselsdato | => tid     |
       | 2019-05-05 10:00:00 | 2020-05-05   | 2019-01-01 |`,
    ));
});
