import { afterAll } from 'vitest';
import type { MeasuredFigures } from '../../src/artifacts/risk-result.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { measureTable } from '../../src/risk/measure/measure-table.ts';
import type { RiskQuestion } from '../../src/risk/measure/question.ts';
import { rowsOfJson } from '../../src/sql/dialect.ts';
import { identifier } from '../../src/sql/identifier.ts';
import { RISK_FILE, RISK_POPULATION_FILE, type RiskColumns } from '../../src/sql/risk-rows.ts';

/** A question about some columns with the choices that the command line makes by itself. */
export function ask(
  columns: Partial<RiskColumns>,
  more: Partial<Omit<RiskQuestion, 'columns'>> = {},
): RiskQuestion {
  const none = { kvasi: [], sensitiv: [], hendelse: [], person: null, vekt: null, husholdning: null };
  return {
    columns: { ...none, ...columns },
    leftOut: { undertrykt: null, missing: false },
    wildcard: null,
    threshold: 0.2,
    demands: { k: null, l: null, t: null },
    lType: 'distinkt',
    distance: 'lik',
    recursiveC: 2,
    logBase: '2',
    hierarchies: (columns.sensitiv ?? []).map(() => null),
    coarser: [],
    individual: 'eksakt',
    suda: null,
    subsets: false,
    events: null,
    population: null,
    populationSize: null,
    memoryBytes: 2 ** 30,
    choices: {},
    ...more,
  };
}

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** A locked-down engine of its own, closed when the tests of the file are done. */
export async function openTestEngine(directories: readonly string[] = []): Promise<Engine> {
  const engine = await openEngine({
    memoryBytes: 512 * 2 ** 20,
    threads: 1,
    directories,
    signal: new AbortController().signal,
  });
  afterAll(() => {
    engine.close();
  });
  return engine;
}

/** Columns with numbers in all rows are numbers, others texts; `nr` counts the rows from 0. */
async function load(engine: Engine, name: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const isNumber = (column: string): boolean =>
    rows.every((row) => row[column] === null || typeof row[column] === 'number');
  const types = Object.fromEntries(columns.map((c) => [c, isNumber(c) ? 'DOUBLE' : 'VARCHAR']));
  const json = JSON.stringify(rows.map((row, nr) => ({ nr, ...row })));
  const sql = `CREATE OR REPLACE TABLE ${identifier(name)} AS ${rowsOfJson('$1', { nr: 'INTEGER', ...types })}`;
  await engine.run({ id: 'test', sql, params: [json] });
}

/** Measures rows that a test draws as values. */
export async function measureRows(
  engine: Engine,
  rows: readonly Row[],
  q: RiskQuestion,
  population: readonly Row[] = [],
): Promise<MeasuredFigures> {
  await load(engine, RISK_FILE, rows);
  if (population.length > 0) await load(engine, RISK_POPULATION_FILE, population);
  return measureTable(engine, q);
}
