import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { openBytes } from '../../src/crypto/age-file.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { handOverKeys } from '../../src/steps/hand-over-keys.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import type { Row } from '../security/canary.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { isRefusal, prepare } from './compiled-pipeline.ts';
import type { Changes } from './demo-decision.ts';
import type { Place } from './place.ts';
import { settingsIn, worldAt } from './test-run.ts';

const places = await openMarkedPlaces();
const NOW = (): Date => new Date('2026-06-01T12:00:00Z');

/** What the pseudonymforvalter makes of an identifier. */
const pseudonymOf = (id: string): string =>
  createHash('sha256').update(`salt ${id}`).digest('hex').slice(0, 16);

const middle = (rows: readonly Row[], column: string): string =>
  rows.map((row) => String(row[column])).sort()[rows.length >> 1] ?? '';
const born = middle(places.registers['npr.episode'].rows, 'foedselsdato');
const inUtvalg = (row: Row): boolean =>
  /^[IJK]/.test(String(row['hoveddiagnose'])) && String(row['foedselsdato']) <= born;
const idsOf = (rows: readonly Row[]): string[] => [...new Set(rows.map((r) => String(r['foedselsnummer'])))];
const drawn = idsOf(places.registers['npr.episode'].rows.filter(inUtvalg));
const dead = idsOf(places.registers['dar.doedsfall'].rows);

const common: Changes = {
  referansedato: undefined,
  anonymitet: { k: 2, kvasi: ['npr.episode.kjoenn'] },
};
const asItIs = (navn: string) => ({ navn, begrunnelse: 'Til den som kobler' });
const episodes = (variabler: readonly object[]) => ({
  ...{ register: 'npr', tabell: 'episode', variabler },
  taushetsplikt: [{ gruppe: 'alle', type: 'unntak-19b' }],
});
const deaths = (variabler: readonly object[]) => ({
  ...episodes(variabler),
  register: 'dar',
  tabell: 'doedsfall',
});
const linked = { modell: 'sentralisert', variant: 'c', utfoeresAv: 'registerforvalter' } as const;

const defining = (recipient: string, forvalter: string): Changes => ({
  ...common,
  'utvalg.hvor.1': { variabel: 'foedselsdato', til: born },
  registre: [episodes([asItIs('inndato'), asItIs('hoveddiagnose'), asItIs('kjoenn')])],
  kobling: {
    ...linked,
    loepenummer: { metode: 'tilfeldig', bredde: 8 },
    parter: [{ forvalter: 'Pseudonymforvalteren', registre: ['dar'], noekkelTil: [forvalter] }],
  },
  'utlevering.mottakere': [recipient],
});

const pseudonymous = (recipient: string): Changes => ({
  ...common,
  anonymitet: { k: 2, kvasi: [] },
  utvalg: { noekkelfil: true },
  registre: [deaths([asItIs('underliggende_aarsak')])],
  kobling: {
    ...linked,
    loepenummer: { metode: 'noekkelfil', bredde: 8, tildeltAv: 'registerforvalter' },
    parter: [{ forvalter: 'Norsk pasientregister', registre: ['npr'] }],
  },
  'utlevering.mottakere': [recipient],
});

const executing: Changes = {
  ...common,
  utvalg: { kilde: { register: 'npr', tabell: 'episode' } },
  registre: [
    episodes([
      { navn: 'hoveddiagnose', minimering: { type: 'kode', nivaa: 'kapittel' } },
      { navn: 'kjoenn' },
    ]),
    deaths([{ navn: 'underliggende_aarsak', minimering: { type: 'kode', nivaa: 'kapittel' } }]),
  ],
  kobling: {
    ...linked,
    arbeidsnummer: { bredde: 8 },
    loepenummer: { metode: 'tilfeldig', bredde: 10 },
    parter: [{ forvalter: 'Dødsårsaksregisteret', registre: ['dar'] }],
  },
};

const answers = { given: ['K8=Avtalt mellom forvalterne.'], by: 'Kari Nordmann' };

async function openParty(changes: Changes): Promise<Place> {
  const place = places.open(changes);
  rmSync(place.state, { recursive: true });
  await makeKeys(place.state, 'forvalter');
  return place;
}

const recipientOf = ({ state }: Place): string => readFileSync(join(state, 'mottaker.txt'), 'utf8').trim();
const identityOf = ({ state }: Place): string => readFileSync(join(state, 'identitet.txt'), 'utf8').trim();

const run = (place: Place, configs = configsDirectory(), warned = true): Promise<PrepareResult> =>
  prepare({ ...settingsIn(place), configs, ...(warned && { answers }) }, worldAt(NOW));

/** The catalogue with the register of deaths as a pseudonymous one. */
function pseudonymousCatalogue({ folder }: Place): string {
  const configs = join(folder, 'configs');
  cpSync(configsDirectory(), configs, { recursive: true });
  const file = join(configs, 'registre', 'dar.json');
  const register = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(
    file,
    JSON.stringify({ ...register, identifikasjon: 'pseudonymt', pseudonymform: '[0-9a-f]{16}' }),
  );
  return configs;
}

async function sql(statement: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const db = await instance.connect();
  try {
    return (await db.runAndReadAll(statement)).getRows();
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

async function unpacked(from: Place, { package: folder }: PrepareResult, as: Place): Promise<string> {
  const ut = join(as.folder, `fra ${from.folder.split('/').at(-1) ?? ''}`);
  const allowedSigners = readFileSync(join(from.state, 'avsendere'), 'utf8');
  await unpackPackage(folder ?? '', { allowedSigners, identity: identityOf(as), ut });
  return join(ut, 'data');
}

interface Chain {
  readonly pseudonym: Place;
  readonly configs: string;
  readonly ofDeaths: readonly (readonly unknown[])[];
  readonly delivered: readonly (readonly unknown[])[];
  readonly oldNumbers: ReadonlyMap<string, string>;
}
let chain: Chain;

beforeAll(async () => {
  const recipient = await openParty(executing);
  const executor = await openParty({ ...executing, 'utlevering.mottakere': [recipientOf(recipient)] });
  const forvalter = await openParty({});
  const source = await openParty(defining(recipientOf(executor), recipientOf(forvalter)));
  const first = await run(source);
  const [sealed] = await handOverKeys(
    { dir: source.state, run: first.run ?? '', ut: join(source.folder, 'til') },
    NOW,
  );
  const opened = (await openBytes(readFileSync(sealed?.file ?? ''), [identityOf(forvalter)])).toString();
  const pairs = opened
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(';') as [string, string]);

  const pseudonym = await openParty(pseudonymous(recipientOf(executor)));
  const configs = pseudonymousCatalogue(pseudonym);
  writeFileSync(
    join(pseudonym.uttrekk, 'noekkelfil.csv'),
    ['identifikator;loepenummer', ...pairs.map(([id, n]) => `${pseudonymOf(id)};${n}`)].join('\n'),
  );
  await pseudonymise(pseudonym);
  const second = await run(pseudonym, configs, false);

  const episodesAt = await unpacked(source, first, executor);
  const deathsAt = await unpacked(pseudonym, second, executor);
  rmSync(executor.uttrekk, { recursive: true });
  mkdirSync(executor.uttrekk);
  renameSync(join(episodesAt, 'npr_episode_0000.parquet'), join(executor.uttrekk, 'npr.episode.parquet'));
  renameSync(join(deathsAt, 'dar_doedsfall_0000.parquet'), join(executor.uttrekk, 'dar.doedsfall.parquet'));
  const ofDeaths = await sql(`FROM '${join(executor.uttrekk, 'dar.doedsfall.parquet')}'`);
  const third = await run(executor, configsDirectory(), false);
  const at = await unpacked(executor, third, recipient);
  const delivered = await sql(
    `SELECT CAST(e.loepenummer AS VARCHAR), d.loepenummer IS NOT NULL FROM (SELECT DISTINCT loepenummer FROM '${at}/npr_episode_*.parquet') AS e LEFT JOIN '${at}/dar_doedsfall_*.parquet' AS d USING (loepenummer)`,
  );
  chain = { pseudonym, configs, ofDeaths, delivered, oldNumbers: new Map(pairs) };
}, 60_000);

/** The extract of deaths as a pseudonymous register has it. */
async function pseudonymise({ uttrekk, folder }: Place): Promise<void> {
  const file = join(uttrekk, 'dar.doedsfall.parquet');
  const aside = join(folder, 'aside.parquet');
  renameSync(file, aside);
  const cases = dead.map((id) => `WHEN '${id}' THEN '${pseudonymOf(id)}'`).join(' ');
  await sql(
    `COPY (SELECT * REPLACE (CASE foedselsnummer ${cases} END AS foedselsnummer) FROM '${aside}') TO '${file}' (FORMAT parquet)`,
  );
}

describe('a linkage with a pseudonymous register', () => {
  test('gives its data under the working numbers, without the pseudonym, for the utvalg alone', () => {
    const numbers = chain.ofDeaths.map(([number]) => String(number));
    const expected = drawn.filter((id) => dead.includes(id)).map((id) => chain.oldNumbers.get(id) ?? '');
    expect([...new Set(numbers)].sort()).toEqual(expected.sort());
    expect(chain.ofDeaths.every((row) => row.length === 2)).toBe(true);
    expect(JSON.stringify(chain.ofDeaths.map(String))).not.toMatch(/[0-9a-f]{16}/);
  });

  test('is joined by the executor under new numbers, and each person keeps her rows of both sources', () => {
    const numbers = chain.delivered.map(([number]) => String(number));
    expect(numbers.every((n) => /^[1-9]\d{9}$/.test(n))).toBe(true);
    expect(new Set(numbers).size).toBe(drawn.length);
    const old = new Set(chain.oldNumbers.values());
    expect(numbers.filter((n) => old.has(n))).toEqual([]);
    const withDeath = chain.delivered.filter(([, has]) => has === true).length;
    expect(withDeath).toBe(drawn.filter((id) => dead.includes(id)).length);
  });

  test('is refused where a pseudonym has another form than the catalogue gives', async () => {
    const place = await openParty(pseudonymous(recipientOf(chain.pseudonym)));
    writeFileSync(join(place.uttrekk, 'noekkelfil.csv'), 'identifikator;loepenummer\nABC;12345678\n');
    const refused: unknown = await run(place, chain.configs, false).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.problems.map(({ code }) => code)).toEqual([
      'run.key-file-identifier',
    ]);
  });
});
