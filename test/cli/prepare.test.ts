import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareResultSchema, type PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { compileProgram, type Ended } from './compiled-program.ts';
import { readVerified } from './place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

/** The one document of a call: one line of JSON and nothing else. */
function readOne({ stdout }: Ended): unknown {
  expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
  return JSON.parse(stdout);
}

/** What two runs on the same input share. */
const shared = ({ run, package: path, size, seconds, peakMemoryBytes, profile, ...rest }: PrepareResult) => ({
  ...rest,
  steps: Object.keys(profile),
  told: [run !== null, path !== null, seconds > 0, peakMemoryBytes > 0],
  files: size?.files,
});

describe('prepare', () => {
  test('does the same as a command of its own and as a command of tilrette', async () => {
    const [one, other] = [places.open(), places.open()];
    const alone = await program.run('prepare-main', [...one.args, '--json'], {
      cwd: one.folder,
      env: one.env,
    });
    const within = await program.run('main', ['prepare', ...other.args, '--json'], {
      ...{ cwd: other.folder, env: other.env },
    });
    const results = [alone, within].map((ended) => shared(prepareResultSchema.parse(readOne(ended))));
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({ ok: true, exitCode: 0, persons: 60, parts: 3, problems: [] });
  });

  test('tells the size of what is to be sent, as the files of the package add up to', async () => {
    const place = places.open();
    const ended = await program.call(['prepare', ...place.args, '--json'], {
      cwd: place.folder,
      env: place.env,
    });
    const { package: folder, size } = prepareResultSchema.parse(readOne(ended));
    const files = ['data', 'dokumentasjon'].flatMap((part) =>
      readdirSync(join(folder ?? '', part)).map((name) => statSync(join(folder ?? '', part, name)).size),
    );
    const bytes = files.reduce((sum, of) => sum + of, 0);
    expect(size).toEqual({ files: files.length, bytes, largest: Math.max(...files) });
  });

  test('delivers nothing where the record has the delivery since the time that is given, and else does', async () => {
    const place = places.open();
    const run = async (...more: string[]): Promise<PrepareResult> => {
      const args = ['prepare', ...place.args, ...more, '--json'];
      const ended = await program.call(args, { cwd: place.folder, env: place.env });
      return prepareResultSchema.parse(readOne(ended));
    };
    const unless = '--med-mindre-levert-siden';
    const before = new Date().toISOString();
    const first = await run(unless, before);
    expect(first).toMatchObject({ ok: true });
    const second = await run(unless, before);
    expect(second).toMatchObject({ ok: false, exitCode: 13, problems: [{ code: 'run.delivered-already' }] });
    expect(second.problems[0]?.got).toContain(first.run);
    expect(await run(unless, 'yesterday')).toMatchObject({ exitCode: 2, problems: [{ at: unless }] });
    expect(readdirSync(place.ut)).toHaveLength(1);
  });

  test('tells a person on stdout what was delivered, and on stderr how it goes', async () => {
    const place = places.open();
    const ended = await program.run('prepare-main', place.args, { cwd: place.folder, env: place.env });
    const [name = ''] = readdirSync(place.ut);
    expect(ended.stdout).toContain(`Package      ut/${name}`);
    expect(ended.stdout).toContain(`tilrette verify ut/${name}`);
    expect(ended.stdout).not.toMatch(/^ {2}population/m);
    expect(ended.stderr).toMatch(/^ {2}population \d/m);
    expect(ended.stderr).not.toContain('Package');
  });

  test('finds the extracts beside the decision, puts the package in ut and makes keys on the first run', async () => {
    const place = places.open();
    const env = { TILRETTE_HJEM: undefined, TMPDIR: place.tmp };
    const call = { cwd: place.folder, env };
    const first = await program.run('prepare-main', ['--vedtak', 'decision.json'], call);
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toContain('New keys     .tilrette');
    const again = await program.run('prepare-main', ['--vedtak', 'decision.json'], call);
    expect(again).toMatchObject({ status: 0 });
    expect(again.stdout).not.toContain('New keys');
    expect(readdirSync(join(place.folder, 'ut'))).toHaveLength(2);
    expect(
      (await readVerified(join(place.folder, '.tilrette'))).filter((e) => e.type === 'delivered'),
    ).toHaveLength(2);
  });

  test('makes no keys where a state directory is named that has none', async () => {
    const place = places.open();
    const state = join(place.folder, 'elsewhere');
    const ended = await program.call(['prepare', ...place.args], {
      ...{ cwd: place.folder, env: { ...place.env, TILRETTE_HJEM: state } },
    });
    expect([ended.status, ended.stderr.includes('keys.missing')]).toEqual([13, true]);
    expect([existsSync(state), existsSync(place.ut)]).toEqual([false, false]);
  });

  test('keeps the numbers of the persons from one delivery to the next', async () => {
    const place = places.open();
    const call = { cwd: place.folder, env: place.env };
    await program.call(['prepare', ...place.args], call);
    const ended = await program.call(['prepare', ...place.args, '--json'], call);
    expect(prepareResultSchema.parse(readOne(ended))).toMatchObject({ ok: true, persons: 60 });
    const kept = readdirSync(join(place.state, 'noekler')).map((name) =>
      name.replace(/levert\..*\.age/, 'levert'),
    );
    expect(kept.sort()).toEqual(['26_00001.levert', '26_00001.noekkel.age', '26_00001.sak']);
  });
});

describe('the other commands', () => {
  test('give one document each, in success', async () => {
    const place = places.open();
    const call = { cwd: place.folder, env: place.env };
    const input = place.args.slice(0, 4);
    const lines = [
      ['check', ...input],
      ['plan', ...input, '--sql'],
      ['keys', 'vis'],
      ['oversikt', '--verifiser'],
    ];
    for (const line of lines) {
      const ended = await program.call([...line, '--json'], call);
      expect([line[0], ended.status, ended.stderr]).toEqual([line[0], 0, '']);
      expect(readOne(ended)).toMatchObject({ versjon: 1, ok: true, exitCode: 0, problems: [] });
    }
  });

  test('give one document each, in failure, with the exit status of its stage', async () => {
    const place = places.openText('{ "versjon": 1 ');
    const call = { cwd: place.folder, env: place.env };
    const input = place.args.slice(0, 4);
    const lines = {
      10: ['check', ...input],
      16: ['verify', 'nothing'],
      13: ['keys', 'ny'],
      2: ['unpack', 'nothing', '--identitet', 'nowhere', '--ut', 'x'],
    };
    for (const [status, line] of Object.entries(lines)) {
      const ended = await program.call([...line, '--json'], call);
      expect([line[0], String(ended.status)]).toEqual([line[0], status]);
      expect(readOne(ended)).toMatchObject({ versjon: 1, ok: false, exitCode: Number(status) });
    }
  });

  test('oversikt shows each run and proves the chain, and refuses an altered record', async () => {
    const place = places.open({ 'anonymitet.k': 40, 'anonymitet.vedBrudd': 'avvis' });
    const call = { cwd: place.folder, env: place.env };
    await program.call(['prepare', ...place.args], call);
    const whole = await program.call(['oversikt', '--verifiser'], call);
    expect(whole.stdout).toContain('2 entries, each signed and chained to the one before');
    expect(whole.stdout).toMatch(/26\/00001 {2}refused {2}risk\.k/);
    const entries = join(place.state, 'oversikt.jsonl');
    writeFileSync(entries, readFileSync(entries, 'utf8').replace('risk.k', 'risk.l'));
    const altered = await program.call(['oversikt'], call);
    expect([altered.status, altered.stderr.includes('ledger.altered')]).toEqual([16, true]);
  });
});
