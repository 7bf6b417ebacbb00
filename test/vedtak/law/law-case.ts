import { readFileSync } from 'node:fs';
import type { AssessedRule } from '../../../src/artifacts/assessment.ts';
import type { Mode } from '../../../src/vedtak/law/outcome.ts';
import type { RegisterFacts } from '../../../src/vedtak/law/register-facts.ts';
import { assessDecision } from '../../../src/vedtak/read-vedtak.ts';

/** New values by path, such as `registre.0.variabler.0.navn`; undefined removes. */
export type Patch = Readonly<Record<string, unknown>>;

const DAY = '2026-11-01';

/** A decision that meets every condition, in each mode. */
const base = JSON.parse(readFileSync(new URL('./base-decision.json', import.meta.url), 'utf8')) as unknown;

const MODES: Readonly<Record<Mode, Patch>> = {
  H: { 'vedtak.myndighet': 'Helsedataservice', 'vedtak.hjemmel': 'ordinaer' },
  'H+': {
    'vedtak.myndighet': 'Helsedataservice',
    'vedtak.hjemmel': 'ordinaer',
    'vedtak.dataminimeringVed': 'registerforvalter',
  },
  F: { 'vedtak.myndighet': 'registerforvalter', 'vedtak.hjemmel': 'unntak-10-3-b' },
};

const PURPOSES = [
  'forskning',
  'statistikk',
  'helseanalyse',
  'kvalitetsforbedring',
  'planlegging',
  'styring',
  'beredskap',
];

const foedselsnummer = { navn: 'foedselsnummer', type: 'tekst', art: 'direkte' };
const kjoenn = { navn: 'kjoenn', type: 'tekst', art: 'kvasi' };
const dato = { navn: 'dato', type: 'dato', art: 'kvasi' };

const register = (id: string, facts: Partial<RegisterFacts> = {}): RegisterFacts => ({
  id,
  navn: `Register ${id}`,
  forvalter: 'Folkehelseinstituttet',
  rettsligKlasse: 'lovbestemt',
  paragraf11: true,
  formaal: PURPOSES,
  nasjonalLoesning: { bokstav: 'f', fra: '2023-03-15' },
  identifikasjon: 'personidentifiserbart',
  sluttdato: null,
  tabeller: [{ id: 'tabell', variabler: [foedselsnummer, kjoenn, dato] }],
  ...facts,
});

/** One register of each legal class. */
const registers = new Map(
  [
    register('lovbestemt'),
    register('annetlovbestemt'),
    register('doedsfall', { nasjonalLoesning: { bokstav: 'a', fra: '2023-03-15' } }),
    register('kvalitet', {
      rettsligKlasse: 'kvalitetsregister',
      paragraf11: false,
      nasjonalLoesning: null,
      forvalter: 'Helse Bergen HF',
      formaal: ['kvalitetsforbedring', 'forskning'],
    }),
    register('journal', {
      rettsligKlasse: 'behandlingsrettet',
      paragraf11: false,
      nasjonalLoesning: null,
      forvalter: 'Helse Bergen HF',
    }),
    register('annenjournal', {
      rettsligKlasse: 'behandlingsrettet',
      paragraf11: false,
      nasjonalLoesning: null,
      forvalter: 'Oslo universitetssykehus HF',
    }),
    register('freg', {
      rettsligKlasse: 'annet',
      paragraf11: false,
      nasjonalLoesning: null,
      forvalter: 'Skatteetaten',
    }),
    register('ssb', {
      rettsligKlasse: 'annet',
      paragraf11: false,
      nasjonalLoesning: null,
      forvalter: 'Statistisk sentralbyrå',
    }),
    register('nois', { paragraf11: true, nasjonalLoesning: null, identifikasjon: 'avidentifisert' }),
    register('beredt', {
      rettsligKlasse: 'beredskap',
      paragraf11: false,
      sluttdato: '2025-12-31',
    }),
    register('sent', { nasjonalLoesning: { bokstav: 'l', fra: '2026-10-01' } }),
  ].map((r) => [r.id, r]),
);

/** A table of a decision. */
export const table = (id: string, ...taushetsplikt: readonly object[]): object => ({
  register: id,
  tabell: 'tabell',
  begrunnelse: 'Utvalg',
  taushetsplikt: taushetsplikt.length === 0 ? [{ gruppe: 'alle', type: 'unntak-19b' }] : taushetsplikt,
  variabler: [{ navn: 'kjoenn', begrunnelse: 'Utfallet skiller seg etter kjønn' }],
});

/** One register of the decision, which draws the utvalg as well. */
export const only = (id: string, ...taushetsplikt: readonly object[]): Patch => ({
  'utvalg.kilde.register': id,
  registre: [table(id, ...taushetsplikt)],
});

/** Several registers, linked; the first draws the utvalg. */
export const linked = (first: object, ...rest: readonly object[]): Patch => ({
  'utvalg.kilde.register': Reflect.get(first, 'register') as string,
  registre: [first, ...rest],
  kobling: {
    modell: 'sentralisert',
    variant: 'b',
    utfoeresAv: 'registerforvalter',
    loepenummer: { metode: 'tilfeldig', bredde: 8 },
  },
});

const assessed = new Map<string, readonly AssessedRule[]>();

/** Every rule held against the base decision with changes, in a mode; each decision is assessed once. */
export function assess(mode: Mode, changes: Patch = {}): readonly AssessedRule[] {
  const key = JSON.stringify([mode, changes], (_, value: unknown) => value ?? null);
  const rules = assessed.get(key) ?? assessChanged(mode, changes);
  assessed.set(key, rules);
  return rules;
}

function assessChanged(mode: Mode, changes: Patch): readonly AssessedRule[] {
  const decision = structuredClone(base);
  for (const [path, value] of Object.entries({ ...MODES[mode], ...changes }))
    change(decision, path.split('.'), value);
  const bytes = new TextEncoder().encode(JSON.stringify(decision, null, 2));
  return assessDecision(bytes, registers, DAY).assessment.rules;
}

function change(decision: unknown, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? '';
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => Reflect.get(Object(at) as object, key), decision);
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${path.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
}
