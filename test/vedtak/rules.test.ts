import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { vedtakCodes } from '../../src/errors/codes/vedtak.ts';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { decision } from './decision.ts';
import { fixtures, TODAY } from './fixture-files.ts';
import { codes, refusal } from './refusal.ts';

it('every code of form but those of unreadable bytes and of answers has a decision file that breaks it', () => {
  const broken = new Set(fixtures('invalid').flatMap(({ bytes }) => codes(bytes, TODAY)));
  const others = Object.keys(vedtakCodes).filter((code) => !broken.has(code));
  const ofAnswers = ['vedtak.answer', 'vedtak.answer-by'];
  expect(others).toEqual(['vedtak.size', 'vedtak.encoding', 'vedtak.depth', ...ofAnswers]);
});

it('several sources need kombiner, and one source none', () => {
  const kilder = [
    { register: 'npr', tabell: 'episode' },
    { register: 'npr', tabell: 'kontakt' },
  ];
  expect(codes(decision(['utvalg'], { kilder }), TODAY)).toEqual(['vedtak.utvalg-source']);
  expect(codes(decision(['utvalg'], {}), TODAY)).toEqual(['vedtak.utvalg-source']);
  const combined = decision(['utvalg'], { kilder, kombiner: 'snitt' }).replace('"gjeldende"', '"utkast"');
  expect(codes(combined, TODAY)).toEqual(['vedtak.status']);
});

it('controls from another register are linked with the utvalg', () => {
  const drawn = (register: string): string =>
    decision(['utvalg', 'kontroller'], { kilde: { register, tabell: 'person' }, perPerson: 1 });
  expect(codes(drawn('freg'), TODAY)).toContain('vedtak.kobling-ingen');
  const own = readVedtak(new TextEncoder().encode(drawn('npr')), TODAY);
  expect(own.vedtak.utvalg.kontroller?.perPerson).toBe(1);
});

it('a section with a slip in its form does not hide what is wrong in another section', () => {
  const text = decision(['anonymitet', 'k'], '5').replace('"gjeldende"', '"trukket"');
  expect(codes(text, TODAY)).toEqual(['vedtak.status', 'vedtak.wrong-type']);
});

it('a decision without a dispensation needs no list of persons, one with a dispensation does', () => {
  const dispensed = decision(
    ['registre', 0, 'taushetsplikt'],
    [{ gruppe: 'alle', type: 'dispensasjon', dispensasjon: 'd' }],
  );
  expect(codes(dispensed, TODAY)).toEqual(['vedtak.dispensasjon-unknown']);
  const known = dispensed.replace(
    '"rettsgrunnlag": {',
    '"rettsgrunnlag": { "dispensasjoner": [{ "id": "d", "hjemmel": "helseregisterloven § 19 e" }],',
  );
  expect(codes(known, TODAY)).toEqual(['vedtak.personer-missing']);
});

it.each(['IS', 'LI', 'NO', 'GR'])(
  'a recipient in %s, inside the EEA, needs no ground for transfer',
  (land) => {
    expect(codes(decision(['databruker', 'land'], land).replace('"gjeldende"', '"utkast"'), TODAY)).toEqual([
      'vedtak.status',
    ]);
  },
);

it.each(['GB', 'CH', 'US', 'EL'])(
  'a recipient in %s, outside the EEA, needs a ground for transfer',
  (land) => {
    expect(codes(decision(['databruker', 'land'], land), TODAY)).toEqual(['vedtak.transfer-basis']);
  },
);

it.each(['Helsedataservice', 'registerforvalter', 'Helsedirektoratet'])(
  '%s is an authority as written',
  (myndighet) => {
    const text = decision(['vedtak', 'myndighet'], myndighet);
    expect(readVedtak(new TextEncoder().encode(text), TODAY).vedtak.vedtak.myndighet).toBe(myndighet);
  },
);

it.each(['helsedataservice', 'HelseDataService', 'Registerforvalter', 'registerforvalteren'])(
  '%s is taken for a slip, since another authority would mean another mode',
  (myndighet) => {
    expect(codes(decision(['vedtak', 'myndighet'], myndighet), TODAY)).toEqual(['vedtak.authority']);
  },
);

it('the deletion date may be today but not before', () => {
  expect(codes(decision(['utlevering', 'slettes'], '2026-10-31'), TODAY)).toEqual(['vedtak.deletion-past']);
  const today = decision(['utlevering', 'slettes'], TODAY).replace('"gjeldende"', '"utkast"');
  expect(codes(today, TODAY)).toEqual(['vedtak.status']);
});

it('passwords go to people, so a recipient there is no public key', () => {
  const text = readFileSync(new URL('../../fixtures/vedtak/valid/statistikk.json', import.meta.url), 'utf8');
  const asAge = text.replace('"passord"', '"age"');
  expect(codes(asAge, TODAY)).toEqual(['vedtak.recipient']);
  const keys = [`age1${'q'.repeat(58)}`, '-----BEGIN PGP PUBLIC KEY BLOCK-----'];
  const withKeys = JSON.parse(text) as { utlevering: { mottakere: string[] } };
  withKeys.utlevering.mottakere = keys;
  expect(codes(JSON.stringify(withKeys), TODAY)).toEqual(['vedtak.recipient', 'vedtak.recipient']);
});

it('a slip in the name of an assessment is told with the name that was meant', () => {
  const [problem] = refusal(
    new TextEncoder().encode(decision(['vurderinger'], { ubetenklig: 'Ja' })),
    TODAY,
  ).problems;
  expect(problem).toMatchObject({
    code: 'vedtak.unknown-key',
    fix: 'write "ubetenkelig", or remove the key',
  });
});
