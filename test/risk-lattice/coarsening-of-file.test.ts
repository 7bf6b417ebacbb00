import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { RiskFigures } from '../../src/artifacts/risk-result.ts';
import { readRiskOrder, riskOptionsSchema } from '../../src/cli/risk-options.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { measureRiskOfFile } from '../../src/steps/risk-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-grovere-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const data = write(
  'folk.csv',
  ['person,alder,kommune', 'a,31,0301', 'b,32,0301', 'c,33,0301', 'd,41,3201', 'e,42,3201', 'f,99,4601'].join(
    '\n',
  ) + '\n',
);
const alder = write(
  'alder.csv',
  ['31', '32', '33', '41', '42', '99'].map((a) => `${a};${a.slice(0, 1)}0-${a.slice(0, 1)}9;*`).join('\n'),
);
const kommune = write('kommune.csv', ['0301;Oslo;*', '3201;Akershus;*', '4601;Vestland;*'].join('\n'));

const defaults = {
  ...{ data, kvasi: 'alder,kommune', lType: 'distinkt', c: '2', avstand: 'lik', logaritme: '2', k: '2' },
  ...{ mangler: 'kategori', alfa: '1', individuell: 'eksakt', sudaPoeng: 'elliot', disAndel: '0.01' },
  ...{ minne: '600MB', traader: '1' },
};

async function measure(options: Readonly<Record<string, unknown>>): Promise<RiskFigures> {
  const order = await readRiskOrder(riskOptionsSchema.parse({ ...defaults, ...options }), () => 0);
  return measureRiskOfFile(order, new AbortController().signal);
}

const codesOf = async (options: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
  const error: unknown = await measure(options).then(
    () => new Error('was not refused'),
    (e: unknown) => e,
  );
  if (!(error instanceof PipelineError)) throw error;
  return [error.stage, ...error.problems.map((p) => p.code)];
};
const hierarki = [`alder=${alder}`, `kommune=${kommune}`];

it('one person may be suppressed: then age bands do, and nothing else is coarser', async () => {
  const { transformation: t } = await measure({ hierarki, maksUndertrykking: '0.2' });
  expect(t).toMatchObject({
    levels: { alder: 1, kommune: 0 },
    highest: { alder: 2, kommune: 2 },
    ...{ suppressed: 1, exact: true, metric: 'loss' },
    forced: [{ column: 'alder', level: 0, reason: 'tooMuchSuppressed', suppressed: 6 }],
  });
  expect(t?.nextBest[0]?.loss).toBeGreaterThanOrEqual(t?.loss ?? 1);
});

it('nobody may be suppressed: then it takes the coarsest level of one column', async () => {
  const { transformation: t } = await measure({ hierarki });
  expect([t?.suppressed, t?.levels]).toEqual([0, { alder: 2, kommune: 2 }]);
});

it('a column without a hierarchy stays as it is, and persons with several keys are counted once a class', async () => {
  const twice = write('to.csv', 'person,alder,kommune\na,31,1\na,32,1\nb,41,1\nc,42,1\n');
  const { transformation: t } = await measure({
    data: twice,
    person: 'person',
    hierarki: [`alder=${alder}`],
  });
  expect(t?.levels).toEqual({ alder: 2, kommune: 0 });
});

it('other measures of loss, and a search that is ended at once, tell what they promise', async () => {
  for (const tap of ['aecs', 'discernibility', 'precision', 'entropy', 'height'])
    expect((await measure({ hierarki, tap })).transformation?.levels).toEqual({ alder: 2, kommune: 2 });
  const order = await readRiskOrder(
    riskOptionsSchema.parse({ ...defaults, hierarki, maksUndertrykking: '0.2', maksTid: '1' }),
    (
      (time) => () =>
        (time += 2000)
    )(0),
  );
  const { transformation: t } = await measureRiskOfFile(order, new AbortController().signal);
  expect(t?.bound).toBeLessThanOrEqual(t?.loss ?? -1);
});

it('local suppression states its rule: an empty cell equals empty cells, or anything', async () => {
  const four = write('fire.csv', 'alder,kommune\n31,1\n31,1\n41,1\n51,2\n');
  const of = async (lokalUndertrykking: string) =>
    (await measure({ data: four, lokalUndertrykking })).localSuppression;
  expect(await of('klasse')).toMatchObject({ cells: 4, byColumn: { alder: 2, kommune: 2 }, exact: false });
  expect(await of('jokertegn')).toMatchObject({ cells: 2, bound: 2, exact: true });
  expect((await of('klasse'))?.meaning).toContain('published alike');
  expect(await codesOf({ data: four, lokalUndertrykking: 'klasse', k: undefined })).toEqual([
    ...['usage', 'usage.option'],
  ]);
  expect(await codesOf({ data: four, lokalUndertrykking: 'klasse', k: '5' })).toEqual([
    ...['risk', 'risk.no-transformation'],
  ]);
});

it('bad input is refused by its code, with the stage that gives the exit status', async () => {
  const missing = write('mangler.csv', '31;*\n32;*\n');
  const noTree = write(
    'ikke-tre.csv',
    ['31;3;a', '32;3;b', '33;3;a', '41;4;a', '42;4;a', '99;9;a'].join('\n'),
  );
  const empty = write('tom.csv', 'alder,kommune\n');
  expect(await codesOf({ hierarki: [`alder=${missing}`] })).toEqual(['run', 'risk.hierarchy-misses']);
  expect(await codesOf({ hierarki: [`alder=${noTree}`] })).toEqual(['run', 'risk.hierarchy-not-tree']);
  expect(await codesOf({ hierarki, k: '7' })).toEqual(['risk', 'risk.no-transformation']);
  expect(await codesOf({ hierarki, k: '7', maksUndertrykking: '0.99' })).toEqual([
    'risk',
    'risk.no-transformation',
  ]);
  expect(await codesOf({ hierarki, k: '1' })).toEqual(['usage', 'usage.option']);
  expect(await codesOf({ hierarki, k: undefined })).toEqual(['usage', 'usage.option']);
  expect(await codesOf({ tap: 'loss' })).toEqual(['usage', 'usage.option']);
  expect(await codesOf({ hierarki, maksUndertrykking: '1' })).toEqual(['usage', 'usage.option']);
  expect(await codesOf({ hierarki: [...hierarki, `alder=${alder}`] })).toEqual(['usage', 'usage.option']);
  expect(await codesOf({ hierarki: [`annet=${alder}`] })).toEqual(['usage', 'usage.option']);
  expect((await codesOf({ hierarki, data: empty }))[0]).toBe('run');
});

it('a demand on population uniques is met by coarsening, and asks for the size of the population', async () => {
  const all = { hierarki, k: '2', maksUndertrykking: '0.2', populasjonAntall: '60' };
  const { transformation: loose } = await measure({ ...all, maksUnike: '0.5' });
  expect(loose).toMatchObject({ levels: { alder: 1, kommune: 0 } });
  const { transformation: strict } = await measure({ ...all, k: '2', maksUnike: '0' });
  expect(strict?.k).toBeGreaterThan(1);
  expect(await codesOf({ hierarki, maksUnike: '0.1' })).toEqual(['usage', 'usage.option']);
});
