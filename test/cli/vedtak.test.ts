import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkResultSchema } from '../../src/artifacts/check-result.ts';
import { tellsOverlap, shownCounts } from '../../src/steps/feasibility/shown-counts.ts';
import { writeWorkbook } from '../vedtak/letter/written-workbook.ts';
import { compileProgram } from './compiled-program.ts';
import { demoDecision } from './demo-decision.ts';
import { openPlaces } from './place.ts';

const program = compileProgram();
const open = await openPlaces();
const extracts = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
const LIST =
  'Vedlegg 2;;\nRegister;Variabelnavn;Minimering\nnpr;Inndato;referansedato\n;Fødselsdato;10-årsgrupper\n;liggetidd;\n';

test('vedtak ny drafts what list and catalogue say, tells what does not match, and check tells what is open', async () => {
  const place = open(null, LIST);
  const call = { cwd: place.folder, env: place.env };
  const ny = ['vedtak', 'ny', '--variabelliste', place.vedtak, '--ut', 'utkast.json'];
  const asked = await program.call(ny, call);
  expect([asked.status, asked.stderr]).toEqual([2, expect.stringContaining('usage.confirmation')]);
  const columns = 'register=Register,variabel=Variabelnavn,minimering=Minimering';
  const made = await program.call([...ny, '--kolonner', columns], call);
  expect([made.status, made.stderr]).toEqual([10, expect.stringContaining('if liggetid is meant')]);
  const draft = JSON.parse(readFileSync(join(place.folder, 'utkast.json'), 'utf8')) as unknown;
  expect(draft).toMatchObject({
    vedtak: { status: 'utkast' },
    registre: [
      {
        register: 'npr',
        tabell: 'episode',
        variabler: [
          { navn: 'inndato', minimering: { type: 'referansedato' } },
          { navn: 'foedselsdato', minimering: { type: 'aldersgruppe', ved: 'inndato', bredde: 10 } },
        ],
      },
    ],
  });
  const checked = await program.call(['check', '--vedtak', 'utkast.json'], call);
  expect([checked.status, checked.stderr]).toEqual([10, expect.stringContaining('add the key "saksnummer"')]);
});

test('vedtak ny drafts from an Excel list what it drafts from the same list as CSV', async () => {
  const place = open(null, LIST);
  const sheet = LIST.trimEnd()
    .split('\n')
    .map((line) => line.split(';').map((cell) => (cell === '' ? null : cell)));
  writeFileSync(join(place.folder, 'liste.xlsx'), writeWorkbook(sheet));
  const columns = 'register=Register,variabel=Variabelnavn,minimering=Minimering';
  const draft = async (list: string, ut: string): Promise<unknown> => {
    const args = ['vedtak', 'ny', '--variabelliste', list, '--ut', ut, '--kolonner', columns];
    const made = await program.run('main', args, { cwd: place.folder, env: place.env });
    expect([made.status, made.stderr]).toEqual([10, expect.stringContaining('if liggetid is meant')]);
    return JSON.parse(readFileSync(join(place.folder, ut), 'utf8'));
  };
  const fromExcel = await draft('liste.xlsx', 'fra-excel.json');
  expect(fromExcel).toHaveProperty('registre.0.variabler.1.navn', 'foedselsdato');
  expect(fromExcel).toEqual(await draft(place.vedtak, 'fra-csv.json'));
});

test('a draft is measured on its extracts by check, and refused by prepare', async () => {
  const place = open(extracts, demoDecision({ 'vedtak.status': 'utkast' }));
  const call = { cwd: place.folder, env: place.env };
  const args = place.args.slice(0, 4);
  const { stdout } = await program.call(['check', ...args, '--json'], call);
  const { ok, feasibility } = checkResultSchema.parse(JSON.parse(stdout));
  expect(ok).toBe(true);
  const counts = feasibility?.steps.flatMap(({ persons }) => persons ?? []) ?? [];
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.every((n) => n >= 5)).toBe(true);
  expect(feasibility?.coarseness.map(({ demands }) => demands.find(({ k }) => k === 5)?.met)).toEqual([
    false,
    true,
  ]);
  expect(feasibility?.earlier?.map(({ deliveries }) => deliveries)).toEqual([0, 0, 0]);
  const refused = await program.call(['prepare', ...place.args], call);
  expect([refused.status, refused.stderr]).toEqual([10, expect.stringContaining('vedtak.status')]);
});

test('vis and diff print a page and a sentence', async () => {
  const place = open(null, demoDecision());
  const amended = join(dirname(place.vedtak), 'b.json');
  writeFileSync(amended, JSON.stringify(demoDecision({ 'anonymitet.k': 7 })));
  const page = await program.call(['vedtak', 'vis', place.vedtak, '--markdown'], {
    cwd: place.folder,
  });
  expect(page.stdout).toMatch(/^# Vedtak 26\/00001\n/);
  const told = await program.call(['vedtak', 'diff', place.vedtak, amended], { cwd: place.folder });
  expect(told.stdout).toBe('- anonymitet.k endres fra «5» til «7».\n');
});

test('a count that is small, or close to another that is shown, is not shown', () => {
  const counts = [100, 97, 90, 3, 100].map((persons, i) => ({ step: String(i), persons }));
  expect(shownCounts(counts, 5).map(({ persons }) => persons)).toEqual([100, null, 90, null, 100]);
  expect([tellsOverlap([10, 20], 28, 5), tellsOverlap([10, 20], 20, 5)]).toEqual([true, false]);
});
