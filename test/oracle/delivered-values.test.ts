import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ANNE,
  decisionOn,
  deliver,
  episodes,
  EVA,
  KARI,
  KARIS_D_NUMMER,
  listed,
  OLA,
  PER,
  registersOf,
  row,
  rowsOf,
} from './named-case.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

describe('persons', () => {
  it('a D-nummer and a later number are one person with one løpenummer in every table', async () => {
    const decision = decisionOn([
      episodes([listed('hoveddiagnose')]),
      { register: 'dar', tabell: 'doedsfall', variabler: [listed('underliggende_aarsak')] },
    ]);
    const registers = registersOf(
      {
        'npr.episode': [row(KARIS_D_NUMMER, { hoveddiagnose: 'C50' }), row(KARI, { hoveddiagnose: 'F20' })],
        'dar.doedsfall': [
          row(KARI, { underliggende_aarsak: 'I219' }),
          row(OLA, { underliggende_aarsak: 'C50' }),
        ],
      },
      { identities: [{ identifikator: KARIS_D_NUMMER, person: KARI }] },
    );
    const ended = await deliver(shop, decision, registers);
    expect(ended.key.get(KARIS_D_NUMMER)).toBe(ended.key.get(KARI));
    expect(rowsOf(ended, 'npr.episode', KARI)).toEqual([['C50'], ['F20']]);
    expect(rowsOf(ended, 'dar.doedsfall', KARI)).toEqual([['I219']]);
    expect(ended.key.has(OLA)).toBe(false);
  });

  it('an objection takes the person out, whichever of her identifiers it was given under', async () => {
    const registers = registersOf(
      { 'npr.episode': [row(KARI, { hoveddiagnose: 'C50' }), row(OLA, { hoveddiagnose: 'F20' })] },
      {
        identities: [{ identifikator: KARIS_D_NUMMER, person: KARI }],
        objections: [{ foedselsnummer: KARIS_D_NUMMER, register: '' }],
      },
    );
    const ended = await deliver(shop, decisionOn([episodes([listed('hoveddiagnose')])]), registers);
    expect([rowsOf(ended, 'npr.episode', KARI), rowsOf(ended, 'npr.episode', OLA)]).toEqual([[], [['F20']]]);
  });

  it('a birth after the event has no age, not the age of nought', async () => {
    const decision = decisionOn(
      [
        episodes([listed('foedselsdato', { type: 'aldersgruppe', ved: 'inndato', bredde: 10 })], {
          ugyldig: 'tom',
        }),
      ],
      {
        anonymitet: {
          k: 2,
          kvasi: ['npr.episode.foedselsdato'],
          enhet: 'rad',
          vedBrudd: 'undertrykk',
          maksUndertrykking: 0.5,
        },
      },
    );
    const registers = registersOf({
      'npr.episode': [
        row(KARI, { foedselsdato: '2020-03-01', inndato: '2020-02-29' }),
        row(OLA, { foedselsdato: '2020-02-29', inndato: '2020-02-29' }),
        row(ANNE, { foedselsdato: '2010-03-01', inndato: '2020-02-29' }),
        row(PER, { foedselsdato: '2010-03-01', inndato: '2020-03-01' }),
        row(EVA, { foedselsdato: '2010-02-28', inndato: '2020-02-29' }),
        row(KARI, { inndato: '2020-02-29' }),
      ],
    });
    const ended = await deliver(shop, decision, registers);
    const cells = [KARI, OLA, ANNE, PER, EVA].map((who) => rowsOf(ended, 'npr.episode', who).flat());
    expect(cells).toEqual([[null, null], ['0-9'], ['0-9'], ['10-19'], ['10-19']]);
  });
});

/** One class of all rows: every row lacks the sex. */
const oneClass = { k: 2, enhet: 'rad', kvasi: ['npr.episode.kjoenn'] };

describe('dates', () => {
  const registers = registersOf(
    {
      'npr.episode': [
        row(KARI, { inndato: '2020-02-28', utdato: '2020-03-01', hoveddiagnose: 'C50' }),
        row(KARI, { inndato: '2019-12-31', utdato: null, hoveddiagnose: 'F20' }),
        row(KARIS_D_NUMMER, { inndato: '2020-01-10', utdato: '2020-01-10', hoveddiagnose: 'C509' }),
      ],
    },
    { identities: [{ identifikator: KARIS_D_NUMMER, person: KARI }] },
  );
  const npr = { register: 'npr', tabell: 'episode' };
  const moved = (levering: object) =>
    decisionOn(
      [
        episodes([
          listed('inndato', { type: 'referansedato' }),
          listed('utdato', { type: 'referansedato' }),
          listed('kjoenn'),
        ]),
      ],
      {
        utvalg: { kilde: npr, hvor: [{ variabel: 'hoveddiagnose', starterMed: ['C50'] }] },
        referansedato: {
          metode: 'indeksdato',
          indeks: { ...npr, variabel: 'inndato', hendelse: 'utvalg', velg: 'foerste' },
          ...levering,
        },
        anonymitet: oneClass,
      },
    );

  it('days are counted from the first event of the person that meets the conditions of the utvalg', async () => {
    const ended = await deliver(shop, moved({}), registers);
    expect(rowsOf(ended, 'npr.episode', KARI)).toEqual([
      [-10, null, null],
      [0, 0, null],
      [49, 51, null],
    ]);
  });

  it('dates are moved so that the index falls on the anchor and every interval stays', async () => {
    const ended = await deliver(shop, moved({ levering: 'dato', forankring: '2000-01-01' }), registers);
    expect(rowsOf(ended, 'npr.episode', KARI)).toEqual([
      ['1999-12-22', null, null],
      ['2000-01-01', '2000-01-01', null],
      ['2000-02-19', '2000-02-21', null],
    ]);
  });
});

describe('values that do not fit', () => {
  it('a kommune of a date in a later division than the one delivered has no fylke in it', async () => {
    const fylke = listed('kommunenummer', { type: 'fylke', per: '2017-06-30', ukjent: '99' });
    const decision = decisionOn([episodes([fylke, listed('kjoenn')], { ugyldig: 'tom' })], {
      anonymitet: oneClass,
    });
    const registers = registersOf({
      'npr.episode': [
        row(KARI, { kommunenummer: '0301', inndato: '2017-12-31' }),
        row(KARI, { kommunenummer: '1601', inndato: '2017-12-31' }),
        row(KARI, { kommunenummer: '9999', inndato: '2017-12-31' }),
        row(KARI, { kommunenummer: '0301', inndato: '2018-01-01' }),
        row(KARI, { kommunenummer: '5001', inndato: '2018-01-01' }),
        row(KARI, { kommunenummer: '5001', inndato: '2017-12-31' }),
      ],
    });
    const ended = await deliver(shop, decision, registers);
    const fylker = rowsOf(ended, 'npr.episode', KARI).map(([cell]) => cell);
    expect(fylker).toEqual(['03', '16', '99', null, null, null]);
  });

  it('a code that is no code is delivered empty, also where its first characters are', async () => {
    const decision = decisionOn([
      episodes(
        [
          listed('hoveddiagnose', { type: 'kode', nivaa: 'blokk' }),
          listed('hoveddiagnose', { type: 'kode', nivaa: 'kategori' }, { som: 'kategori' }),
        ],
        { ugyldig: 'tom' },
      ),
    ]);
    const registers = registersOf({
      'npr.episode': [
        row(KARI, { hoveddiagnose: 'C50!' }),
        row(KARI, { hoveddiagnose: 'C509' }),
        row(KARI, { hoveddiagnose: 'D49' }),
      ],
    });
    const ended = await deliver(shop, decision, registers);
    expect(rowsOf(ended, 'npr.episode', KARI)).toEqual([
      ['C50-C50', 'C50'],
      [null, 'D49'],
      [null, null],
    ]);
  });

  it('the share that may be left out is a share of the rows before any is', async () => {
    const decision = (maksAndel: number) =>
      decisionOn([episodes([listed('hoveddiagnose', undefined, { ugyldig: 'utelat', maksAndel })])]);
    const registers = registersOf({
      'npr.episode': [row(KARI, { hoveddiagnose: 'C50' }), row(OLA, { hoveddiagnose: 'c50' })],
    });
    expect((await deliver(shop, decision(0.5), registers)).codes).toEqual([]);
    expect((await deliver(shop, decision(0.49), registers)).codes).toEqual(['run.invalid-value']);
  });
});
