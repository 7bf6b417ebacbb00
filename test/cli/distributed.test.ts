import { readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { openBytes } from '../../src/crypto/age-file.ts';
import { makeKeys } from '../../src/keys/make-keys.ts';
import type { RecordSettings } from '../../src/steps/settings.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import type { Row } from '../security/canary.ts';
import { isRefusal, prepare } from './compiled-pipeline.ts';
import { compileProgram } from './compiled-program.ts';
import { demoIdentity, type Changes } from './demo-decision.ts';
import { readVerified, type Place } from './place.ts';
import { settingsIn, worldAt } from './test-run.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

const common: Changes = {
  referansedato: { metode: 'fast', dato: '2015-01-01', levering: 'dager' },
};
const judgedBy = (variable: string): Changes => ({ anonymitet: { k: 2, kvasi: [variable] } });
const middle = (rows: readonly Row[], column: string): string =>
  rows.map((row) => String(row[column])).sort()[rows.length >> 1] ?? '';
/** The utvalg is those of the persons who were born first, and the other party delivers those who died first. */
const born = middle(places.registers['npr.episode'].rows, 'foedselsdato');
const died = middle(places.registers['dar.doedsfall'].rows, 'doedsdato');
const chapters = { 'registre.0.variabler.1.minimering.nivaa': 'kapittel' };
const demo = JSON.parse(readFileSync(places.open().vedtak, 'utf8')) as {
  readonly registre: readonly object[];
};
const [episodes, deaths] = demo.registre;

/** The drawing source: it has the episodes, and the other party has the deaths. */
const drawing = (recipient: string): Changes => ({
  ...common,
  ...judgedBy('npr.episode.kjoenn'),
  'utvalg.hvor.1': { variabel: 'foedselsdato', til: born },
  registre: [episodes],
  kobling: {
    modell: 'distribuert',
    utfoeresAv: 'databruker',
    loepenummer: { metode: 'tilfeldig', bredde: 8 },
    parter: [{ forvalter: 'Dødsårsaksregisteret', registre: ['dar'], noekkelTil: [recipient] }],
  },
});

const receiving: Changes = {
  ...common,
  ...judgedBy('dar.doedsfall.underliggende_aarsak'),
  utvalg: { noekkelfil: true },
  registre: [deaths],
  ...chapters,
  'registre.0.hvor': [{ variabel: 'doedsdato', til: died }],
  kobling: {
    modell: 'distribuert',
    loepenummer: { metode: 'noekkelfil', fil: 'noekkelfil.csv.age', tildeltAv: 'registerforvalter' },
    parter: [{ forvalter: 'Norsk pasientregister', registre: ['npr'] }],
  },
};

const answers = { given: ['K8=Avtalt mellom forvalterne.'], by: 'Kari Nordmann' };
const run = (place: Place, record: Partial<RecordSettings> = {}): Promise<PrepareResult> =>
  prepare(
    { ...settingsIn(place, record), answers },
    worldAt(() => new Date('2026-06-01T12:00:00Z')),
  );

/** A forvalter with keys of her own. */
async function openParty(changes: Changes): Promise<Place> {
  const place = places.open(changes);
  rmSync(place.state, { recursive: true });
  await makeKeys(place.state, 'forvalter');
  return place;
}

const inUtvalg = (row: Row): boolean =>
  /^[IJK]/.test(String(row['hoveddiagnose'])) && String(row['foedselsdato']) <= born;
const idsOf = (rows: readonly Row[]): string[] => [
  ...new Set(rows.map((row) => String(row['foedselsnummer']))),
];
const drawn = idsOf(places.registers['npr.episode'].rows.filter(inUtvalg));

/** Løpenumre in a table of a package, as its recipient reads it. */
async function numbersIn(place: Place, { package: folder }: PrepareResult, table: string): Promise<string[]> {
  const ut = join(place.folder, 'unpacked');
  await unpackPackage(folder ?? '', {
    allowedSigners: readFileSync(join(place.state, 'avsendere'), 'utf8'),
    identity: readFileSync(demoIdentity, 'utf8'),
    ut,
  });
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  const sql = `SELECT DISTINCT loepenummer::VARCHAR FROM '${join(ut, 'data', `${table}_*.parquet`)}'`;
  const rows = (await db.runAndReadAll(sql)).getRows();
  db.closeSync();
  return rows.map(([number]) => String(number));
}

interface Chain {
  readonly a: Place;
  readonly b: Place;
  readonly first: PrepareResult;
  readonly second: PrepareResult;
  /** The key file as the other party opens it. */
  readonly keyFile: string;
  readonly handedOver: { readonly status: number | null; readonly stdout: string };
}

const chain: Chain[] = [];
const theChain = (): Chain => {
  const [made] = chain;
  if (made === undefined) throw new Error('no chain');
  return made;
};

beforeAll(async () => {
  const b = await openParty(receiving);
  const a = await openParty(drawing(readFileSync(join(b.state, 'mottaker.txt'), 'utf8').trim()));
  const first = await run(a);
  const to = join(a.folder, 'noekler');
  const handedOver = await program.call(['kobling', 'noekkelfil', first.run ?? '', '--ut', to], {
    cwd: program.folder,
    env: a.env,
  });
  const [name = ''] = readdirSync(to);
  const sealed = readFileSync(join(to, name));
  const identity = readFileSync(join(b.state, 'identitet.txt'), 'utf8').trim();
  const keyFile = (await openBytes(sealed, [identity])).toString();
  renameSync(join(to, name), join(b.uttrekk, 'noekkelfil.csv.age'));
  chain.push({ a, b, first, second: await run(b), keyFile, handedOver });
}, 60_000);

describe('a linkage in which each forvalter delivers on her own', () => {
  test('the recipient joins both deliveries and gets exactly the persons of both', async () => {
    const { a, b, first, second, keyFile } = theChain();
    const idOf = new Map(
      keyFile
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => {
          const [id = '', number = ''] = line.split(';');
          return [number, id];
        }),
    );
    const ofA = await numbersIn(a, first, 'npr_episode');
    const ofB = await numbersIn(b, second, 'dar_doedsfall');
    const joined = ofA.filter((number) => ofB.includes(number)).map((number) => idOf.get(number));
    const rows = places.registers['dar.doedsfall'].rows.filter((row) => String(row['doedsdato']) <= died);
    const dead = idsOf(rows);
    expect(joined.sort()).toEqual(drawn.filter((id) => dead.includes(id)).sort());
    expect(ofA.map((number) => idOf.get(number)).sort()).toEqual([...drawn].sort());
    expect(joined.length).toBeGreaterThan(0);
    expect(joined.length).toBeLessThan(Math.min(ofA.length, rows.length));
  });

  test('the key file holds identifiers and numbers of the utvalg and nothing else, ordered by number', () => {
    const [header, ...rows] = theChain().keyFile.trim().split('\n');
    expect(header).toBe('identifikator;loepenummer');
    expect(rows.every((row) => /^\d{11};\d{8}$/.test(row))).toBe(true);
    const numbers = rows.map((row) => row.split(';')[1] ?? '');
    expect(numbers).toEqual(numbers.toSorted());
    expect(rows.map((row) => row.split(';')[0]).sort()).toEqual([...drawn].sort());
  });

  test('is told of, handed over once, and recorded with recipient and persons, until its deletion is', async () => {
    const { a, first, handedOver } = theChain();
    expect(first.keyFiles).toEqual(['Dødsårsaksregisteret']);
    expect([handedOver.status, handedOver.stdout]).toEqual([
      0,
      expect.stringContaining('Dødsårsaksregisteret: '),
    ]);
    const entry = (await readVerified(a.state)).find(({ type }) => type === 'key-handed-over');
    expect(entry).toMatchObject({ of: first.run, part: 'Dødsårsaksregisteret', persons: drawn.length });
    const due = () => program.call(['frister'], { cwd: program.folder, env: a.env });
    expect((await due()).stdout).toContain('other parties of the linkage delete their key files');
    const deleted = ['kvittering', first.run ?? '', '--slettet-av', 'Dødsårsaksregisteret'];
    await program.call(deleted, { cwd: program.folder, env: a.env });
    expect((await due()).stdout).not.toContain('key files');
  });

  test('no key file lies in the clear, in the output, or readable by others', () => {
    const { a, first } = theChain();
    expect(readdirSync(a.ut)).toEqual([first.package?.split('/').at(-1)]);
    const kept = readdirSync(join(a.state, 'noekler')).filter((name) => name.includes('.utlevert.'));
    expect(kept).toHaveLength(2);
    for (const name of kept) {
      const path = join(a.state, 'noekler', name);
      expect(statSync(path).mode & 0o077).toBe(0);
      for (const id of drawn) expect(readFileSync(path, 'latin1')).not.toContain(id);
    }
  });

  test('a file that is sealed to another is refused, and so is one that is not there', async () => {
    const { b } = theChain();
    const other = await openParty(receiving);
    const refused = (): Promise<unknown> => run(other).catch((error: unknown) => error);
    const missing = await refused();
    expect(isRefusal(missing) && missing.problems.map(({ code }) => code)).toEqual(['plan.key-file-missing']);
    renameSync(join(b.uttrekk, 'noekkelfil.csv.age'), join(other.uttrekk, 'noekkelfil.csv.age'));
    const sealed = await refused();
    expect(isRefusal(sealed) && sealed.problems.map(({ code }) => code)).toEqual(['keys.sealed-to-others']);
  });

  test('a delivery that waits for a second person hands over its keys when it is approved, not before', async () => {
    const recipient = readFileSync(join(theChain().b.state, 'mottaker.txt'), 'utf8').trim();
    const place = await openParty(drawing(recipient));
    const record = { preparedBy: 'Ola Nordmann', awaitApproval: true };
    const waiting = await run(place, record);
    const call = (...args: string[]) => program.call(args, { cwd: program.folder, env: place.env });
    const handOver = () =>
      call('kobling', 'noekkelfil', waiting.run ?? '', '--ut', join(place.folder, 'til'));
    expect((await handOver()).stderr).toContain('ledger.run-unknown');
    await call('godkjenn', waiting.run ?? '', '--av', 'Kari Nordmann');
    expect((await handOver()).status).toBe(0);
    expect((await handOver()).stderr).toContain('keys.target-exists');
  });

  test('a run that nobody delivered, or that gives nobody numbers, hands over nothing', async () => {
    const { b, second } = theChain();
    const handOver = (of: string) =>
      program.call(['kobling', 'noekkelfil', of, '--ut', join(b.folder, 'ingen')], {
        cwd: program.folder,
        env: b.env,
      });
    expect((await handOver('20260101T000000Z_000000')).stderr).toContain('ledger.run-unknown');
    expect((await handOver(second.run ?? '')).stderr).toContain('keys.no-key-files');
  });
});
