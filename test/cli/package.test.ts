import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateX25519Identity } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { statePaths } from '../../src/keys/state-paths.ts';
import { runTool } from '../crypto/run-tool.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { compileProgram, type Ended } from './compiled-program.ts';
import { demoIdentity } from './demo-decision.ts';
import { listFiles, type Place } from './place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

describe('a package of the demo', () => {
  let place: Place;
  let names: readonly string[] = [];
  let copies = 0;

  beforeAll(async () => {
    place = places.open();
    for (let i = 0; i < 2; i += 1)
      await program.call(['prepare', ...place.args], { cwd: place.folder, env: place.env });
    names = readdirSync(place.ut);
  }, 120_000);

  const tilrette = (...args: string[]): Promise<Ended> =>
    program.call(args, { cwd: place.folder, env: place.env });
  const packageAt = (i: number): string => join(place.ut, names[i] ?? '');
  const partsOf = (folder: string): string[] =>
    readdirSync(join(folder, 'data')).map((n) => join(folder, 'data', n));

  /** A copy of the first package, to spoil. */
  function copyPackage(): string {
    copies += 1;
    const folder = join(place.folder, 'copies', String(copies), names[0] ?? '');
    cpSync(packageAt(0), folder, { recursive: true });
    return folder;
  }

  test('is whole, and verified without a secret by the senders of the state directory or of a file', async () => {
    const own = await tilrette('verify', packageAt(0));
    expect(own).toMatchObject({ status: 0, stderr: '' });
    expect(own.stdout).toContain('is whole: 3 parts and 7 documents');
    const { senders } = statePaths(place.state);
    const ended = await program.call(['verify', packageAt(0), '--avsendere', senders, '--json'], {
      ...{ cwd: place.folder, env: { TILRETTE_HJEM: join(place.folder, 'none') } },
    });
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: true,
      parts: 3,
      signer: { principal: 'forvalter' },
    });
  });

  const spoilings: Readonly<Record<string, readonly [string, (folder: string) => void]>> = {
    'with one byte of a part changed': [
      'verify.hash',
      (folder) => {
        const [part = ''] = partsOf(folder);
        const bytes = readFileSync(part);
        writeFileSync(
          part,
          bytes.map((byte, i) => (i === bytes.length - 5 ? byte ^ 1 : byte)),
        );
      },
    ],
    'with a part taken out': [
      'verify.missing',
      (folder) => {
        rmSync(partsOf(folder)[1] ?? '');
      },
    ],
    'with two parts changed for each other': [
      'verify.size',
      (folder) => {
        const [one = '', other = ''] = partsOf(folder);
        renameSync(one, `${one}.x`);
        renameSync(other, one);
        renameSync(`${one}.x`, other);
      },
    ],
    'with a part of another package': [
      'verify.hash',
      (folder) => {
        const [from = '', to = ''] = [partsOf(packageAt(1))[2], partsOf(folder)[2]];
        cpSync(from, to);
      },
    ],
    'with a file put in': [
      'verify.extra',
      (folder) => {
        writeFileSync(join(folder, 'data', 'more.parquet.age'), '');
      },
    ],
    'with a manifest of another package': [
      'verify.signature-wrong',
      (folder) => {
        cpSync(join(packageAt(1), 'manifest.json'), join(folder, 'manifest.json'));
      },
    ],
    'with manifest and signature of another package': [
      'verify.hash',
      (folder) => {
        for (const file of ['manifest.json', 'manifest.json.sig'])
          cpSync(join(packageAt(1), file), join(folder, file));
      },
    ],
  };

  test.concurrent.each(Object.entries(spoilings))('%s fails with 16', async (_, [code, spoil]) => {
    const folder = copyPackage();
    spoil(folder);
    const ended = await tilrette('verify', folder, '--json');
    expect(ended).toMatchObject({ status: 16 });
    const { problems } = JSON.parse(ended.stdout) as { problems: readonly { code: string }[] };
    expect(problems.map((p) => p.code)).toContain(code);
    const unpacked = await tilrette('unpack', folder, '--identitet', demoIdentity, '--ut', 'never');
    expect(unpacked).toMatchObject({ status: 16, stdout: '' });
    expect(readdirSync(place.folder)).not.toContain('never');
  });

  test('is opened by nobody but its recipient', async () => {
    const stranger = join(place.folder, 'stranger.txt');
    writeFileSync(stranger, `${await generateX25519Identity()}\n`);
    for (const identity of [stranger, statePaths(place.state).identity]) {
      const ended = await tilrette(
        'unpack',
        packageAt(0),
        '--identitet',
        identity,
        '--ut',
        'plain',
        '--json',
      );
      expect(JSON.parse(ended.stdout)).toMatchObject({
        exitCode: 16,
        problems: [{ code: 'verify.identity' }],
      });
      expect(readdirSync(place.folder)).not.toContain('plain');
    }
  });

  test('is decrypted part by part by age, and DuckDB reads what comes out', async () => {
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const parts = partsOf(packageAt(0));
    expect(parts).toHaveLength(3);
    for (const [i, part] of parts.entries()) {
      const plain = join(place.folder, `plain-${i}.parquet`);
      writeFileSync(plain, runTool('age', ['-d', '-i', demoIdentity, part]));
      const rows = await database.runAndReadAll(
        `SELECT count(*), count(DISTINCT loepenummer) FROM '${plain}'`,
      );
      expect(rows.getRows()[0]?.map(Number)).toEqual([[60, 60, 120][i], 60]);
    }
    for (const document of listFiles(join(packageAt(0), 'dokumentasjon')).filter((f) =>
      f.endsWith('.json.age'),
    ))
      expect(
        () => JSON.parse(runTool('age', ['-d', '-i', demoIdentity, document]).toString()) as unknown,
      ).not.toThrow();
    database.closeSync();
  });

  test('is signed so that ssh-keygen verifies it by the senders file', () => {
    const { senders } = statePaths(place.state);
    const manifest = readFileSync(join(packageAt(0), 'manifest.json'));
    const signature = join(packageAt(0), 'manifest.json.sig');
    const args = ['-Y', 'verify', '-f', senders, '-I', 'forvalter', '-n', 'tilrette', '-s', signature];
    expect(runTool('ssh-keygen', args, manifest).toString()).toContain(
      'Good "tilrette" signature for forvalter',
    );
    expect(() => runTool('ssh-keygen', args, manifest.subarray(1))).toThrow('ssh-keygen ended with');
  });
});
