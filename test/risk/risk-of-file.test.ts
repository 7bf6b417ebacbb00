import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riskResultSchema, type RiskFigures } from '../../src/artifacts/risk-result.ts';
import { renderRisk } from '../../src/cli/render-risk.ts';
import { readRiskOrder, riskOptionsSchema } from '../../src/cli/risk-options.ts';
import { measureRiskOfFile } from '../../src/steps/risk-of-file.ts';
import { copyToParquet } from '../../src/sql/dialect.ts';
import { problemsOf } from '../sql/problems.ts';
import { openTestEngine } from './ask.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-risk-'));
const at = (name: string): string => join(folder, name);
const engine = await openTestEngine([folder]);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Every cell is a mark that may stand in no output. */
const MARK = 'merke';
const people = Array.from({ length: 40 }, (_, i) => ({
  alder: `${MARK}alder${i % 5}`,
  kommune: `${MARK}kommune${i % 7}`,
  diagnose: `${MARK}diagnose${i % 3}`,
  person: `${MARK}person${i % 20}`,
}));
const columns = Object.keys(people[0] ?? {});

function writeCsv(name: string, separator = ','): void {
  const lines = people.map((row) => Object.values(row).join(separator));
  writeFileSync(at(name), `${[columns.join(separator), ...lines].join('\n')}\n`);
}

beforeAll(async () => {
  writeCsv('folk.csv');
  writeCsv('semikolon.csv', ';');
  const arrays = Object.fromEntries(columns.map((c) => [c, people.map((row) => row[c as keyof typeof row])]));
  writeFileSync(at('folk.arrow'), tableToIPC(tableFromArrays(arrays), 'file'));
  writeFileSync(at('stroem.arrows'), tableToIPC(tableFromArrays(arrays), 'stream'));
  const sql = copyToParquet(
    `FROM read_csv('${at('folk.csv')}', all_varchar = true)`,
    `'${at('folk.parquet')}'`,
  );
  await engine.run({ id: 'test', sql, params: [] });
  writeFileSync(at('tom.csv'), 'alder,kommune\n');
  writeFileSync(at('null.csv'), '');
  writeFileSync(at('bilde.parquet'), Buffer.alloc(4096, 7));
  writeFileSync(at('notat.txt'), 'alder\n1\n');
  writeFileSync(at('skjev.csv'), `alder,kommune\n${MARK}1,2\n${MARK}3,4,5\n`);
});

const defaults = {
  lType: 'distinkt',
  c: '2',
  avstand: 'lik',
  logaritme: '2',
  mangler: 'kategori',
  alfa: '1',
  individuell: 'eksakt',
  sudaPoeng: 'elliot',
  disAndel: '0.01',
  minne: '600MB',
  traader: '1',
};

async function measure(options: Readonly<Record<string, unknown>>): Promise<RiskFigures> {
  const order = await readRiskOrder(riskOptionsSchema.parse({ ...defaults, ...options }), () => 0);
  return measureRiskOfFile(order, new AbortController().signal);
}

const everything = {
  kvasi: 'alder,kommune',
  sensitiv: 'diagnose',
  person: 'person',
  hendelse: 'diagnose',
  m: '2',
  suda: true,
  delmengder: true,
  k: '3',
};

const asResult = (figures: RiskFigures) =>
  riskResultSchema.parse({ versjon: 1, ok: true, exitCode: 0, ...figures, problems: [] });

describe('the same rows as', () => {
  it.each(['semikolon.csv', 'folk.parquet', 'folk.arrow', 'stroem.arrows'])(
    '%s have the same figures as CSV',
    async (name) => {
      const csv = await measure({ ...everything, data: at('folk.csv') });
      expect(await measure({ ...everything, data: at(name) })).toEqual(csv);
    },
  );

  it('their own population are all of it', async () => {
    const f = await measure({ ...everything, data: at('folk.csv'), populasjon: at('folk.parquet') });
    expect([f.population?.unit, f.population?.presence, f.population?.kMap]).toEqual([
      'person',
      { min: 1, max: 1, minInData: 1 },
      f.k,
    ]);
  });
});

describe('what is told', () => {
  it('holds to its schema, names columns and counts, and no cell', async () => {
    const result = asResult(
      await measure({ ...everything, data: at('folk.csv'), populasjon: at('folk.csv'), mangler: 'kategori' }),
    );
    const told = `${JSON.stringify(result)}${renderRisk(result)}`;
    expect(told).toContain('kommune');
    expect(told).not.toContain(MARK);
  });

  it('begins with the verdict on what was demanded', async () => {
    const rendered = async (k: string) =>
      renderRisk(asResult(await measure({ data: at('folk.csv'), kvasi: 'alder', k })));
    expect(await rendered('8')).toMatch(/^\nEvery demand is met: k is 8, demanded at least 8\./);
    expect(await rendered('9')).toMatch(/^\nA demand is NOT met: k is 8, demanded at least 9\./);
    expect(renderRisk(asResult(await measure({ data: at('folk.csv'), kvasi: 'alder' })))).toMatch(
      /nothing was demanded/,
    );
  });

  it('holds each demand against what was found', async () => {
    const f = await measure({ ...everything, data: at('folk.csv'), k: '2', l: '4', t: '0.01' });
    expect(f.demands.map((d) => [d.name, d.demanded, d.met])).toEqual([
      ['k', 2, false],
      ['km', 2, false],
      ['l', 4, false],
      ['t', 0.01, false],
    ]);
  });
});

describe('a file that cannot be measured', () => {
  it.each([
    ['is not there', 'borte.csv', 'extract.unreadable'],
    ['is a folder', '.', 'extract.not-a-file'],
    ['is empty', 'null.csv', 'extract.empty-file'],
    ['has a header and no row', 'tom.csv', 'run.extract-empty'],
    ['has another ending', 'notat.txt', 'risk.file-form'],
    ['is no Parquet in spite of its name', 'bilde.parquet', 'extract.corrupt'],
    ['has a crooked line', 'skjev.csv', 'extract.csv-row'],
  ])('since it %s is refused', async (_, name, code) => {
    const problems = await problemsOf(() => measure({ data: at(name), kvasi: 'alder' }));
    expect(problems.map((p) => p.code)).toEqual([code]);
    expect(JSON.stringify(problems)).not.toContain(MARK);
  });

  it('since every row is left out is refused', async () => {
    writeFileSync(at('undertrykt.csv'), 'alder\n*\n*\n');
    const problems = await problemsOf(() =>
      measure({ data: at('undertrykt.csv'), kvasi: 'alder', undertrykt: '*' }),
    );
    expect(problems.map((p) => p.code)).toEqual(['risk.nothing-measured']);
  });

  it('by the file and the line, where a record has too few fields', async () => {
    writeFileSync(at('kort.csv'), 'alder,kommune\n1,2\n3\n');
    const problems = await problemsOf(() => measure({ data: at('kort.csv'), kvasi: 'alder' }));
    expect(problems).toMatchObject([{ code: 'extract.csv-row', at: at('kort.csv') }]);
    expect(problems[0]?.got).toContain('line 3');
    const population = { data: at('folk.csv'), kvasi: 'alder,kommune', populasjon: at('kort.csv') };
    expect(await problemsOf(() => measure(population))).toMatchObject([{ at: at('kort.csv') }]);
  });

  it('since no row has any quasi-identifier is refused', async () => {
    writeFileSync(at('blanke.csv'), 'alder,kommune,funn\n,,a\n,,b\n');
    const problems = await problemsOf(() => measure({ data: at('blanke.csv'), kvasi: 'alder,kommune' }));
    expect(problems.map((p) => p.code)).toEqual(['risk.all-missing']);
    const one = await measure({ data: at('blanke.csv'), kvasi: 'alder,funn' });
    expect(one.k).toBe(1);
  });

  it('since a row has no person is refused', async () => {
    writeFileSync(at('uten.csv'), 'alder,person\n1,a\n2,\n');
    const problems = await problemsOf(() =>
      measure({ data: at('uten.csv'), kvasi: 'alder', person: 'person' }),
    );
    expect(problems.map((p) => p.code)).toEqual(['risk.no-person']);
  });

  it('since wildcards and persons in several classes do not go together is refused', async () => {
    const problems = await problemsOf(() =>
      measure({ ...everything, data: at('folk.csv'), mangler: 'jokertegn' }),
    );
    expect(problems.map((p) => p.code)).toEqual(['risk.wildcard-persons']);
  });
});

describe('a question that cannot be asked', () => {
  it.each([
    ['a column that there is not', { kvasi: 'allder,kommune' }, 'risk.unknown-column'],
    ['a column in two roles', { sensitiv: 'alder' }, 'risk.column-twice'],
    ['no quasi-identifier', { kvasi: '' }, 'usage.option'],
    ['a k of 1', { k: '1' }, 'usage.option'],
    ['a k that is no number', { k: 'fem' }, 'usage.option'],
    ['a threshold above 1', { terskel: '1.5' }, 'usage.option'],
    ['l without a sensitive column', { l: '2' }, 'usage.option'],
    [
      'hierarchical distance without a hierarchy',
      { sensitiv: 'diagnose', avstand: 'hierarkisk' },
      'usage.option',
    ],
    ['a hierarchy of a column that has no role', { hierarki: ['inntekt=x.csv'] }, 'usage.option'],
    [
      'a hierarchy that is not there',
      { sensitiv: 'diagnose', hierarki: ['diagnose=borte.csv'] },
      'usage.file',
    ],
    ['events without persons', { hendelse: 'diagnose' }, 'usage.option'],
    ['three events', { hendelse: 'diagnose', person: 'person', m: '3' }, 'usage.option'],
    ['m without events', { m: '2' }, 'usage.option'],
    ['a population smaller than the data', { populasjonAntall: '3' }, 'risk.population-size'],
  ])('such as %s ends with 2', async (_, options, code) => {
    const problems = await problemsOf(() =>
      measure({ data: at('folk.csv'), kvasi: 'alder,kommune', ...options }),
    );
    expect(problems.map((p) => p.code)).toEqual([code]);
  });

  it('names the column that was most likely meant', async () => {
    const [problem] = await problemsOf(() => measure({ data: at('folk.csv'), kvasi: 'allder' }));
    expect([problem?.got, problem?.fix]).toEqual(['allder', 'did you mean alder?']);
  });

  it('a population without the quasi-identifiers is refused', async () => {
    const problems = await problemsOf(() =>
      measure({ data: at('folk.csv'), kvasi: 'diagnose', populasjon: at('tom.csv') }),
    );
    expect(problems.map((p) => [p.code, p.at])).toEqual([['risk.unknown-column', '--populasjon']]);
  });
});
