import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { registerResultSchema, registreResultSchema } from '../../src/artifacts/registre-result.ts';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { compileProgram } from './compiled-program.ts';

const program = compileProgram();
const folder = mkdtempSync(join(tmpdir(), 'tilrette-registre-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const run = (...args: string[]) => program.call(args, { cwd: folder });

const shipped = join(configsDirectory(), 'registre');

/** A configuration of the forvalter's own: one register made after a shipped one. */
function ownConfigs(name: string, change: (text: string) => string): string {
  const configs = join(folder, name);
  mkdirSync(join(configs, 'registre'), { recursive: true });
  const text = readFileSync(join(shipped, 'nrl.json'), 'utf8').replace('"id": "nrl"', '"id": "eget"');
  writeFileSync(join(configs, 'registre', 'eget.json'), change(text));
  return configs;
}

test('registre lists every register of the catalogue, to a machine and to a person', async () => {
  const { stdout } = await run('registre', '--json');
  const { registre } = registreResultSchema.parse(JSON.parse(stdout));
  expect(registre.map((r) => `${r.id}.json`)).toEqual(readdirSync(shipped).sort());
  const listed = await run('registre');
  const [head = '', ...lines] = listed.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^id +class +HDS from +tables +name$/);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(registre.map((r) => r.id));
});

test('registre ID describes tables, variables, code systems, levels and pointers', async () => {
  const { stdout } = await run('registre', 'mfr', '--json');
  const { register } = registerResultSchema.parse(JSON.parse(stdout));
  const [mother] = register.tabeller[0]?.variabler.filter((v) => v.pekerPaa === 'mor') ?? [];
  expect(mother).toMatchObject({ navn: 'mors_foedselsnummer', art: 'direkte', nivaaer: ['loepenummer'] });
  const text = (await run('registre', 'mfr')).stdout;
  expect(text).toMatch(/national solution +§ 3 letter c, Helsedataservice decides from 2023-03-15\n/);
  expect(text).toMatch(/kommunenummer +tekst +kvasi +kommune +fylke region +- +Mors bostedskommune/);
});

test('an id that there is not ends with 2 and names the nearest', async () => {
  for (const args of [
    ['registre', 'sysvakk'],
    ['synth', '--personer', '5', '--ut', 'x', '--register', 'sysvakk'],
  ]) {
    const { status, stderr } = await run(...args);
    expect([status, stderr.includes('fix       write sysvak\n')]).toEqual([2, true]);
  }
});

test("a register of the forvalter's own is one file, and its extract is made from it", async () => {
  const configs = ownConfigs('egne', (text) => text);
  const listed = await run('registre', '--configs', configs, '--json');
  expect(registreResultSchema.parse(JSON.parse(listed.stdout)).registre.map((r) => r.id)).toEqual(['eget']);
  const args = ['--personer', '300', '--ut', 'uttrekk', '--register', 'eget', '--configs', configs];
  expect((await run('synth', ...args)).status).toBe(0);
  expect(readdirSync(join(folder, 'uttrekk')).sort()).toEqual([
    'eget.operasjon.parquet',
    'identiteter.parquet',
    'samtykker.csv',
  ]);
});

test('a mistake in it ends with 11, with its line and the nearest name', async () => {
  const configs = ownConfigs('feil', (text) => text.replace('"kodeverk": "icd10"', '"kodeverk": "icd-10"'));
  const { status, stderr } = await run('registre', '--configs', configs);
  expect(status).toBe(11);
  expect(stderr).toMatch(
    /catalogue\.value at eget\.json: tabeller\[0\]\.variabler\[\d+\]\.kodeverk \(line \d+\)\n {2}expected .*\n {2}got {7}"icd-10"\n {2}fix {7}write "icd10"/,
  );
});

test('a folder without registers ends with 11', async () => {
  cpSync(shipped, join(folder, 'ingen', 'annet'), { recursive: true });
  const { status, stderr } = await run('registre', '--configs', 'ingen');
  expect([status, stderr.split(' ')[0]]).toEqual([11, '\ncatalogue.empty']);
});
