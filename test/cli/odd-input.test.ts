import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileProgram, type Ended } from './compiled-program.ts';
import { demoDecision, demoIdentity } from './demo-decision.ts';
import { openPlaces, type Place } from './place.ts';

const demoExtracts = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
const program = compileProgram();
const places = await openPlaces();
const place = places(null, demoDecision());
const call = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  program.call(args, { cwd: place.folder, env: { ...place.env, ...env } });
const pipelineOf = ({ vedtak, uttrekk, ut }: Place): string =>
  JSON.stringify({
    ...{ versjon: 1, vedtak, uttrekk: { mappe: uttrekk }, ut },
    naar: { cron: '* * * * *', tidssone: 'Europe/Oslo' },
  });

describe('the record', () => {
  test('that is not there has no deadlines to be told, and is an error', async () => {
    const nowhere = { TILRETTE_HJEM: join(place.folder, 'nowhere') };
    const ended = await call(['frister'], nowhere);
    expect(ended).toMatchObject({ status: 13, stdout: '' });
    expect(ended.stderr).toContain('keys.missing');
    expect(await call(['frister', '--vedtak', place.vedtak], nowhere)).toMatchObject({ status: 0 });
  });

  test('is looked through for what is out under a decision that is withdrawn', async () => {
    const withdrawn = join(place.folder, 'withdrawn.json');
    writeFileSync(withdrawn, JSON.stringify(demoDecision({ 'vedtak.status': 'trukket' })));
    const ended = await call(['frister', '--vedtak', withdrawn]);
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('The decision of 26/00001 is withdrawn');
  });

  test('without a run says so', async () => {
    expect(await call(['oversikt'])).toMatchObject({ status: 0, stdout: 'The record holds no run.\n' });
  });

  test('takes a receipt or a deletion in one call, never one of the two unseen', async () => {
    const ended = await call(['kvittering', 'r', '--mottatt', '2026-01-01', '--slettet-av', 'databruker']);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain('--mottatt alone');
  });
});

describe('what a person writes for the record', () => {
  test.each([
    [['keys', 'slett', '26/1', '--begrunnelse', ' '], '--begrunnelse'],
    [['keys', 'slett', '26/1', '--begrunnelse', 'x'.repeat(501)], '--begrunnelse'],
    [['kvittering', 'r', '--slettet-av', ' '], '--slettet-av'],
    [['kvittering', 'r', '--slettet-av', 'a\nb'], '--slettet-av'],
  ])('is one line of some length (%#)', async (args, option) => {
    const ended = await call(args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain(`usage.option at ${option}`);
  });

  test('is not asked for where there is no koblingsnøkkel to delete', async () => {
    expect((await call(['keys', 'slett', '26/1'])).stderr).toContain('keys.no-key');
  });
});

describe('pipelines', () => {
  const folder = join(place.folder, 'pipelines');
  mkdirSync(folder);

  test('are not run where their metrics cannot be written', async () => {
    writeFileSync(join(folder, 'natt.json'), pipelineOf(place));
    const metrics = join(place.folder, 'nowhere', 'm.prom');
    const ended = await call(['batch', '--pipelines', folder, '--metrikk', metrics]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('usage.folder');
    expect(ended.stderr).not.toContain('natt');
  });

  test('get no units while one of their files cannot be read, since its folders would be closed to them', async () => {
    writeFileSync(join(folder, 'halv.json'), '{');
    const units = join(place.folder, 'units');
    const ended = await call(['schedule', '--pipelines', folder, '--systemd', units]);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain('halv.json');
    expect(existsSync(units)).toBe(false);
  });
});

describe('a copy of the keys', () => {
  test('to somebody whose key is no key names the option, and leaves nothing', async () => {
    const ended = await call(['keys', 'eksporter', '--ut', 'kopi', '--mottaker', 'age1xyz']);
    expect(ended.status).toBe(15);
    expect(ended.stderr).toContain('keys.recipient at --mottaker');
    expect(readdirSync(place.folder).filter((name) => name.includes('kopi'))).toEqual([]);
  });
});

describe('an output folder', () => {
  test.runIf(process.platform === 'linux')('that no file system takes is refused at once', async () => {
    const ended = await call(['prepare', ...place.args.slice(0, -1), '/proc/tilrette/ut']);
    expect(ended.status).not.toBe(0);
    const unpacked = ['unpack', place.ut, '--identitet', demoIdentity, '--ut', '/proc/tilrette/ut'];
    expect((await call(unpacked)).status).toBe(16);
  });
});

describe('an empty value', () => {
  test.each([
    [['prepare', '--vedtak', place.vedtak, '--ut', ''], '--ut'],
    [['check', '--vedtak', ''], '--vedtak'],
    [['unpack', place.ut, '--identitet', demoIdentity, '--ut', ''], '--ut'],
    [['verify', ''], 'an argument'],
  ])('is no path to the folder one stands in (%#)', async (args, named) => {
    const ended = await call([...args, '--json']);
    expect(ended.status).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, exitCode: 2 });
    expect(ended.stderr).toContain(named);
  });

  test('of TILRETTE_HJEM is no state directory', async () => {
    const ended = await call(['oversikt'], { TILRETTE_HJEM: '' });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('usage.option at TILRETTE_HJEM');
  });
});

describe('a number', () => {
  test.each([
    ['--minne', '99999999999999999999GB'],
    ['--traader', '1000000000'],
  ])('that no machine has is refused for %s', async (option, value) => {
    const ended = await call(['prepare', ...place.args, option, value]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(`usage.option at ${option}`);
  });
});

describe('what is printed', () => {
  test('has no control character of what was given, and ends each value with its line', async () => {
    const ended = await call(['keys', 'slett', '26/1\u001b[2J\u202e\nfix  none']);
    expect(ended.stderr).toContain('26/1<U+001B>[2J<U+202E><U+000A>fix  none');
  });

  test.runIf(process.platform === 'linux')('to a full disk is missed, told, and no success', async () => {
    const before = ['sh', '-c', 'exec "$@" >/dev/full', 'sh'];
    const ended = await program.run('main', ['regler'], { cwd: place.folder, before });
    expect(ended.status).toBe(13);
    expect(ended.stderr).toContain('usage.output at stdout');
    expect(ended.stderr).not.toMatch(/^\s+at /mu);
  });

  test('to nobody any more stops no delivery', async () => {
    const other = places(demoExtracts, demoDecision());
    const before = ['bash', '-c', '"$@" 2> >(exit 0); echo "ended with $?"', 'bash'];
    const ended = await program.run('main', ['prepare', ...other.args, '--json'], {
      ...{ cwd: other.folder, env: other.env, before },
    });
    expect(ended.stdout).toContain('"outcome":"delivered"');
    expect(ended.stdout).toContain('ended with 0');
  });
});

describe('a file', () => {
  test.runIf(process.platform === 'linux')('that never ends is told by its size', async () => {
    const ended = await call(['check', '--vedtak', '/dev/zero']);
    expect(ended.status).toBe(10);
    expect(ended.stderr).toContain('vedtak.size');
  });

  test('that is a folder or not there is told so in words', async () => {
    expect((await call(['check', '--vedtak', place.folder])).stderr).toContain('a folder (EISDIR)');
    const missing = await call(['check', '--vedtak', join(place.folder, 'borte.json')]);
    expect(missing.stderr).toContain('no such file or folder (ENOENT)');
  });

  test('for a password is refused where the decision makes none', async () => {
    const other = places(demoExtracts, demoDecision());
    const file = join(other.folder, 'passord.txt');
    const ended = await call(['prepare', ...other.args, '--passord-fil', file], other.env);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('usage.option at --passord-fil');
    expect([existsSync(file), readdirSync(other.ut)]).toEqual([false, []]);
  });
});

describe('the signature of a package', () => {
  test('asks for the senders where no state directory has any', async () => {
    const nowhere = mkdtempSync(join(place.folder, 'n-'));
    const ended = await call(['verify', place.ut], { TILRETTE_HJEM: join(nowhere, 'x') });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('--avsendere FILE');
  });
});

describe('an empty record', () => {
  test('has the header of its spreadsheet all the same', async () => {
    const fresh = { TILRETTE_HJEM: join(mkdtempSync(join(place.folder, 'n-')), 'x') };
    await call(['keys', 'ny'], fresh);
    const { stdout } = await call(['oversikt', '--csv'], fresh);
    expect(stdout).toMatch(/^\uFEFF"Saksnummer";"Kjøring";.*"Avvik oppdaget"\r\n$/u);
  });
});

describe('what is there already', () => {
  const data = join(demoExtracts, 'dar.doedsfall.parquet');
  const risk = ['risk', '--data', data, '--kvasi', 'underliggende_aarsak', '--rapport'];

  test('is not written over by a report, nor by synthetic registers', async () => {
    const folder = mkdtempSync(join(place.folder, 'n-'));
    const mine = join(folder, 'mine.json');
    const extract = join(folder, 'dar.doedsfall.parquet');
    for (const file of [mine, extract]) writeFileSync(file, 'mine');
    const reported = await call([...risk, mine]);
    const made = await call(['synth', '--personer', '10', '--ut', folder]);
    for (const ended of [reported, made]) {
      expect(ended.status).toBe(2);
      expect(ended.stderr).toContain('usage.exists');
    }
    expect([mine, extract].map((file) => readFileSync(file, 'utf8'))).toEqual(['mine', 'mine']);
  });

  test('a report is a page or data by the ending of its name', async () => {
    const ended = await call([...risk, join(place.folder, 'rapport.txt')]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('usage.option at --rapport');
  });

  test('options of what is not asked for are refused, and no folder is made for a refusal', async () => {
    const args = ['risk', '--data', data, '--kvasi', 'underliggende_aarsak'];
    expect((await call([...args, '--alfa', 'x'])).stderr).toContain('usage.option at --alfa');
    expect((await call([...args, '--suda-maks', '3'])).stderr).toContain('usage.option at --suda-maks');
    const folder = join(place.folder, 'ingen');
    expect((await call(['synth', '--personer', '0', '--ut', folder])).status).toBe(2);
    expect(existsSync(folder)).toBe(false);
  });
});
