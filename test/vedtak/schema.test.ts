import { describe, expect, it } from 'vitest';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { decision, type Value } from './decision.ts';
import { TODAY } from './fixture-files.ts';
import { codes } from './refusal.ts';

const minimering = ['registre', 0, 'variabler', 3, 'minimering'] as const;
const betingelse = ['utvalg', 'hvor', 0] as const;
const read = (text: string) => readVedtak(new TextEncoder().encode(text), TODAY).vedtak;

describe('minimisation', () => {
  const accepted = [
    { type: 'dato', nivaa: 'kvartal' },
    { type: 'aldersgruppe', ved: '2020-01-01', grenser: [18, 40, 67], topp: 90 },
    { type: 'foedselsaar' },
    { type: 'fylke', per: '2024-01-01' },
    { type: 'region', inndeling: 'sentralitet', per: '2024-01-01', ukjent: 'ukjent' },
    { type: 'kode', nivaa: 'kapittel' },
    { type: 'kode', nivaa: 3 },
    { type: 'hierarki', fil: 'icd10.csv', nivaa: 1 },
    { type: 'avrund', til: 0.5 },
    { type: 'toppkode', topp: 30 },
    { type: 'bunnkode', bunn: -1 },
    { type: 'intervall', grenser: [0, 10.5, 20] },
    { type: 'sjelden', minst: 5, til: 'andre' },
    { type: 'loepenummer', serie: 'mor' },
    { type: 'maske' },
    { type: 'tom' },
  ];
  it.each(accepted)('$type is accepted with its parameters', (value) => {
    expect(read(decision(minimering, value)).registre[0]?.variabler[3]?.minimering).toMatchObject(value);
  });

  const refused: readonly (readonly [value: Value, code: string])[] = [
    [{ type: 'dato', nivaa: 'uke' }, 'vedtak.value'],
    [{ type: 'kode', nivaa: 0 }, 'vedtak.value'],
    [{ type: 'kode', nivaa: 'underkode' }, 'vedtak.value'],
    [{ type: 'toppkode', topp: '30' }, 'vedtak.wrong-type'],
    [{ type: 'avrund', til: 0 }, 'vedtak.value'],
    [{ type: 'hierarki', fil: '../hemmelig.csv', nivaa: 1 }, 'vedtak.value'],
    [{ type: 'hierarki', fil: '/etc/passwd', nivaa: 1 }, 'vedtak.value'],
    [{ type: 'fylke', per: '2023-02-29' }, 'vedtak.value'],
    [{ type: 'fylke' }, 'vedtak.missing'],
    [{ type: 'tom', verdi: '' }, 'vedtak.unknown-key'],
    [{ type: 'sjelden', minst: 1 }, 'vedtak.value'],
    ['toppkode', 'vedtak.wrong-type'],
  ];
  it.each(refused)('%j is refused with %s', (value, code) => {
    expect(codes(decision(minimering, value), TODAY)).toEqual([code]);
  });
});

describe('conditions', () => {
  const accepted = [
    { variabel: 'hoveddiagnose', starterMed: ['C50', 'D05'] },
    { variabel: 'kjoenn', lik: '2' },
    { variabel: 'liggetid', i: [1, 2, 3] },
    { variabel: 'inndato', fra: '2020-02-29', til: '2020-02-29' },
    { variabel: 'liggetid', fra: 1, til: 5 },
    { variabel: 'utdato', mangler: true },
    { variabel: 'hoveddiagnose', ikke: ['Z00', 'Z01'] },
    { variabel: 'inndato', starterMed: ['2'], ikke: { fra: '2020-01-01', til: '2020-12-31' } },
  ];
  it.each(accepted)('%j is accepted', (value) => {
    expect(read(decision(betingelse, value)).utvalg.hvor[0]).toEqual(value);
  });

  const refused: readonly (readonly [value: Value, code: string])[] = [
    [{ variabel: 'hoveddiagnose', starterMed: [] }, 'vedtak.value'],
    [{ variabel: 'inndato', fra: '2021-02-29' }, 'vedtak.value'],
    [{ variabel: 'inndato', fra: '20200101' }, 'vedtak.value'],
    [{ variabel: 'inndato', fra: true }, 'vedtak.wrong-type'],
    [{ variabel: 'kjoenn', lik: null }, 'vedtak.wrong-type'],
    [{ variabel: 'kjoenn', lik: ['1'] }, 'vedtak.wrong-type'],
    [{ variabel: 'kjoenn; drop table', lik: '1' }, 'vedtak.value'],
    [{ variabel: 'kjoenn', ikke: { variabel: 'kjoenn', lik: '1' } }, 'vedtak.unknown-key'],
    [{ variabel: 'kjoenn', ikke: {} }, 'vedtak.condition-empty'],
    [{ variabel: 'kjoenn' }, 'vedtak.condition-empty'],
  ];
  it.each(refused)('%j is refused with %s', (value, code) => {
    expect(codes(decision(betingelse, value), TODAY)).toEqual([code]);
  });
});

describe('numbers and names', () => {
  const bredde = ['kobling', 'loepenummer', 'bredde'];
  it.each([6, 8, 10, 12, 18])('a løpenummer may have %i digits', (digits) => {
    expect(read(decision(bredde, digits)).kobling.loepenummer).toMatchObject({ bredde: digits });
  });
  it.each([0, 5, 11, 19, 8.5])('a løpenummer may not have %d digits', (digits) => {
    expect(codes(decision(bredde, digits), TODAY)).toHaveLength(1);
  });

  const som = ['registre', 0, 'variabler', 3, 'som'];
  it.each(['Dager', 'a', 'a'.repeat(32), 'x_1'])('a column may be delivered as %s', (name) => {
    expect(read(decision(som, name)).registre[0]?.variabler[3]?.som).toBe(name);
  });
  it.each(['', '1a', '_a', 'a b', 'døgn', 'a'.repeat(33), 'a-b', 'a\n'])(
    'a column may not be delivered as %j',
    (name) => {
      expect(codes(decision(som, name), TODAY)).toEqual(['vedtak.value']);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('the key %s is unknown like any other', (key) => {
    expect(codes(decision([key], { polluted: true }), TODAY)).toEqual(['vedtak.unknown-key']);
    expect(codes(decision(['prosjekt', key], { polluted: true }), TODAY)).toEqual(['vedtak.unknown-key']);
  });
});
