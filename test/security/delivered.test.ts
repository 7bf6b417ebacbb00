import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Vedtak } from '../../src/vedtak/schema.ts';
import { compileProgram } from '../cli/compiled-program.ts';
import { demoIdentity, type Changes } from '../cli/demo-decision.ts';
import type { Place } from '../cli/place.ts';
import { drawIdentifier, findMarks } from './canary.ts';
import { testFaults, type Fault } from './fault.ts';
import { markedDecision, openMarkedPlaces } from './marked-place.ts';
import { spoilerOf, type Spoiler } from './spoil.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

/** Prepares a delivery and unpacks it as the databruker does; gives the folder with the plain parts. */
async function deliver(changes: Changes, spoil?: (s: Spoiler, place: Place) => unknown): Promise<string> {
  const place = places.open(changes);
  await spoil?.(spoilerOf(place, places.extracts), place);
  const call = { cwd: place.folder, env: place.env };
  expect(await program.call(['prepare', ...place.args], call)).toMatchObject({ status: 0 });
  const [name = ''] = readdirSync(place.ut);
  const args = ['unpack', join(place.ut, name), '--identitet', demoIdentity, '--ut', 'plain'];
  expect(await program.call(args, call)).toMatchObject({ status: 0 });
  return join(place.folder, 'plain');
}

/** Rows of a query in which `part(name)` is a plain part. */
async function query(sql: string): Promise<readonly (readonly unknown[])[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  connection.closeSync();
  database.closeSync();
  return rows;
}

const part = (folder: string, table: string): string =>
  `read_parquet('${join(folder, 'data', `${table.replace('.', '_')}_*.parquet`)}')`;

const CLASS = 'aldersgruppe, kjoenn, fylke';

describe('what is delivered', () => {
  let folder = '';
  let episodes = '';
  beforeAll(async () => {
    // one person stands apart from all others and has to be suppressed
    folder = await deliver({ 'anonymitet.maksUndertrykking': 0.05 }, (s) =>
      s.cell('npr.episode', 'kjoenn', `'9'`),
    );
    episodes = part(folder, 'npr.episode');
  }, 120_000);

  test('is each table of the decision with the number and the listed variables, and nothing else', async () => {
    const { registre } = markedDecision() as Vedtak;
    for (const { register, tabell, variabler } of registre) {
      const columns = await query(`DESCRIBE FROM ${part(folder, `${register}.${tabell}`)}`);
      const listed = variabler.map(({ navn, som }) => som ?? navn);
      expect(columns.map(([name]) => name)).toEqual(['loepenummer', ...listed]);
    }
    expect(readdirSync(join(folder, 'data'))).toHaveLength(registre.length);
  });

  test('holds the values that the decision grants as they are, and of no other cell a trace', async () => {
    const rows = await query(`SELECT * FROM ${episodes}`);
    const granted = places.registers['npr.episode'].rows.flatMap((r) => [
      r['bidiagnoser'],
      r['helseforetak'],
    ]);
    const shown = findMarks(JSON.stringify(rows), places.marks);
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.filter((mark) => !granted.includes(mark))).toEqual([]);
  });

  test('has at least k persons, and l diagnoses, in every class, counted anew on the plain parts', async () => {
    const [row] = await query(
      `SELECT min(persons), min(diagnoses), count(*) FROM (SELECT count(DISTINCT loepenummer) AS persons,
         count(DISTINCT hoveddiagnose) AS diagnoses FROM ${episodes} GROUP BY ${CLASS})`,
    );
    const [persons, diagnoses, classes] = (row ?? []).map(Number);
    expect(persons).toBeGreaterThanOrEqual(5);
    expect(diagnoses).toBeGreaterThanOrEqual(2);
    expect(classes).toBe(2);
  });

  test('has nobody of a class that was suppressed', async () => {
    const [row] = await query(
      `SELECT count(DISTINCT loepenummer), count(*) FILTER (kjoenn = '9') FROM ${episodes}`,
    );
    expect(row?.map(Number)).toEqual([59, 0]);
  });

  test('has as many rows as the contents say', async () => {
    const contents = JSON.parse(readFileSync(join(folder, 'dokumentasjon', 'innhold.json'), 'utf8')) as {
      deler: readonly { fil: string; rader: number }[];
    };
    for (const { fil, rader } of contents.deler) {
      const [row] = await query(`SELECT count(*) FROM '${join(folder, fil.replace(/\.age$/, ''))}'`);
      expect(Number(row?.[0])).toBe(rader);
    }
  });
});

/** Cells that have strayed into a text which the decision delivers as it is. */
const stranger = drawIdentifier('1961-07-08');
const member = String(places.registers['npr.episode'].rows.at(-1)?.['foedselsnummer']);
const strayed = {
  'a national identifier': stranger,
  'a national identifier within a text': `se journal ${stranger} ved spørsmål`,
  'a national identifier in two pieces': `${stranger.slice(0, 6)} ${stranger.slice(6)}`,
  'the identifier of a person of the delivery': member,
  'a telephone number': 'ring 41 23 45 67',
  'a telephone number with the code of the country': '+47 412 34 567',
  'an e-mail address': 'kari.nordmann@eksempel.no',
};

describe('a delivered text that holds', () => {
  const faults = Object.entries(strayed).map(([name, text]): [string, Fault] => [
    name,
    {
      ...{ code: 'run.leak', at: 'npr.episode.helseforetak', exit: 13 },
      spoil: (s) => s.cell('npr.episode', 'helseforetak', `'${text}'`),
    },
  ]);
  testFaults(program, places, Object.fromEntries(faults), Object.values(strayed));
});
