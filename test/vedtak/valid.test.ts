import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { fixtures, TODAY } from './fixture-files.ts';

const valid = fixtures('valid');
const read = (name: string) => {
  const found = valid.find((fixture) => fixture.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return readVedtak(found.bytes, TODAY).vedtak;
};

it.each(valid)('the valid decision $name is read, with the hash of its bytes', ({ bytes }) => {
  const { vedtak, sha256 } = readVedtak(bytes, TODAY);
  expect(vedtak.versjon).toBe(1);
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
});

it.each(valid)('the decision $name, read and written as JSON, reads as itself', ({ bytes }) => {
  const { vedtak } = readVedtak(bytes, TODAY);
  const again = readVedtak(new TextEncoder().encode(JSON.stringify(vedtak)), TODAY);
  expect(again.vedtak).toEqual(vedtak);
});

it('what a decision leaves out gets the careful default', () => {
  const vedtak = read('ett-register');
  expect(vedtak.vedtak.dataminimeringVed).toBe('myndighet');
  expect(vedtak.kobling).toMatchObject({
    filform: 'adskilt',
    loepenummer: { metode: 'tilfeldig', bredde: 8 },
  });
  expect(vedtak.registre[0]).toMatchObject({ hvor: [], ugyldig: 'stopp' });
  expect(vedtak.anonymitet).toMatchObject({
    enhet: 'person',
    sensitive: [],
    maksUndertrykking: 0,
    undertrykk: 'tabell',
    vedBrudd: 'avvis',
  });
  expect(vedtak.utlevering).toMatchObject({ format: 'parquet', kryptering: 'age' });
});

it('a fixed reference date is delivered in days, a random shift as a date, unless the decision says otherwise', () => {
  expect(read('fast-referansedato').referansedato).toMatchObject({ metode: 'fast', levering: 'dager' });
  expect(read('tilfeldig-forskyvning').referansedato).toMatchObject({
    metode: 'tilfeldig',
    levering: 'dato',
  });
});

it('a decision is valid on its first and its last day', () => {
  const [fixture] = valid.filter(({ name }) => name === 'ett-register');
  for (const today of ['2026-09-14', '2028-06-30']) {
    expect(readVedtak(fixture?.bytes ?? new Uint8Array(), today).vedtak.saksnummer).toBe('2026/00817');
  }
});
