import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileProgram, type Ended } from './compiled-program.ts';
import { demoDecision, demoIdentity } from './demo-decision.ts';
import { openPlaces, type Place } from './place.ts';

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
    [['keys', 'slett', '26/1', '--begrunnelse', ''], '--begrunnelse'],
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
    expect(ended.stderr).toContain('package.recipient-unusable at --mottaker');
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
