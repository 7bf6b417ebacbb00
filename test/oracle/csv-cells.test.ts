import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNE, decisionOn, episodes, KARI, listed, OLA, PER, registersOf, row } from './named-case.ts';
import type { Cell, Row } from './register-rows.ts';
import { inCase, layOut, openWorkshop, runPrepare, type Workshop } from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

/** How a delivery from CSV ends: the codes of its refusal, or the last cell of its rows by person. */
async function deliverCsv(
  registre: Parameters<typeof decisionOn>[0],
  table: string,
  rows: readonly Row[],
  kvasi: readonly string[] = [],
): Promise<readonly string[] | readonly (readonly Cell[])[]> {
  return inCase(
    shop,
    decisionOn(registre, { anonymitet: { k: 2, kvasi } }),
    registersOf({ [table]: rows }),
    async (of) => {
      await layOut(of, 'csv');
      const run = await runPrepare(of, 'csv');
      if ('codes' in run) return run.codes;
      const { numbers } = await of.readKey();
      const personOf = new Map([...numbers].map(([person, number]) => [number, person]));
      return run.delivery.parts
        .flatMap((part) =>
          part.rows.map(({ number, cells }) => [personOf.get(number) ?? '', cells.at(-1) ?? null]),
        )
        .sort((a, b) => (String(a) < String(b) ? -1 : 1));
    },
  );
}

/** All of one class, so that none is too small. */
const KVASI = ['npr.episode.kjoenn'];
const stay = (person: string, cells: Row = {}): Row => row(person, { kjoenn: '1', ...cells });

const inOrder = (rows: readonly (readonly Cell[])[]) =>
  [...rows].sort((a, b) => (String(a) < String(b) ? -1 : 1));

describe('a cell that is not of its type', () => {
  const stays = [
    stay(KARI, { liggetid: 5 }),
    stay(PER, { liggetid: 6 }),
    stay(OLA, { liggetid: 'x' }),
    stay(ANNE, { liggetid: '007' }),
  ];
  const ended = (more: object, hvor: readonly object[] = []) =>
    deliverCsv(
      [episodes([listed('kjoenn'), listed('liggetid', undefined, more)], { hvor })],
      'npr.episode',
      stays,
      KVASI,
    );

  it('stops the run where the decision says nothing', async () => {
    expect(await ended({})).toEqual(['run.invalid-value']);
  });
  it('becomes missing where the decision says tom', async () => {
    expect(await ended({ ugyldig: 'tom' })).toEqual(
      inOrder([
        [KARI, 5],
        [PER, 6],
        [OLA, null],
        [ANNE, null],
      ]),
    );
  });
  it('leaves its row out where the decision says utelat', async () => {
    expect(await ended({ ugyldig: 'utelat' })).toEqual(
      inOrder([
        [KARI, 5],
        [PER, 6],
      ]),
    );
  });
  it('stops the run where rows are chosen by it, whatever the decision says of its variable', async () => {
    expect(await ended({ ugyldig: 'tom' }, [{ variabel: 'liggetid', fra: 1 }])).toEqual([
      'extract.csv-value',
    ]);
  });
});

it('a date that is a year alone is enough for a year, and for nothing finer', async () => {
  const dates = [stay(KARI, { inndato: '2020' }), stay(OLA, { inndato: '2021-05-17' }), stay(PER)];
  const by = (nivaa: string) =>
    deliverCsv(
      [episodes([listed('kjoenn'), listed('inndato', { type: 'dato', nivaa })])],
      'npr.episode',
      dates,
      KVASI,
    );
  expect(await by('aar')).toEqual(
    inOrder([
      [KARI, '2020-01-01'],
      [OLA, '2021-01-01'],
      [PER, null],
    ]),
  );
  expect(await by('maaned')).toEqual(['run.invalid-value']);
});

it('numbers with a comma in some rows and a point in others are refused', async () => {
  const uttak = [{ register: 'lmr', tabell: 'utlevering', variabler: [listed('antall_ddd')] }];
  const rowsWith = (other: Cell) => [row(KARI, { antall_ddd: 2.5 }), row(OLA, { antall_ddd: other })];
  expect(await deliverCsv(uttak, 'lmr.utlevering', rowsWith(1.25))).toEqual(
    inOrder([
      [KARI, 2.5],
      [OLA, 1.25],
    ]),
  );
  expect(await deliverCsv(uttak, 'lmr.utlevering', rowsWith('1.25'))).toEqual(['extract.csv-decimals']);
});
