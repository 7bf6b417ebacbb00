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
    'a time with a zone is delivered as the clock in Norway showed it, in winter and in summer',
    minimise(
      { variabel: { navn: 'tid' } },
      `| tid:sone               | => tid              |
       | 2023-12-31 23:30:00+00 | 2024-01-01 00:30:00 |
       | 2024-06-30 22:30:00+00 | 2024-07-01 00:30:00 |
       | 2024-07-01 00:30:00+02 | 2024-07-01 00:30:00 |`,
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
