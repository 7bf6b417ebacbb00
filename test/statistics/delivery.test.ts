import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { isRefusal, prepare } from '../cli/compiled-pipeline.ts';
import { demoIdentity } from '../cli/demo-decision.ts';
import { listFiles, openPlaces, readText, type Place } from '../cli/place.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';
import { drawIdentifier } from '../security/canary.ts';

interface Episode {
  readonly id: string;
  readonly kjoenn: string | null;
  readonly born: number;
  readonly year: number;
  readonly days: number;
}

/** Persons with one to three episodes each, few of them old or with long stays; drawn alike in every run of the test. */
function drawEpisodes(persons: number): Episode[] {
  let seed = 20;
  const draw = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * n);
  };
  return Array.from({ length: persons }, () => {
    const born = 1930 + Math.floor(draw(70) ** 2 / 70);
    const id = drawIdentifier(`${born}-03-04`);
    const kjoenn = draw(60) === 0 ? null : String(1 + draw(2));
    const episode = (): Episode => ({ id, kjoenn, born, year: 2019 + draw(4), days: draw(draw(12) + 1) });
    return Array.from({ length: 1 + draw(3) }, episode);
  }).flat();
}

const episodes = drawEpisodes(600);
const folder = mkdtempSync(join(tmpdir(), 'tilrette-statistics-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const rows = episodes.map(({ id, kjoenn, born, year, days }) => {
  const sex = kjoenn === null ? 'NULL' : `'${kjoenn}'`;
  return `('${id}', DATE '${born}-03-04', ${sex}, DATE '${year}-06-15', 'I639', ${days}::INTEGER)`;
});
const database = await (await DuckDBInstance.create(':memory:')).connect();
await database.run(
  `COPY (SELECT * FROM (VALUES ${rows.join(', ')}) AS t(foedselsnummer, foedselsdato, kjoenn, inndato, hoveddiagnose, liggetid)) ` +
    `TO '${join(folder, 'npr.episode.parquet')}' (FORMAT parquet)`,
);

const tabeller = [
  { navn: 'innleggelser', kilde: 'npr.episode', dimensjoner: ['aar', 'kjoenn', 'alder'], maal: 'rader' },
  { navn: 'pasienter', kilde: 'npr.episode', dimensjoner: ['kjoenn', 'alder'] },
  { navn: 'liggetider', kilde: 'npr.episode', dimensjoner: ['liggetid', 'kjoenn'], summer: false },
];

const written = readFileSync(new URL('../../fixtures/vedtak/valid/statistikk.json', import.meta.url), 'utf8');

function decide(anonymitet: object = {}, utlevering: object = {}): unknown {
  const decision = JSON.parse(written) as {
    registre: { variabler: object[] }[];
    anonymitet: object;
    utlevering: object;
  };
  const [npr] = decision.registre;
  if (npr !== undefined)
    npr.variabler = [
      { navn: 'inndato', som: 'aar', minimering: { type: 'dato', nivaa: 'aar' } },
      { navn: 'kjoenn' },
      {
        navn: 'foedselsdato',
        som: 'alder',
        minimering: { type: 'aldersgruppe', ved: '2020-01-01', grenser: [40, 60, 80] },
      },
      { navn: 'liggetid', minimering: { type: 'toppkode', topp: 8 } },
    ];
  decision.anonymitet = { k: 5, maksUndertrykking: 0.7, vedBrudd: 'undertrykk', ...anonymitet };
  decision.utlevering = {
    ...{ form: 'statistikk', tabeller, kanal: 'analyserom', format: 'csv', kryptering: 'age' },
    mottakere: ['age1zhfm8l9jd8esg9s0jwqksum3eyvr9nxlusc3cxf0m9x9crmhzfaswmmyyt'],
    ...utlevering,
  };
  return decision;
}

const open = await openPlaces();
const run = (place: Place, recreates: string | null = null): Promise<PrepareResult> =>
  prepare(
    settingsIn(place, { recreates }),
    worldAt(() => new Date('2026-10-01T12:00:00Z')),
  );

const senders = (place: Place): string => readFileSync(join(place.state, 'avsendere'), 'utf8');
async function unpack(place: Place, result: PrepareResult): Promise<string> {
  const ut = join(place.folder, `unpacked ${result.run ?? ''}`);
  const identity = readFileSync(demoIdentity, 'utf8');
  await unpackPackage(result.package ?? '', { allowedSigners: senders(place), identity, ut });
  return ut;
}

const lines = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')));

/** The table of the decision counted from the episodes, by what the delivered table calls its categories. */
const valuesOf = ({ kjoenn, born, year, days }: Episode): Readonly<Record<string, string>> => {
  const age = 2019 - born;
  return {
    aar: `${year}-01-01`,
    kjoenn: kjoenn ?? 'mangler',
    alder: age < 40 ? '0-39' : age < 60 ? '40-59' : age < 80 ? '60-79' : '80+',
    liggetid: String(Math.min(days, 8)),
  };
};

function countAgain(header: readonly string[], cells: readonly string[]): readonly Episode[] {
  return episodes.filter((episode) => {
    const values = valuesOf(episode);
    return header.slice(0, -2).every((name, i) => cells[i] === 'alle' || cells[i] === values[name]);
  });
}
const personsIn = (found: readonly Episode[]): number => new Set(found.map(({ id }) => id)).size;

describe('a delivery of statistics', async () => {
  const place = open(folder, decide());
  const result = await run(place);
  const unpacked = await unpack(place, result);
  const tables = tabeller.map((order) => ({
    ...order,
    lines: lines(join(unpacked, 'data', `statistikk_${order.navn}_0000.csv`)),
  }));

  it('is verified, and has a file for each table of the decision and no other', async () => {
    const { manifest } = await verifyPackage(result.package ?? '', senders(place));
    expect(manifest.deler.map(({ fil }) => fil)).toEqual(
      tabeller.map(({ navn }) => `data/statistikk_${navn}_0000.csv.age`),
    );
    expect(result.persons).toBe(personsIn(episodes));
  });

  it.each(tables)('tells of $navn what the rows hold, 0 where nobody is, and no count of few', (table) => {
    const [header = [], ...told] = table.lines;
    expect(header).toEqual([...table.dimensjoner, 'antall', 'markering']);
    const wrong = told.filter((cells) => {
      const found = countAgain(header, cells);
      const [count, mark] = cells.slice(-2);
      const persons = personsIn(found);
      const exact = table.maal === 'rader' ? found.length : persons;
      if (mark === 'prikket') return count !== '';
      return mark !== '' || count !== String(exact) || (persons > 0 && persons < 5);
    });
    expect(wrong).toEqual([]);
    const categories = table.dimensjoner.map((_, i) => new Set(told.map((cells) => cells[i])).size);
    expect(told).toHaveLength(categories.reduce((product, n) => product * n, 1));
  });

  it('leaves out more than the small counts, and says how many to the forvalter alone', () => {
    const few = tables.map(({ lines: [header = [], ...told] }) => {
      const persons = told.map((cells) => personsIn(countAgain(header, cells)));
      return persons.filter((n) => n > 0 && n < 5).length;
    });
    expect(result.statistics?.map((t) => t.few)).toEqual(few);
    const more = (result.statistics ?? []).reduce((sum, t) => sum + t.more, 0);
    expect(more).toBeGreaterThan(0);
    const report = readFileSync(join(unpacked, 'dokumentasjon', 'risiko.json'), 'utf8');
    const { statistikk } = JSON.parse(report) as { statistikk: { prikket: number }[] };
    expect(statistikk.map((t) => t.prikket)).toEqual(
      tables.map(({ lines: all }) => all.filter((cells) => cells.at(-1) === 'prikket').length),
    );
  });

  it('has no løpenummer and no identifier in any file, and keeps no koblingsnøkkel', () => {
    const texts = listFiles(unpacked).map(readText);
    const ids = [...new Set(episodes.map(({ id }) => id))];
    expect(texts.filter((text) => ids.some((id) => text.includes(id)))).toEqual([]);
    expect(texts.filter((text) => text.includes('"name": "loepenummer"'))).toEqual([]);
    const kept = listFiles(join(place.state, 'noekler')).map((path) => path.split('.').at(-1));
    expect(kept).not.toContain('age');
  });

  it('is made again byte for byte, and told of as another of the case when it is delivered again', async () => {
    expect(await run(place, result.run)).toMatchObject({ outcome: 'recreated' });
    const again = await unpack(place, await run(place));
    expect(readFileSync(join(again, 'dokumentasjon', 'risiko.html'), 'utf8')).toContain(
      'levert 1 ganger før',
    );
  });
});

it.each(['parquet', 'arrow'])(
  'statistics are delivered as %s with texts, a number and a mark',
  async (format) => {
    const place = open(folder, decide({}, { format }));
    const result = await run(place);
    const contents = readFileSync(join(await unpack(place, result), 'dokumentasjon', 'innhold.json'), 'utf8');
    const { deler } = JSON.parse(contents) as { deler: { kolonner: { navn: string; fysisk: string }[] }[] };
    const types = deler[1]?.kolonner.map(({ navn, fysisk }) => `${navn} ${fysisk}`);
    const [text, whole] = format === 'arrow' ? ['Utf8', 'Int64'] : ['BYTE_ARRAY', 'INT64'];
    expect(types).toEqual([`kjoenn ${text}`, `alder ${text}`, `antall ${whole}`, `markering ${text}`]);
  },
);

const refused: readonly (readonly [what: string, code: string, anonymitet: object, utlevering: object])[] = [
  ['small counts that the decision does not have left out', 'risk.tables-small', { vedBrudd: 'avvis' }, {}],
  ['more left out than the decision allows', 'risk.suppression-limit', { maksUndertrykking: 0.001 }, {}],
  ['fewer persons than k in all', 'risk.tables-few', { k: 700 }, {}],
  ['small counts that no blanks can protect', 'risk.tables-unsafe', { k: 400 }, {}],
  [
    'a group that is all alike in a sensitive dimension',
    'risk.tables-alike',
    { sensitive: [{ variabel: 'npr.episode.liggetid', l: 9 }] },
    {},
  ],
];
it.each(refused)('%s stop the run, and nothing is left of it', async (_, code, anonymitet, utlevering) => {
  const place = open(folder, decide(anonymitet, utlevering));
  const error: unknown = await run(place).catch((caught: unknown) => caught);
  expect(isRefusal(error) && error.exitCode).toBe(14);
  expect(isRefusal(error) && new Set(error.problems.map((p) => p.code))).toEqual(new Set([code]));
  expect(listFiles(place.ut).filter((path) => path.includes('data'))).toEqual([]);
  const [note = ''] = listFiles(place.state).filter((path) => path.includes('funn-'));
  expect(readFileSync(note, 'utf8')).toMatch(
    /^- Tabellen \w+: ingen antall av 1 til \d+ personer, etter \w+/m,
  );
  expect(readFileSync(note, 'utf8')).not.toMatch(/(av|variablene) \./);
});
