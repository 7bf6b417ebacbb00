import { describe, expect, it } from 'vitest';
import type { WrittenCondition } from './decision.ts';
import { plainName } from './drawn-cells.ts';
import { parseDrawing, renderRows } from './drawn-table.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

/** Draws values of columns, and in the last one an x for the persons who meet the condition. */
const meets = (condition: WrittenCondition | readonly WrittenCondition[], drawing: string) => async () => {
  const { columns, rows } = parseDrawing(drawing);
  const lines = [
    ['foedselsnummer', ...columns.slice(0, -1)],
    ...rows.map((row, i) => [`Person ${i}`, ...row.slice(0, -1)]),
  ].map((row) => `| ${row.map((cell) => cell ?? '').join(' | ')} |`);
  const scene = await open({
    tables: { 'proeve.maaling': lines.join('\n') },
    said: {
      utvalg: {
        kilde: { register: 'proeve', tabell: 'maaling' },
        hvor: 'variabel' in condition ? [condition] : [...condition],
      },
      registre: [{ variabler: [{ navn: plainName(columns[0] ?? ''), minimering: { type: 'tom' } }] }],
    },
  });
  const met = new Set(await scene.population());
  const got = rows.map((row, i) => [...row.slice(0, -1), met.has(`Person ${i}`) ? 'x' : null]);
  const [sql] = scene.ran.filter((s) => s.id === 'population.candidates-0');
  expect(renderRows(got), sql?.sql).toEqual(renderRows(rows));
};

describe('starterMed', () => {
  it(
    'a text meets it that begins with one of the prefixes, letter for letter',
    meets(
      { variabel: 'diagnose', starterMed: ['C50', 'I21'] },
      `| diagnose | => |
       | C50      | x  |
       | C509     | x  |
       | I21      | x  |
       | C5       |    |
       | c509     |    |
       | XC50     |    |
       |          |    |`,
    ),
  );
  it(
    'a prefix is no pattern',
    meets(
      { variabel: 'tekst', starterMed: ['%', '_b', "'"] },
      `| tekst | => |
       | %a    | x  |
       | _bc   | x  |
       | 'x    | x  |
       | ab    |    |
       | abc   |    |`,
    ),
  );
});

describe('lik and i', () => {
  it(
    'a text meets lik that is the same text',
    meets(
      { variabel: 'tekst', lik: "O'Neill" },
      `| tekst   | => |
       | O'Neill | x  |
       | o'neill |    |
       |         |    |`,
    ),
  );
  it(
    'a number meets i that is one of them',
    meets(
      { variabel: 'antall', i: [1, -3] },
      `| antall | => |
       | 1      | x  |
       | -3     | x  |
       | 13     |    |
       |        |    |`,
    ),
  );
  it(
    'a timestamp meets lik at any time of that day',
    meets(
      { variabel: 'tid', lik: '2020-05-01' },
      `| tid                 | => |
       | 2020-05-01 00:00:00 | x  |
       | 2020-05-01 23:59:59 | x  |
       | 2020-05-02 00:00:00 |    |`,
    ),
  );
  it(
    'a code of digits is text: 0301 is not 301',
    meets(
      { variabel: 'kommune', lik: '0301' },
      `| kommune | => |
       | 0301    | x  |
       | 301     |    |`,
    ),
  );
});

describe('fra and til', () => {
  it(
    'both bounds are in',
    meets(
      { variabel: 'dag', fra: '2015-01-01', til: '2022-12-31' },
      `| dag        | => |
       | 2014-12-31 |    |
       | 2015-01-01 | x  |
       | 2022-12-31 | x  |
       | 2023-01-01 |    |
       |            |    |`,
    ),
  );
  it(
    'the last day is in to its end, for a timestamp too',
    meets(
      { variabel: 'tid', fra: '2015-01-01', til: '2022-12-31' },
      `| tid                 | => |
       | 2014-12-31 23:59:59 |    |
       | 2015-01-01 00:00:00 | x  |
       | 2022-12-31 23:59:59 | x  |
       | 2023-01-01 00:00:00 |    |`,
    ),
  );
  it(
    'the day of a time with a zone is that of Norway',
    meets(
      { variabel: 'tid', fra: '2024-01-01', til: '2024-06-30' },
      `| tid:sone               | => |
       | 2023-12-31 22:59:59+00 |    |
       | 2023-12-31 23:00:00+00 | x  |
       | 2024-06-30 21:59:59+00 | x  |
       | 2024-06-30 22:00:00+00 |    |`,
    ),
  );
  it('what is no number meets no bound, and not the opposite of one', async () => {
    const drawing = (met: string): string =>
      `| maal      | => |
         | 9         | ${met} |
         | nan       |    |
         | infinity  |    |
         | -infinity |    |`;
    await meets({ variabel: 'maal', fra: 5 }, drawing('x'))();
    await meets({ variabel: 'maal', til: 10 }, drawing('x'))();
    await meets({ variabel: 'maal', ikke: { til: 5 } }, drawing('x'))();
    await meets({ variabel: 'maal', ikke: [4] }, drawing('x'))();
  });
  it(
    'one bound is enough, and numbers are compared as numbers',
    meets(
      { variabel: 'maal', fra: 9.5 },
      `| maal | => |
       | 10   | x  |
       | 9.5  | x  |
       | 9.49 |    |
       | -10  |    |
       |      |    |`,
    ),
  );
});

describe('mangler', () => {
  it(
    'mangler true is met by a missing value only',
    meets(
      { variabel: 'tekst', mangler: true },
      `| tekst | => |
       |       | x  |
       | a     |    |
       | ""    |    |`,
    ),
  );
  it(
    'mangler false is met by any value',
    meets(
      { variabel: 'tekst', mangler: false },
      `| tekst | => |
       |       |    |
       | a     | x  |`,
    ),
  );
});

describe('ikke', () => {
  it(
    'a list is met by a value that is none of it, never by a missing one',
    meets(
      { variabel: 'kjoenn', ikke: ['1', '9'] },
      `| kjoenn | => |
       | 1      |    |
       | 2      | x  |
       | 9      |    |
       |        |    |`,
    ),
  );
  it(
    'a test is met by a value that does not meet it, never by a missing one',
    meets(
      { variabel: 'diagnose', ikke: { starterMed: ['C'] } },
      `| diagnose | => |
       | C50      |    |
       | I21      | x  |
       |          |    |`,
    ),
  );
  it(
    'several tests in ikke are denied together: one that is not met is enough',
    meets(
      { variabel: 'antall', ikke: { fra: 10, til: 20 } },
      `| antall | => |
       | 9      | x  |
       | 10     |    |
       | 20     |    |
       | 21     | x  |
       |        |    |`,
    ),
  );
  it(
    'ikke holds beside the other tests of its condition',
    meets(
      { variabel: 'diagnose', starterMed: ['C'], ikke: ['C50'] },
      `| diagnose | => |
       | C50      |    |
       | C509     | x  |
       | I21      |    |`,
    ),
  );
});

it(
  'all conditions must be met, by the same row',
  meets(
    [
      { variabel: 'diagnose', starterMed: ['C50'] },
      { variabel: 'dag', fra: '2015-01-01' },
    ],
    `| diagnose | dag        | => |
     | C50      | 2016-01-01 | x  |
     | C50      | 2014-01-01 |    |
     | I21      | 2016-01-01 |    |`,
  ),
);

it('two rows of one person do not meet two conditions between them', async () => {
  const scene = await open({
    tables: {
      'proeve.maaling': `
        | foedselsnummer | diagnose | dag        |
        | Kari           | C50      | 2014-01-01 |
        | Kari           | I21      | 2016-01-01 |
        | Ola            | C50      | 2016-01-01 |`,
    },
    said: {
      utvalg: {
        kilde: { register: 'proeve', tabell: 'maaling' },
        hvor: [
          { variabel: 'diagnose', starterMed: ['C50'] },
          { variabel: 'dag', fra: '2015-01-01' },
        ],
      },
      registre: [{ variabler: [{ navn: 'diagnose' }] }],
    },
  });
  expect(await scene.population()).toEqual(['Ola']);
});
