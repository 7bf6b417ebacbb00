import { describe, it } from 'vitest';
import { expectMinimised } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

describe('a list of the days on which codes are valid', () => {
  it('a code that was retired on the day of the row, or not yet there, does not fit', () =>
    expectMinimised(
      open,
      { retired: true, variabel: { navn: 'atc', minimering: { type: 'kode', nivaa: 4 } } },
      `| atc     | dag        | => atc | ugyldig |
       | C07AB02 | 2019-05-05 | C07AB  |         |
       | C07AB03 | 2014-12-31 | C07AB  |         |
       | C07AB03 | 2015-01-01 |        | x       |
       | C07AB04 | 2019-12-31 |        | x       |
       | C07AB04 | 2020-01-01 | C07AB  |         |
       | C07AB05 | 2020-01-01 |        | x       |
       | C07AB02 |            |        | x       |
       | c07ab02 | 2019-05-05 |        | x       |
       |         | 2019-05-05 |        |         |`,
    ));
  it('is read whether codes are written with stops or without', () =>
    expectMinimised(
      open,
      { retired: true, variabel: { navn: 'icpc', minimering: { type: 'kode', nivaa: 'kapittel' } } },
      `| icpc     | dag        | => icpc | ugyldig |
       | L03.0001 | 2019-05-05 | L       |         |
       | L03.0001 | 2020-05-05 |         | x       |`,
    ));
});
