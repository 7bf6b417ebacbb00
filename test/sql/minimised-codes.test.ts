import { describe, it } from 'vitest';
import { expectMinimised, type Rule } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();
const minimise = (rule: Rule, drawing: string) => (): Promise<void> => expectMinimised(open, rule, drawing);

describe('fylke', () => {
  const fylke = (per: string, drawing: string, ukjent?: string) =>
    minimise(
      { variabel: { navn: 'kommune', som: 'fylke', minimering: { type: 'fylke', per, ukjent } } },
      drawing,
    );
  it(
    'a kommune counts where it lay on the date of the row, told in the division of per',
    fylke(
      '2024-01-01',
      `| kommune | dag        | => fylke |
       | 1601    | 2017-12-31 | 50       |
       | 5001    | 2018-01-01 | 50       |
       | 0101    | 2019-12-31 | 31       |
       | 3001    | 2023-12-31 | 31       |
       | 3101    | 2024-01-01 | 31       |
       | 1902    | 2019-06-01 | 55       |
       | 5401    | 2020-01-01 | 55       |
       | 0121    | 2000-01-01 | 32       |
       | 0301    | 1990-01-01 | 03       |`,
    ),
  );
  it(
    'before the reform of 2018 there is Sør-Trøndelag, and no row after it',
    fylke(
      '2017-06-30',
      `| kommune | dag        | => fylke | ugyldig |
       | 1601    | 2017-12-31 | 16       |         |
       | 5001    | 2018-01-01 |          | x       |
       | 0301    | 2018-01-01 |          | x       |`,
    ),
  );
  it(
    'between the reforms of 2020 and 2024 there is Viken',
    fylke(
      '2020-01-01',
      `| kommune | dag        | => fylke |
       | 0101    | 2019-12-31 | 30       |
       | 3001    | 2020-01-01 | 30       |
       | 1201    | 2010-01-01 | 46       |
       | 5401    | 2023-12-31 | 54       |`,
    ),
  );
  it(
    'a code that was not valid on the date of the row does not fit',
    fylke(
      '2024-01-01',
      `| kommune | dag        | => fylke | ugyldig |
       | 1601    | 2018-01-01 |          | x       |
       | 5001    | 2017-12-31 |          | x       |
       | 3001    | 2019-12-31 |          | x       |
       | 3001    | 2024-01-01 |          | x       |
       | 0000    | 2020-01-01 |          | x       |
       | 301     | 2020-01-01 |          | x       |
       | 0301    |            |          | x       |
       |         | 2020-01-01 |          |         |`,
    ),
  );
  it(
    'a kommune whose land was shared by several fylker has none',
    fylke(
      '2020-01-01',
      `| kommune | dag        | => fylke | ugyldig |
       | 1448    | 1975-01-01 |          | x       |`,
    ),
  );
  it(
    'a code known to have no fylke does not fit without ukjent',
    fylke(
      '2024-01-01',
      `| kommune | dag        | => fylke | ugyldig |
       | 9999    | 2020-01-01 |          | x       |
       | 2100    | 2020-01-01 |          | x       |`,
    ),
  );
  it(
    'with ukjent a code known to have no fylke gets that value, and an unknown code still does not fit',
    fylke(
      '2024-01-01',
      `| kommune | dag        | => fylke | ugyldig |
       | 9999    | 2020-01-01 | uoppgitt |         |
       | 2100    | 2020-01-01 | uoppgitt |         |
       | 8888    | 2020-01-01 |          | x       |
       | 0301    | 2020-01-01 | 03       |         |`,
      'uoppgitt',
    ),
  );
});

describe('kode', () => {
  const kode = (
    navn: 'diagnose' | 'atc' | 'tekst',
    nivaa: 'kapittel' | 'blokk' | 'kategori' | number,
    drawing: string,
  ) => minimise({ variabel: { navn, minimering: { type: 'kode', nivaa } } }, drawing);
  it(
    'a diagnosis is cut to its category, and what has not the form of a code leaves nothing',
    kode(
      'diagnose',
      'kategori',
      `| diagnose | => diagnose | ugyldig |
       | C509     | C50         |         |
       | C50.9    | C50         |         |
       | C50      | C50         |         |
       | C50##    |             | x       |
       | Z        |             | x       |
       |          |             |         |`,
    ),
  );
  it(
    'a diagnosis is cut to a number of characters',
    kode(
      'diagnose',
      1,
      `| diagnose | => diagnose |
       | C509     | C           |
       | I21      | I           |`,
    ),
  );
  it(
    'a diagnosis becomes its block, and does not fit where there is none',
    kode(
      'diagnose',
      'blokk',
      `| diagnose | => diagnose | ugyldig |
       | C509     | C50-C50     |         |
       | I252     | I20-I25     |         |
       | I20      | I20-I25     |         |
       | C42      |             | x       |
       | C50##    |             | x       |
       |          |             |         |`,
    ),
  );
  it(
    'a diagnosis becomes its chapter',
    kode(
      'diagnose',
      'kapittel',
      `| diagnose | => diagnose | ugyldig |
       | D48      | II          |         |
       | D50      | III         |         |
       | I252     | IX          |         |
       | D49      |             | x       |`,
    ),
  );
  it(
    'an ATC code is cut to one of its levels',
    kode(
      'atc',
      4,
      `| atc     | => atc | ugyldig |
       | C07AB02 | C07AB  |         |
       | C07     | C07    |         |
       | C0      |        | x       |
       | c07ab02 |        | x       |`,
    ),
  );
  it('the levels of ATC have 1, 3, 4, 5 and 7 characters', async () => {
    for (const [nivaa, cut] of [
      [1, 'C'],
      [2, 'C07'],
      [3, 'C07A'],
      [4, 'C07AB'],
      [5, 'C07AB02'],
    ] as const)
      await kode('atc', nivaa, `| atc | => atc |\n| C07AB02 | ${cut} |`)();
  });
  it(
    'text without a code system is cut to a number of characters, not bytes',
    kode(
      'tekst',
      2,
      `| tekst | => tekst |
       | æøå   | æø       |
       | x     | x        |
       |       |          |`,
    ),
  );
});
