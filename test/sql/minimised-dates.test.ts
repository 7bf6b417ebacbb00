import { describe, it } from 'vitest';
import { expectMinimised, type Rule } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();
const minimise = (rule: Rule, drawing: string) => (): Promise<void> => expectMinimised(open, rule, drawing);

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
      `| dag        | tid                 | => tid              |
       | 2020-02-28 | 2020-03-01 13:00:00 | 2000-01-03 13:00:00 |
       | 1999-12-31 | 1999-12-31 00:00:00 | 2000-01-01 00:00:00 |
       | 2020-02-28 | 2020-02-27 23:59:59 | 1999-12-31 23:59:59 |`,
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
