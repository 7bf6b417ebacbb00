import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkResultSchema } from '../../src/artifacts/check-result.ts';
import { deadlinesResultSchema } from '../../src/artifacts/deadlines.ts';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { ruleListSchema } from '../../src/artifacts/rule-list.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { compileProgram, type Ended } from './compiled-program.ts';
import { readVerified, type Place } from './place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

const call = (place: Place) => ({ cwd: place.folder, env: place.env });
const prepare = (place: Place, ...more: readonly string[]): Promise<Ended> =>
  program.call(['prepare', ...place.args, ...more, '--json'], call(place));
const tell = (place: Place, ...line: readonly string[]): Promise<Ended> => program.call(line, call(place));

/** In mode H the approval by REK that is missing is a warning. */
const warned = { 'rettsgrunnlag.rek': undefined };

describe('a warning', () => {
  test('stops prepare until a named person has answered it, and says how', async () => {
    const place = places.open(warned);
    const ended = await prepare(place);
    const result = prepareResultSchema.parse(JSON.parse(ended.stdout));
    expect([ended.status, result.ok]).toEqual([10, false]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({ code: 'vedtak.rek-missing' });
    expect(result.problems[0]?.fix).toContain('--bekreft "R1=why it holds" --bekreftet-av NAME');
  });

  test('that is answered lets the delivery through; the answer is recorded and goes with its notes', async () => {
    const place = places.open(warned);
    const answer = ['--bekreft', 'R1=Godkjenningen ligger i sak 26/7', '--bekreftet-av', 'Kari Nordmann'];
    const result = prepareResultSchema.parse(JSON.parse((await prepare(place, ...answer)).stdout));
    expect(result).toMatchObject({ ok: true, persons: 60 });
    expect(result.notes).toContainEqual(
      expect.objectContaining({
        code: 'R1',
        answer: { text: 'Godkjenningen ligger i sak 26/7', by: 'Kari Nordmann' },
      }),
    );
    const started = (await readVerified(place.state)).find((entry) => entry.type === 'run-started');
    expect(started).toMatchObject({
      svar: [{ kode: 'R1', tekst: 'Godkjenningen ligger i sak 26/7', av: 'Kari Nordmann' }],
    });
  });

  test('is only shown by check', async () => {
    const place = places.open(warned);
    const shown = await tell(place, 'check', ...place.args.slice(0, 4));
    expect([shown.status, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toMatch(/^Warnings: .*\n {2}R1 {2}Medical or health research without approval/m);
  });
});

describe('check', () => {
  test('shows the whole assessment of a decision that the law refuses, with exit status 10', async () => {
    const place = places.open({ 'registre.1.taushetsplikt': [] });
    const input = ['check', ...place.args.slice(0, 4)];
    const ended = await tell(place, ...input, '--json');
    const result = checkResultSchema.parse(JSON.parse(ended.stdout));
    expect([ended.status, result.ok, result.exitCode]).toEqual([10, false, 10]);
    expect(result.problems.map(({ code }) => code)).toEqual(['vedtak.taushetsplikt-missing']);
    expect(result.assessment.rules.find(({ code }) => code === 'T1')).toMatchObject({ outcome: 'refuse' });
    expect(result.deadline).toMatchObject({ virkedager: 60, from: '2025-11-03', saturday: 'virkedag' });
    const page = await tell(place, ...input, '--markdown', '--loerdag', 'fridag');
    expect([page.status, page.stderr]).toEqual([10, '']);
    expect(page.stdout).toContain('# Legal assessment of 26/00001');
    expect(page.stdout).toContain('| T1 | No basis is named for a source | hregl § 19 a | refuse |');
    expect(page.stdout).toContain('Saturday not counted');
  });
});

test('check tells what the extracts lack beside the assessment', async () => {
  const place = places.open({ 'registre.0.variabler.7': { navn: 'ubestilt' } });
  const ended = await tell(place, 'check', ...place.args.slice(0, 4));
  expect(ended.status).toBe(11);
  expect(ended.stdout).toContain('extracts: not as the decision asks');
  expect(ended.stdout).toMatch(/^Met: \d+ rules/m);
  expect(ended.stderr).toContain('plan.unknown-variable at registre[0].variabler[7].navn');
});

describe('a demand that is not met, and no measure ordered', () => {
  const strict = { 'anonymitet.k': 40, 'anonymitet.vedBrudd': 'avvis' };
  const notes = (place: Place): readonly string[] =>
    readdirSync(place.state).filter((name) => name.startsWith('funn-'));

  test('becomes a note to Helsedataservice that tells no count', async () => {
    const place = places.open(strict);
    const { problems } = prepareResultSchema.parse(JSON.parse((await prepare(place)).stdout));
    const [name = ''] = notes(place);
    const path = join(place.state, name);
    expect(problems[0]?.fix).toContain(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('Til: Helsedataservice');
    expect(text).toContain('Minst 40 personer i hver gruppe av npr.episode.aldersgruppe');
    const [, found = ''] = /## Hva som ble funnet\n([\s\S]*?)\n## /.exec(text) ?? [];
    expect(found).not.toMatch(/\d/);
  });

  test('stays with the forvalter to whom the minimisation is delegated', async () => {
    const place = places.open({ ...strict, 'vedtak.dataminimeringVed': 'registerforvalter' });
    const ended = await prepare(place);
    expect([ended.status, notes(place)]).toEqual([14, []]);
  });
});

describe('frister', () => {
  test('tells when a delivery is to be deleted and when its decision ends', async () => {
    const place = places.open();
    await prepare(place);
    const ended = await tell(place, 'frister', '--vedtak', place.vedtak, '--json');
    const result = deadlinesResultSchema.parse(JSON.parse(ended.stdout));
    expect(result.recorded.map(({ what, due, saksnummer }) => [what, due, saksnummer])).toEqual([
      ['slettes', '2039-12-31', '26/00001'],
      ['gyldigTil', '2039-12-31', '26/00001'],
    ]);
    expect(result.deadline).toMatchObject({ due: '2026-01-15', because: 'soeknadKomplett' });
    const text = await tell(place, 'frister');
    expect(text.stdout).toMatch(/^Saturday counted as a virkedag/);
    expect(text.stdout).toMatch(/^2039-12-31 {2}in \d+ days .* the databruker deletes$/m);
  });
});

test('regler gives the list for machines', async () => {
  const place = places.open();
  const list = ruleListSchema.parse(JSON.parse((await tell(place, 'regler', '--json')).stdout));
  expect(list.rules.find(({ code }) => code === 'R1')).toMatchObject({
    H: 'warn',
    F: 'refuse',
    'H+': 'warn',
  });
});
