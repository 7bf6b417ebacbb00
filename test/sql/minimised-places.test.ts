import { describe, it } from 'vitest';
import { expectMinimised } from './minimise.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

type Inndeling = 'helseregion' | 'landsdel' | 'sentralitet' | 'helseforetak';

const region =
  (navn: 'kommune' | 'institusjon', inndeling: Inndeling, per: string, drawing: string, ukjent?: string) =>
  (): Promise<void> =>
    expectMinimised(
      open,
      { variabel: { navn, som: 'sted', minimering: { type: 'region', inndeling, per, ukjent } } },
      drawing,
    );

describe('region of a kommune', () => {
  it(
    'a kommune becomes the helseregion of the fylke that its territory is in, by the code of its own date',
    region(
      'kommune',
      'helseregion',
      '2024-01-01',
      `| kommune | dag        | => sted         | ugyldig |
       | 0301    | 2010-05-05 | Helse Sør-Øst   |         |
       | 1201    | 2019-12-31 | Helse Vest      |         |
       | 1201    | 2020-01-01 |                 | x       |
       | 4601    | 2020-01-01 | Helse Vest      |         |
       | 1601    | 2017-12-31 | Helse Midt-Norge|         |
       | 5001    | 2018-01-01 | Helse Midt-Norge|         |
       | 1902    | 2019-06-01 | Helse Nord      |         |
       | 5401    | 2021-06-01 | Helse Nord      |         |
       | 5501    | 2024-06-01 | Helse Nord      |         |
       |         | 2024-06-01 |                 |         |`,
    ),
  );
  it(
    'a mover is in the region that it moved to, as of the division asked for',
    region(
      'kommune',
      'helseregion',
      '2024-01-01',
      `| kommune | dag        | => sted          |
       | 1444    | 2019-12-31 | Helse Midt-Norge |`,
    ),
  );
  it(
    'as of a division before the move it is in the region that it was in then',
    region(
      'kommune',
      'helseregion',
      '2019-06-01',
      `| kommune | dag        | => sted    |
       | 1444    | 2018-12-31 | Helse Vest |`,
    ),
  );
  it(
    'a kommune becomes its landsdel; Rindal went from Vestlandet to Trøndelag',
    region(
      'kommune',
      'landsdel',
      '2024-01-01',
      `| kommune | dag        | => sted    |
       | 1567    | 2018-12-31 | Trøndelag  |
       | 1507    | 2023-12-31 | Vestlandet |
       | 1001    | 2015-01-01 | Sørlandet  |
       | 4204    | 2022-01-01 | Sørlandet  |
       | 3005    | 2022-01-01 | Østlandet  |
       | 2012    | 2019-01-01 | Nord-Norge |`,
    ),
  );
  it(
    'a value that is only a fylke is read where all of it lies in one area, in the years the fylke was',
    region(
      'kommune',
      'landsdel',
      '2024-01-01',
      `| kommune | dag        | => sted    | ugyldig |
       | 54      | 2021-06-01 | Nord-Norge |         |
       | 30      | 2020-01-01 | Østlandet  |         |
       | 30      | 2024-01-01 |            | x       |
       | 15      | 2018-06-01 |            | x       |
       | 15      | 2021-06-01 | Vestlandet |         |
       | 99      | 2021-06-01 |            | x       |`,
    ),
  );
  it(
    'unknown and abroad are what the decision says; a code that never was does not fit',
    region(
      'kommune',
      'helseregion',
      '2024-01-01',
      `| kommune | dag        | => sted | ugyldig |
       | 9999    | 2020-06-01 | uoppgitt|         |
       | 2580    | 2020-06-01 | uoppgitt|         |
       | 0000    | 2020-06-01 |         | x       |
       | 9999    |            |         | x       |`,
      'uoppgitt',
    ),
  );
  it(
    'without a word for it, what is unknown does not fit',
    region(
      'kommune',
      'helseregion',
      '2024-01-01',
      `| kommune | dag        | => sted | ugyldig |
       | 9999    | 2020-06-01 |         | x       |`,
    ),
  );
  it(
    'a list that the forvalter has put there is read by its edition and the row’s own date',
    region(
      'kommune',
      'sentralitet',
      '2025-06-01',
      `| kommune | dag        | => sted | ugyldig |
       | 1103    | 2019-12-31 | 2       |         |
       | 1103    | 2020-01-01 | 3       |         |
       | 0301    | 2025-12-31 | 1       |         |
       | 5001    | 2020-01-01 |         | x       |
       | 9999    | 2020-01-01 | ukjent  |         |`,
      'ukjent',
    ),
  );
  it(
    'a row later than the edition asked for is not found in it',
    region(
      'kommune',
      'sentralitet',
      '2023-12-31',
      `| kommune | dag        | => sted | ugyldig |
       | 1103    | 2023-12-31 | 2       |         |
       | 1103    | 2024-01-01 |         | x       |`,
    ),
  );
});

describe('region of an institution', () => {
  it(
    'an institution becomes the helseforetak it was part of on the day',
    region(
      'institusjon',
      'helseforetak',
      '2020-01-01',
      `| institusjon | dag        | => sted | ugyldig |
       | 100         | 2008-12-31 | HF A    |         |
       | 100         | 2009-01-01 | HF B    |         |
       | 200         | 2015-01-01 | HF C    |         |
       | 999         | 2015-01-01 | ingen   |         |
       | 300         | 2015-01-01 |         | x       |
       | 100         | 2001-12-31 |         | x       |`,
      'ingen',
    ),
  );
  it(
    'and its helseregion',
    region(
      'institusjon',
      'helseregion',
      '2020-01-01',
      `| institusjon | dag        | => sted    |
       | 100         | 2008-12-31 | Helse Vest |`,
    ),
  );
});

describe('fylke of a fylke', () => {
  it('a fylke of 2020-2023 that was split has no fylke of 2024, one that was not has', () =>
    expectMinimised(
      open,
      { variabel: { navn: 'kommune', som: 'fylke', minimering: { type: 'fylke', per: '2024-01-01' } } },
      `| kommune | dag        | => fylke | ugyldig |
       | 30      | 2022-01-01 |          | x       |
       | 38      | 2022-01-01 |          | x       |
       | 54      | 2022-01-01 |          | x       |
       | 46      | 2022-01-01 | 46       |         |
       | 12      | 2019-12-31 | 46       |         |
       | 03      | 2022-01-01 | 03       |         |`,
    ));
});
