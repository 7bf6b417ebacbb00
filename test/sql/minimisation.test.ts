import { describe, it } from 'vitest';
import { expectMinimised, type Rule } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();
const minimise = (rule: Rule, drawing: string) => (): Promise<void> => expectMinimised(open, rule, drawing);

describe('without a minimisation', () => {
  it(
    'a whole number is delivered as it is',
    minimise(
      { variabel: { navn: 'antall' } },
      `| antall           | => antall        |
       | -7               | -7               |
       |                  |                  |
       | 9007199254740993 | 9007199254740993 |`,
    ),
  );
  it(
    'a number that is no number does not fit',
    minimise(
      { variabel: { navn: 'maal' } },
      `| maal      | => maal | ugyldig |
       | 0.1       | 0.1     |         |
       | nan       |         | x       |
       | -infinity |         | x       |
       |           |         |         |`,
    ),
  );
  it(
    'a date from 1850 to the day of the run fits, any other does not',
    minimise(
      { variabel: { navn: 'dag' }, day: '2026-11-01' },
      `| dag        | => dag     | ugyldig |
       | 1849-12-31 |            | x       |
       | 1850-01-01 | 1850-01-01 |         |
       | 2026-11-01 | 2026-11-01 |         |
       | 2026-11-02 |            | x       |
       | infinity   |            | x       |
       |            |            |         |`,
    ),
  );
  it(
    'a timestamp keeps its time, and fits until midnight of the day of the run',
    minimise(
      { variabel: { navn: 'tid' }, day: '2026-11-01' },
      `| tid                 | => tid              | ugyldig |
       | 2026-11-01 23:59:59 | 2026-11-01 23:59:59 |         |
       | 2026-11-02 00:00:00 |                     | x       |`,
    ),
  );
  it(
    'a value outside a closed list does not fit',
    minimise(
      { variabel: { navn: 'kjoenn' } },
      `| kjoenn | => kjoenn | ugyldig |
       | 1      | 1         |         |
       | 9      | 9         |         |
       | 3      |           | x       |
       | 01     |           | x       |
       |        |           |         |`,
    ),
  );
  it(
    'a code that has not the form of its code system does not fit',
    minimise(
      { variabel: { navn: 'diagnose' } },
      `| diagnose | => diagnose | ugyldig |
       | C50      | C50         |         |
       | C509     | C509        |         |
       | C50.9    | C50.9       |         |
       | c509     |             | x       |
       | C5       |             | x       |
       | " C509"  |             | x       |
       | C509 x   |             | x       |
       |          |             |         |`,
    ),
  );
  it(
    'text without a code system is delivered as it is, quotes and all',
    minimise(
      { variabel: { navn: 'tekst' } },
      `| tekst           | => tekst        |
       | I21;E11         | I21;E11         |
       | O'Neill "x" \\n | O'Neill "x" \\n |
       | 😀              | 😀              |
       |                 |                 |`,
    ),
  );
});

describe('referansedato', () => {
  const ownIndex = {
    metode: 'indeksdato' as const,
    indeks: { register: 'proeve', tabell: 'maaling', variabel: 'dag', hendelse: 'utvalg' as const },
  };
  it(
    'a date becomes whole days from the index date of its person, negative before it',
    minimise(
      { variabel: { navn: 'tid', minimering: { type: 'referansedato' } }, referansedato: ownIndex },
      `| dag        | tid                 | => tid | ugyldig |
       | 2020-02-28 | 2020-03-01 00:00:00 | 2      |         |
       | 2020-02-28 | 2020-02-28 23:59:59 | 0      |         |
       | 2020-02-28 | 2020-02-27 23:59:59 | -1     |         |
       | 2020-02-28 | 1849-01-01 00:00:00 |        | x       |
       | 2020-02-28 |                     |        |         |`,
    ),
  );
  it(
    'with levering dato the index date falls on forankring',
    minimise(
      {
        variabel: { navn: 'tid', minimering: { type: 'referansedato' } },
        referansedato: { ...ownIndex, levering: 'dato', forankring: '2000-01-01' },
      },
      `| dag        | tid                 | => tid     |
       | 2020-02-28 | 2020-03-01 13:00:00 | 2000-01-03 |
       | 1999-12-31 | 1999-12-31 00:00:00 | 2000-01-01 |
       | 2020-02-28 | 2020-02-27 00:00:00 | 1999-12-31 |`,
    ),
  );
  it(
    'with metode fast the days are counted from one date for all',
    minimise(
      {
        variabel: { navn: 'dag', minimering: { type: 'referansedato' } },
        referansedato: { metode: 'fast', dato: '2020-01-01' },
      },
      `| dag        | => dag |
       | 2020-01-01 | 0      |
       | 2021-01-01 | 366    |
       | 2019-12-31 | -1     |`,
    ),
  );
});

describe('dato', () => {
  const drawn = (nivaa: 'maaned' | 'kvartal' | 'aar', first: string, second: string) =>
    minimise(
      { variabel: { navn: 'dag', minimering: { type: 'dato', nivaa } } },
      `| dag        | => dag    | ugyldig |
       | 2020-02-29 | ${first}  |         |
       | 2019-12-31 | ${second} |         |
       | 2027-01-01 |           | x       |
       |            |           |         |`,
    );
  it('a date becomes the first day of its month', drawn('maaned', '2020-02-01', '2019-12-01'));
  it('a date becomes the first day of its quarter', drawn('kvartal', '2020-01-01', '2019-10-01'));
  it('a date becomes the first day of its year', drawn('aar', '2020-01-01', '2019-01-01'));
});

describe('aldersgruppe', () => {
  const ages = (parameters: object, drawing: string) =>
    minimise(
      {
        variabel: {
          navn: 'foedselsdato',
          som: 'alder',
          minimering: { type: 'aldersgruppe', ved: 'dag', ...parameters },
        },
        day: '2026-11-01',
      },
      drawing,
    );
  it(
    'a person is a year older from the birthday itself',
    ages(
      { bredde: 10, topp: 80 },
      `| foedselsdato | dag        | => alder |
       | 1980-05-10   | 2020-05-09 | 30-39    |
       | 1980-05-10   | 2020-05-10 | 40-49    |
       | 1940-05-10   | 2020-05-10 | 80+      |
       | 1940-05-11   | 2020-05-10 | 70-79    |
       | 2020-05-10   | 2020-05-10 | 0-9      |`,
    ),
  );
  it(
    'who is born on 29 February is a year older from 1 March in years without that day',
    ages(
      { grenser: [18] },
      `| foedselsdato | dag        | => alder |
       | 2000-02-29   | 2018-02-28 | 0-17     |
       | 2000-02-29   | 2018-03-01 | 18+      |
       | 2000-02-29   | 2020-02-28 | 18+      |
       | 2004-02-29   | 2022-02-28 | 0-17     |`,
    ),
  );
  it(
    'everything below bunn is one band, everything from topp on another',
    ages(
      { bredde: 5, bunn: 20, topp: 90 },
      `| foedselsdato | dag        | => alder |
       | 2001-01-01   | 2020-06-01 | 0-19     |
       | 2000-01-01   | 2020-06-01 | 20-24    |
       | 1931-01-01   | 2020-06-01 | 85-89    |
       | 1930-01-01   | 2020-06-01 | 90+      |
       | 1895-01-01   | 2020-06-01 | 90+      |`,
    ),
  );
  it(
    'a birth after the event, an age above 130, and an impossible date on either side do not fit',
    ages(
      { bredde: 10 },
      `| foedselsdato | dag        | => alder | ugyldig |
       | 2020-06-01   | 2020-05-31 |          | x       |
       | 2021-06-01   | 2020-05-31 |          | x       |
       | 1890-01-01   | 2020-06-01 | 130+     |         |
       | 1889-01-01   | 2020-06-01 |          | x       |
       | 1849-12-31   | 1900-01-01 |          | x       |
       | 2000-01-01   | 2026-11-02 |          | x       |
       |              | 2020-06-01 |          |         |
       | 2000-01-01   |            |          |         |`,
    ),
  );
  it(
    'the age can be taken on one date for all',
    minimise(
      {
        variabel: {
          navn: 'foedselsdato',
          minimering: { type: 'aldersgruppe', ved: '2020-01-01', grenser: [40] },
        },
      },
      `| foedselsdato | => foedselsdato | ugyldig |
       | 1980-01-01   | 40+             |         |
       | 1980-01-02   | 0-39            |         |
       | 2020-01-02   |                 | x       |`,
    ),
  );
});

describe('foedselsaar', () => {
  it(
    'a date of birth becomes its year',
    minimise(
      { variabel: { navn: 'foedselsdato', som: 'aar', minimering: { type: 'foedselsaar' } } },
      `| foedselsdato | => aar | ugyldig |
       | 1979-12-31   | 1979   |         |
       | 1850-01-01   | 1850   |         |
       | 1849-12-31   |        | x       |
       |              |        |         |`,
    ),
  );
  it(
    'a date of birth becomes the first year of its band',
    minimise(
      { variabel: { navn: 'foedselsdato', som: 'aar', minimering: { type: 'foedselsaar', bredde: 5 } } },
      `| foedselsdato | => aar |
       | 1979-12-31   | 1975   |
       | 1980-01-01   | 1980   |
       | 1984-12-31   | 1980   |`,
    ),
  );
});

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

describe('avrund', () => {
  const round = (navn: 'antall' | 'maal', til: number, drawing: string) =>
    minimise({ variabel: { navn, minimering: { type: 'avrund', til } } }, drawing);
  it(
    'halves are rounded away from zero',
    round(
      'maal',
      10,
      `| maal  | => maal |
       | 15    | 20.0    |
       | 14.99 | 10.0    |
       | -15   | -20.0   |
       | -5    | -10.0   |
       | 4.9   | 0.0     |
       |       |         |`,
    ),
  );
  it(
    'whole numbers stay whole',
    round(
      'antall',
      7,
      `| antall | => antall |
       | 10     | 7         |
       | 11     | 14        |
       | -4     | -7        |
       | 3      | 0         |`,
    ),
  );
  it(
    'rounding to tenths leaves no trace of floating point',
    round(
      'maal',
      0.1,
      `| maal       | => maal |
       | 0.3        | 0.3     |
       | 0.25       | 0.3     |
       | -0.25      | -0.3    |
       | 1.14       | 1.1     |
       | 1234567.89 | 1234567.9 |
       | nan        |         |`,
    ),
  );
  it(
    'a very small step does not become zero',
    round(
      'maal',
      1e-7,
      `| maal        | => maal |
       | 0.12345678 | 0.1234568 |`,
    ),
  );
  it(
    'a whole number can be rounded to a fraction',
    round(
      'antall',
      2.5,
      `| antall | => antall |
       | 3      | 2.5       |
       | 4      | 5.0       |`,
    ),
  );
});

describe('toppkode, bunnkode, intervall', () => {
  it(
    'a number above topp becomes topp',
    minimise(
      { variabel: { navn: 'antall', minimering: { type: 'toppkode', topp: 30 } } },
      `| antall | => antall |
       | 30     | 30        |
       | 31     | 30        |
       | -99    | -99       |
       |        |           |`,
    ),
  );
  it(
    'a number below bunn becomes bunn, which may be negative',
    minimise(
      { variabel: { navn: 'maal', minimering: { type: 'bunnkode', bunn: -1.5 } } },
      `| maal | => maal | ugyldig |
       | -2   | -1.5    |         |
       | -1.5 | -1.5    |         |
       | 7    | 7.0     |         |
       | nan  |         | x       |
       |      |         |         |`,
    ),
  );
  it(
    'an interval has its lower bound in it, not its upper',
    minimise(
      { variabel: { navn: 'maal', minimering: { type: 'intervall', grenser: [-1, 0, 2.5] } } },
      `| maal | => maal  |
       | -2   | <-1      |
       | -1   | [-1,0)   |
       | 0    | [0,2.5)  |
       | 2.49 | [0,2.5)  |
       | 2.5  | >=2.5    |
       |      |          |`,
    ),
  );
});

describe('maske, tom', () => {
  it(
    'a masked value is the same for everyone, also where it was missing',
    minimise(
      { variabel: { navn: 'notat', minimering: { type: 'maske', verdi: "'*'" } } },
      `| notat | => notat |
       | Kari  | '*'      |
       |       | '*'      |`,
    ),
  );
  it(
    'a column delivered empty holds nothing, whatever the extract holds',
    minimise(
      { variabel: { navn: 'diagnose', minimering: { type: 'tom' } } },
      `| diagnose | => diagnose | ugyldig |
       | C509     |             |         |
       | ###      |             |         |`,
    ),
  );
});
