import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import { secretPath } from '../../src/keys/project-secret.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { isRefusal, prepare } from './compiled-pipeline.ts';
import { compileProgram } from './compiled-program.ts';
import { demoIdentity, type Changes } from './demo-decision.ts';
import { listFiles, readText, readVerified, type Place } from './place.ts';
import { settingsIn, worldAt } from './test-run.ts';

const program = compileProgram();
const places = await openMarkedPlaces();
const demo = JSON.parse(readFileSync(places.open().vedtak, 'utf8')) as {
  readonly registre: readonly object[];
};

/** The part of one forvalter in a linkage in which each derives the numbers. */
const part = (own: number, others: string, variable: string): Changes => ({
  referansedato: { metode: 'fast', dato: '2015-01-01', levering: 'dager' },
  anonymitet: { k: 2, kvasi: [variable] },
  registre: [demo.registre[own]],
  kobling: {
    modell: 'distribuert',
    loepenummer: { metode: 'avledet' },
    parter: [{ forvalter: 'En annen forvalter', registre: [others] }],
  },
});
const ofA = part(0, 'dar', 'npr.episode.kjoenn');
const ofB: Changes = {
  ...part(1, 'npr', 'dar.doedsfall.underliggende_aarsak'),
  utvalg: { kilde: { register: 'dar', tabell: 'doedsfall' } },
  'registre.0.variabler.1.minimering.nivaa': 'kapittel',
};

const run = (place: Place, recreates: string | null = null): Promise<PrepareResult> =>
  prepare(
    settingsIn(place, { recreates }),
    worldAt(() => new Date('2026-06-01T12:00:00Z')),
  );
const refusalOf = async (place: Place): Promise<readonly string[]> => {
  const refused: unknown = await run(place).catch((error: unknown) => error);
  return isRefusal(refused) ? refused.problems.map(({ code }) => code) : [];
};
const call = (place: Place, ...args: string[]) => program.call(args, { cwd: program.folder, env: place.env });

async function openParty(changes: Changes): Promise<Place> {
  const place = places.open(changes);
  rmSync(place.state, { recursive: true });
  await makeKeys(place.state, 'forvalter');
  return place;
}

async function numbersIn(place: Place, { package: folder }: PrepareResult): Promise<string[]> {
  const ut = mkdtempSync(join(place.folder, 'unpacked-'));
  await unpackPackage(folder ?? '', {
    allowedSigners: readFileSync(join(place.state, 'avsendere'), 'utf8'),
    identity: readFileSync(demoIdentity, 'utf8'),
    ut,
  });
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await db.runAndReadAll(
    `SELECT DISTINCT loepenummer FROM '${join(ut, 'data', '*.parquet')}'`,
  );
  db.closeSync();
  return reader.getRows().map(([number]) => String(number));
}

interface DataPackage {
  readonly resources: readonly {
    readonly schema?: { readonly fields: readonly { readonly name: string; readonly type: string }[] };
  }[];
}

async function documentOf(
  place: Place,
  { package: folder }: PrepareResult,
  name: string,
): Promise<DataPackage> {
  const ut = mkdtempSync(join(place.folder, 'unpacked-'));
  await unpackPackage(folder ?? '', {
    allowedSigners: readFileSync(join(place.state, 'avsendere'), 'utf8'),
    identity: readFileSync(demoIdentity, 'utf8'),
    ut,
  });
  return JSON.parse(readFileSync(join(ut, name), 'utf8')) as DataPackage;
}

const secretOf = (place: Place): string =>
  (JSON.parse(readFileSync(secretPath(place.state, 'demo'), 'utf8')) as { hemmelighet: string }).hemmelighet;

interface Chain {
  readonly a: Place;
  readonly b: Place;
  readonly first: PrepareResult;
  readonly second: PrepareResult;
  readonly said: readonly string[];
}
const chain: Chain[] = [];
const theChain = (): Chain => {
  const [made] = chain;
  if (made === undefined) throw new Error('no chain');
  return made;
};

beforeAll(async () => {
  const [a, b] = [await openParty(ofA), await openParty(ofB)];
  const recipient = readFileSync(join(b.state, 'mottaker.txt'), 'utf8').trim();
  const file = join(a.folder, 'demo.age');
  const ended = [
    await call(a, 'keys', 'hemmelighet', 'demo'),
    await call(a, 'keys', 'hemmelighet', 'demo', '--mottaker', recipient, '--ut', file),
    await call(b, 'keys', 'hemmelighet', 'demo', '--fra', file),
  ];
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 0]);
  const said = ended.flatMap(({ stdout, stderr }) => [stdout, stderr]);
  chain.push({ a, b, first: await run(a), second: await run(b), said });
}, 60_000);

describe('numbers that each forvalter derives', () => {
  test('join the deliveries of both, and are those that anybody with the secret derives', async () => {
    const { a, b, first, second } = theChain();
    const [inA, inB] = [await numbersIn(a, first), await numbersIn(b, second)];
    const key = Buffer.from(secretOf(a), 'base64');
    const derived = (id: unknown): string =>
      createHmac('sha256', key)
        .update(`demo\nloepenummer\n${String(id)}`)
        .digest('hex')
        .slice(0, 32);
    const all = new Set(places.registers['dar.doedsfall'].rows.map((row) => derived(row['foedselsnummer'])));
    expect(new Set(inB)).toEqual(all);
    expect(inA.length).toBeGreaterThan(0);
    expect(inA.filter((number) => !all.has(number))).toEqual([]);
  });

  test('are the same when the delivery is made again, and in the next', async () => {
    const { a, first } = theChain();
    expect(await run(a, first.run)).toMatchObject({ outcome: 'recreated' });
    const next = await run(a);
    expect((await numbersIn(a, next)).sort()).toEqual((await numbersIn(a, first)).sort());
  });

  test.each(['csv', 'arrow'])('are delivered as text in %s too', async (format) => {
    const place = await openParty({ ...ofA, 'utlevering.format': format });
    cpSync(secretPath(theChain().a.state, 'demo'), secretPath(place.state, 'demo'));
    const result = await run(place);
    const contents = await documentOf(place, result, 'datapackage.json');
    const fields = contents.resources.flatMap(({ schema }) => schema?.fields ?? []);
    expect(fields.find(({ name }) => name === 'loepenummer')).toMatchObject({ type: 'string' });
  });

  test('are the same in a file of several tables already joined', async () => {
    const place = await openParty({
      ...ofA,
      registre: demo.registre.slice(0, 2),
      kobling: {
        ...{ modell: 'sentralisert', variant: 'b', utfoeresAv: 'registerforvalter', filform: 'sammenstilt' },
        loepenummer: { metode: 'avledet' },
      },
    });
    const { a, first } = theChain();
    cpSync(secretPath(a.state, 'demo'), secretPath(place.state, 'demo'));
    expect((await numbersIn(place, await run(place))).sort()).toEqual((await numbersIn(a, first)).sort());
  });

  test('the secret stands in no output, record, plan or package, and is recorded as given and taken', async () => {
    const { a, b, said } = theChain();
    const secret = secretOf(a);
    expect(secretOf(b)).toBe(secret);
    const hex = Buffer.from(secret, 'base64').toString('hex');
    const plan = await call(a, 'plan', ...a.args.slice(0, 4), '--sql', '--json');
    const files = listFiles(a.folder).filter((path) => path !== secretPath(a.state, 'demo'));
    for (const text of [...said, plan.stdout, plan.stderr, ...files.map(readText)])
      expect([text.includes(secret), text.includes(hex)]).toEqual([false, false]);
    const events = [...(await readVerified(a.state)), ...(await readVerified(b.state))];
    const recorded = events.flatMap((e) => (e.type === 'project-secret' ? [e.what] : []));
    expect(recorded).toEqual(['made', 'given', 'taken']);
  });

  test('are not delivered without the secret, nor under another than before', async () => {
    const { b } = theChain();
    expect(await refusalOf(await openParty(ofA))).toEqual(['keys.secret-missing']);
    rmSync(secretPath(b.state, 'demo'));
    await call(b, 'keys', 'hemmelighet', 'demo');
    expect(await refusalOf(b)).toEqual(['run.numbers-otherwise']);
  });
});
