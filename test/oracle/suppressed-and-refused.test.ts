import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCase } from './check-case.ts';
import {
  ANNE,
  decisionOn,
  deliver,
  episodes,
  EVA,
  KARI,
  listed,
  OLA,
  PER,
  persons,
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

describe('suppression', () => {
  const kvasi = (names: readonly string[]) => names.map((name) => `npr.episode.${name}`);

  it('goes on until no class violates, since leaving persons out makes other classes smaller', async () => {
    const decision = decisionOn([episodes([listed('kjoenn'), listed('omsorgsnivaa')])], {
      anonymitet: {
        k: 2,
        kvasi: kvasi(['kjoenn', 'omsorgsnivaa']),
        vedBrudd: 'undertrykk',
        maksUndertrykking: 0.6,
      },
    });
    const registers = registersOf({
      'npr.episode': [
        row(KARI, { kjoenn: '1', omsorgsnivaa: '1' }),
        row(KARI, { kjoenn: '1', omsorgsnivaa: '2' }),
        row(OLA, { kjoenn: '1', omsorgsnivaa: '2' }),
        row(OLA, { kjoenn: '1', omsorgsnivaa: '3' }),
        row(ANNE, { kjoenn: '1', omsorgsnivaa: '3' }),
        row(PER, { kjoenn: '2', omsorgsnivaa: '1' }),
        row(EVA, { kjoenn: '2', omsorgsnivaa: '1' }),
      ],
    });
    const ended = await deliver(shop, decision, registers);
    const left = [KARI, OLA, ANNE, PER, EVA].map((who) => rowsOf(ended, 'npr.episode', who).length);
    expect(left).toEqual([0, 0, 0, 1, 1]);
    const limited = {
      ...decision,
      anonymitet: { ...(decision['anonymitet'] as object), maksUndertrykking: 0.59 },
    };
    expect((await deliver(shop, limited, registers)).codes).toEqual(['risk.suppression-limit']);
  });

  it('of persons takes them out of every table, and the attrition of each table adds up', async () => {
    const decision = decisionOn(
      [
        episodes([listed('kjoenn')]),
        { register: 'dar', tabell: 'doedsfall', variabler: [listed('underliggende_aarsak')] },
      ],
      {
        anonymitet: {
          k: 2,
          kvasi: kvasi(['kjoenn']),
          vedBrudd: 'undertrykk',
          maksUndertrykking: 0.5,
          undertrykk: 'person',
        },
      },
    );
    const registers = registersOf({
      'npr.episode': [row(KARI, { kjoenn: '1' }), row(OLA, { kjoenn: '2' }), row(PER, { kjoenn: '2' })],
      'dar.doedsfall': [KARI, OLA, PER].map((who) => row(who, { underliggende_aarsak: 'C50' })),
    });
    const ended = await deliver(shop, decision, registers);
    expect(rowsOf(ended, 'dar.doedsfall', KARI)).toEqual([]);
    const ofEach = { extract: 3, ofPopulation: 3, malformed: 0, suppressed: 1, delivered: 2 };
    expect(ended.attrition).toEqual({ 'npr.episode': ofEach, 'dar.doedsfall': ofEach });
  });

  it('of persons judged by two tables takes them out of both; having no row is not having an empty cell', async () => {
    const decision = decisionOn(
      [
        { register: 'freg', tabell: 'person', variabler: [listed('kjoenn')] },
        { register: 'dar', tabell: 'doedsfall', variabler: [listed('doedssted')] },
      ],
      {
        utvalg: {
          kilder: [
            { register: 'freg', tabell: 'person' },
            { register: 'dar', tabell: 'doedsfall' },
          ],
          kombiner: 'union',
        },
        anonymitet: {
          k: 2,
          kvasi: ['freg.person.kjoenn', 'dar.doedsfall.doedssted'],
          vedBrudd: 'undertrykk',
          maksUndertrykking: 0.6,
        },
      },
    );
    const [dead, unplaced, alive, ...rest] = persons(9);
    const [both1, both2, living1, living2, onlyDead1, onlyDead2] = rest;
    const registers = registersOf({
      'freg.person': [
        ...[both1, both2, living1, living2, dead, unplaced].map((who) => row(who ?? '', { kjoenn: '1' })),
        row(alive ?? '', { kjoenn: '2' }),
      ],
      'dar.doedsfall': [
        ...[both1, both2, onlyDead1, onlyDead2].map((who) => row(who ?? '', { doedssted: '1' })),
        row(dead ?? '', { doedssted: '2' }),
        row(unplaced ?? ''),
      ],
    });
    const ended = await deliver(shop, decision, registers);
    const left = (table: string) =>
      [...rest, dead, unplaced, alive].map((who) => rowsOf(ended, table, who ?? '').length);
    expect(left('freg.person')).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(left('dar.doedsfall')).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0]);
    expect((await checkCase(shop, decision, registers, ['shuffled', 'passes'])).differences).toEqual([]);
    const anonymitet = { ...(decision['anonymitet'] as object), vedBrudd: 'avvis' };
    expect((await deliver(shop, { ...decision, anonymitet }, registers)).codes).toEqual(['risk.k']);
  });

  it('up to a limit met exactly is allowed, also where the limit has no exact binary form', async () => {
    const people = persons(100);
    const registers = registersOf({
      'npr.episode': people.map((who, i) => row(who, { foedselsdato: `${i < 29 ? 1900 + i : 2000}-01-01` })),
    });
    const decision = decisionOn([episodes([listed('foedselsdato', { type: 'foedselsaar' })])], {
      anonymitet: { k: 2, kvasi: kvasi(['foedselsdato']), vedBrudd: 'undertrykk', maksUndertrykking: 0.29 },
    });
    expect((await deliver(shop, decision, registers)).codes).toEqual([]);
  });

  it('works on columns whose delivered names the statements use themselves', async () => {
    const decision = decisionOn(
      [
        episodes([
          listed('kjoenn', undefined, { som: 'rader' }),
          listed('omsorgsnivaa', undefined, { som: 'personer' }),
          listed('liggetid', undefined, { som: 'l_0' }),
        ]),
      ],
      {
        anonymitet: {
          k: 2,
          kvasi: kvasi(['rader', 'personer']),
          sensitive: [{ variabel: 'npr.episode.l_0', l: 2 }],
          vedBrudd: 'undertrykk',
          maksUndertrykking: 0.5,
        },
      },
    );
    const cells = { kjoenn: '1', omsorgsnivaa: '1' };
    const registers = registersOf({
      'npr.episode': [
        row(KARI, { ...cells, liggetid: 1 }),
        row(OLA, { ...cells, liggetid: 2 }),
        row(PER, { kjoenn: '2', omsorgsnivaa: '1', liggetid: 1 }),
      ],
    });
    expect((await checkCase(shop, decision, registers, ['shuffled', 'passes'])).differences).toEqual([]);
    expect((await deliver(shop, decision, registers)).codes).toEqual([]);
  });
});

describe('what is refused', () => {
  it('too few values in another table among the persons of a class', async () => {
    const decision = decisionOn(
      [
        episodes([listed('kjoenn')]),
        { register: 'dar', tabell: 'doedsfall', variabler: [listed('underliggende_aarsak')] },
      ],
      {
        anonymitet: {
          k: 2,
          kvasi: ['npr.episode.kjoenn'],
          sensitive: [{ variabel: 'dar.doedsfall.underliggende_aarsak', l: 2 }],
        },
      },
    );
    const registers = registersOf({
      'npr.episode': [KARI, OLA].map((who) => row(who, { kjoenn: '1' })),
      'dar.doedsfall': [KARI, OLA].map((who) => row(who, { underliggende_aarsak: 'C50' })),
    });
    expect((await deliver(shop, decision, registers)).codes).toEqual(['risk.l']);
  });

  it('an identifier hidden in a delivered text', async () => {
    const decision = decisionOn([episodes([listed('bidiagnoser')])]);
    const registers = registersOf({
      'npr.episode': [row(KARI, { bidiagnoser: `mor ${OLA.slice(0, 6)} ${OLA.slice(6)}` })],
    });
    expect((await deliver(shop, decision, registers)).codes).toEqual(['run.leak']);
  });

  it('an identifier with a wrong control digit, and one that lost its leading zero', async () => {
    const last = (Number(KARI.slice(10)) + 1) % 10;
    for (const wrong of [`${KARI.slice(0, 10)}${last}`, KARI.slice(1), null]) {
      const registers = registersOf({
        'npr.episode': [row(KARI, { hoveddiagnose: 'C50' }), { foedselsnummer: wrong, hoveddiagnose: 'C50' }],
      });
      const ended = await deliver(shop, decisionOn([episodes([listed('hoveddiagnose')])]), registers);
      expect(ended.codes).toEqual(['run.identifier-malformed']);
    }
  });
});
