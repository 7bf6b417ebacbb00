import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../src/base/canonical-json.ts';
import { compareEntries } from '../../../src/vedtak/diff/compare.ts';
import { blocksOf } from '../../../src/vedtak/page/blocks.ts';
import { renderPageHtml } from '../../../src/vedtak/page/render-html.ts';
import { renderPageMarkdown } from '../../../src/vedtak/page/render-markdown.ts';
import { readReadable } from '../../../src/vedtak/read-readable.ts';
import { type Explained, explainedVedtak } from '../../../src/vedtak/text/explained.ts';
import { sentencesOf } from '../../../src/vedtak/text/entry.ts';
import { readEntries } from '../../../src/vedtak/text/read-entries.ts';
import { demoDecision, type Changes } from '../../cli/demo-decision.ts';

const DAY = '2026-11-22';
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function entries(changes: Changes = {}) {
  const { file, filled } = readReadable(bytes(demoDecision(changes)), DAY);
  return readEntries(file, filled);
}

const changesOf = (changes: Changes): readonly string[] =>
  compareEntries(entries(), entries(changes)).map(({ sentence }) => sentence);

/** A value for every key of the format, each text and number its own; of alternatives the `pick`-th. */
function fill(schema: Explained, pick: number, next: () => number): Json {
  const options = schema.oneOf ?? schema.anyOf;
  if (options !== undefined) return fill(options[pick % options.length] ?? {}, pick, next);
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, part]) => [key, fill(part, pick, next)]),
    );
  if (schema.items !== undefined) return [fill(schema.items, pick, next)];
  return `v${next()}x`;
}

const leaves = (value: Json | undefined): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];

test('no key of the format is left out of the page, whichever alternatives a decision chose', () => {
  for (let pick = 0; pick < 16; pick++) {
    let n = 0;
    const file = fill(explainedVedtak, pick, () => ++n);
    const said = readEntries(file, undefined).flatMap(sentencesOf).join('\n');
    expect(leaves(file).filter((leaf) => !said.includes(leaf))).toEqual([]);
    expect(n).toBeGreaterThan(100);
  }
});

test('a minimisation and a default are said in words', () => {
  const said = entries().flatMap(sentencesOf);
  expect(said).toContain('Verdien blir fylke, etter inndelingen per 2024-01-01, på datoen inndato.');
  expect(said).toContain('Filene leveres adskilt (ikke oppgitt i filen; dette gjelder da).');
});

test('the page keeps the order of the file', () => {
  const { anonymitet, ...rest } = demoDecision() as Record<string, unknown>;
  const { file, filled } = readReadable(bytes({ anonymitet, ...rest }), DAY);
  const [first] = blocksOf(readEntries(file, filled));
  expect(first?.text).toBe('Krav til anonymitet, målt på det som leveres');
});

test('what a decision says cannot become HTML or Markdown', () => {
  const text = entries({ 'prosjekt.tittel': '<script>a</script> **b** | c' });
  const page = { title: '<b>', open: [], blocks: blocksOf(text), sha256: 'a' };
  expect(renderPageHtml(page)).not.toMatch(/<script|<b>/);
  expect(renderPageMarkdown(page)).toContain('\\<script\\>a\\</script\\> \\*\\*b\\*\\* \\| c');
});

test('a draft is shown with what is open in it; another decision with a fault is refused', () => {
  const broken = { 'anonymitet.k': undefined };
  const draft = readReadable(bytes(demoDecision({ ...broken, 'vedtak.status': 'utkast' })), DAY);
  expect(draft.open.map(({ code, at }) => `${code} ${at}`)).toEqual(['vedtak.missing anonymitet.k']);
  expect(() => readReadable(bytes(demoDecision(broken)), DAY)).toThrow('vedtak.missing');
});

test.each<[string, Changes, readonly (string | RegExp)[]]>([
  ['k', { 'anonymitet.k': 10 }, ['anonymitet.k endres fra «5» til «10».']],
  [
    'the period',
    { 'vedtak.gyldigTil': '2030-01-01' },
    ['vedtak.gyldigTil endres fra «2039-12-31» til «2030-01-01».'],
  ],
  [
    'a person',
    { 'databruker.personer': ['Ny'] },
    ['databruker.personer: «Prosjektleder demo» utgår.', 'databruker.personer: «Ny» kommer til.'],
  ],
  [
    'a condition of the population',
    { 'utvalg.hvor.0.starterMed': ['C'] },
    [/^Betingelsen på hoveddiagnose \(utvalg\.hvor\) endres fra .* til «hoveddiagnose begynner med C»\.$/],
  ],
  [
    'a minimisation',
    { 'registre.0.variabler.6.minimering': { type: 'toppkode', topp: 90 } },
    [
      'Variabelen npr.episode.liggetid, minimering endres fra «settes til høyst 30» til «settes til høyst 90».',
    ],
  ],
  [
    'a new variable',
    { 'registre.0.variabler.7': { navn: 'omsorgsnivaa' } },
    ['Variabelen npr.episode.omsorgsnivaa kommer til. omsorgsnivaa leveres.'],
  ],
  ['a default that is written out', { 'anonymitet.undertrykk': 'tabell' }, []],
])('diff tells a change of %s', (_, changes, expected) => {
  const said = changesOf(changes);
  expect(said).toHaveLength(expected.length);
  for (const [i, sentence] of expected.entries())
    expect(said[i]).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
});

test('diff of the same decision is empty whatever the order of its variables', () => {
  const variables = (demoDecision() as { registre: { variabler: Json[] }[] }).registre[0]?.variabler ?? [];
  fc.assert(
    fc.property(fc.shuffledSubarray(variables, { minLength: variables.length }), (shuffled) => {
      expect(changesOf({ 'registre.0.variabler': shuffled })).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
