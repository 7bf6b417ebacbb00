import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { isRefusal, prepare } from './compiled-pipeline.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { demoIdentity } from './demo-decision.ts';
import type { Place } from './place.ts';
import { settingsIn, worldAt } from './test-run.ts';

const places = await openMarkedPlaces();
const loose = { 'anonymitet.k': 2, 'anonymitet.maksUndertrykking': 1 };
const births = places.registers['npr.episode'].rows.map((row) => String(row['foedselsdato'])).sort();
/** A decision on those of the persons who were born first. */
const half = { ...loose, 'utvalg.hvor.1': { variabel: 'foedselsdato', til: births[births.length >> 1] } };
const controls = {
  ...half,
  'utvalg.kontroller': {
    kilde: { register: 'lmr', tabell: 'utlevering' },
    perPerson: 1,
    match: ['kjoenn'],
    vedMangel: 'faerre',
  },
};

const run = (place: Place, recreates: string | null = null): Promise<PrepareResult> =>
  prepare(
    settingsIn(place, { recreates }),
    worldAt(() => new Date('2026-06-01T12:00:00Z')),
  );

async function documents(place: Place, result: PrepareResult): Promise<(name: string) => string> {
  const unpacked = join(place.folder, `unpacked ${result.run ?? ''}`);
  await unpackPackage(result.package ?? '', {
    allowedSigners: readFileSync(join(place.state, 'avsendere'), 'utf8'),
    identity: readFileSync(demoIdentity, 'utf8'),
    ut: unpacked,
  });
  return (name) => readFileSync(join(unpacked, 'dokumentasjon', name), 'utf8').replaceAll(/\s+/g, ' ');
}

const personsOf = (rows: readonly Readonly<Record<string, unknown>>[]): string[] => [
  ...new Set(rows.map((row) => String(row['foedselsnummer']))),
];
const everyone = personsOf(Object.values(places.registers).flatMap(({ rows }) => rows));

describe('a comparison group', () => {
  test('is delivered, told of, the same in the next delivery, and made again byte for byte', async () => {
    const alone = await run(places.open(half));
    const place = places.open(controls);
    const first = await run(place);
    expect(first.persons).toBeGreaterThan(alone.persons);
    const read = await documents(place, first);
    const sentence =
      'er det trukket 1 kontroll fra lmr.utlevering, tilfeldig blant dem som ikke er i utvalget';
    expect(read('kodebok.html')).toContain(sentence);
    expect(read('foelgebrev.html')).toContain(sentence);
    expect(await run(place, first.run)).toMatchObject({ outcome: 'recreated' });
    const second = await run(place);
    expect(second.rows).toEqual(first.rows);
    const contents = (await documents(place, second))('innhold.json');
    expect(JSON.parse(contents)).toMatchObject({ endring: { nye: 0, borte: 0 } });
  });
});

describe('a delivery that rests on consent', () => {
  const consenting = {
    ...loose,
    'registre.0.taushetsplikt': [{ gruppe: 'alle', type: 'samtykke' }],
    'rettsgrunnlag.samtykke': { mangler: [], omfang: ['forskning'] },
  };
  const list = (place: Place, withdrawn: readonly string[]): void => {
    const rows = everyone.map((id) => `${id};forskning;1;nei;${withdrawn.includes(id) ? '2026-05-01' : ''}`);
    writeFileSync(
      join(place.uttrekk, 'samtykker.csv'),
      `${['foedselsnummer;omfang;versjon;verge;trukket', ...rows].join('\n')}\n`,
    );
  };

  test('needs the list of them', async () => {
    const refused = await run(places.open(consenting)).catch((error: unknown) => error);
    expect(isRefusal(refused)).toBe(true);
    expect(refused).toMatchObject({ exitCode: 11, problems: [{ code: 'plan.list-missing' }] });
  });

  test('leaves out who has withdrawn, tells how many, and has them deleted from what is out', async () => {
    const place = places.open(consenting);
    list(place, []);
    const first = await run(place);
    const withdrawn = personsOf(places.registers['npr.episode'].rows).slice(0, 7);
    list(place, withdrawn);
    const second = await run(place);
    const read = await documents(place, second);
    expect(read('slettes_loepenumre.csv')).toMatch(/^loepenummer (\d{8} ){7}$/);
    expect(JSON.parse(read('innhold.json'))).toMatchObject({
      endring: { forrige: first.run, nye: 0 },
      sletteliste: { antall: 7 },
    });
    expect(read('foelgebrev.html')).toContain('Leveransen bygger på samtykke i npr, som dekker forskning.');
    expect(read('foelgebrev.html')).toContain('Uten et samtykke som dekker bruken');
  });
});
