import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RiskQuestion } from '../../src/risk/measure/question.ts';
import { quasiNames, RISK_FILE, sameKey } from '../../src/sql/risk-rows.ts';
import { ask, measureRows, openTestEngine, type Row } from '../risk/ask.ts';
import { readEachRow } from './risk-each-row.ts';
import { keyed, letter, readRows, readTruth } from './risk-sources.ts';

const engine = await openTestEngine();

type Keys = readonly (readonly (number | null)[])[];
interface FrequencyCase {
  readonly source: string;
  readonly keys?: Keys;
  readonly weights?: readonly number[] | null;
  readonly alpha?: number;
  readonly data?: string;
  readonly fk: readonly number[];
  readonly Fk: readonly number[];
  readonly n1?: number;
  readonly n2?: number;
  readonly violate2anon?: number;
  readonly violate3anon?: number;
}

const francdat = readRows('data/sdcmicro/francdat.csv');
const francKeys = ['Key1', 'Key2', 'Key3', 'Key4'];
/** Cells that the page blanks before it counts. */
const blanked: readonly (readonly [row: number, column: string])[] = [
  [3, 'Key3'],
  [4, 'Key1'],
  [4, 'Key2'],
  [5, 'Key4'],
  [6, 'Key1'],
];
const francBlank = francdat.map((row, i) => ({
  ...row,
  ...Object.fromEntries(blanked.filter(([r]) => r === i + 1).map(([, column]) => [column, null])),
}));

function inputOf(c: Pick<FrequencyCase, 'keys' | 'weights' | 'data'>): {
  rows: readonly Row[];
  kvasi: readonly string[];
  vekt: string | null;
} {
  if (c.keys !== undefined)
    return {
      rows: keyed(c.keys, c.weights ?? null),
      kvasi: (c.keys[0] ?? []).map((_, i) => letter(i)),
      vekt: (c.weights ?? null) === null ? null : 'w',
    };
  const rows = c.data === 'data/sdcmicro/francdat.csv' ? francdat : francBlank;
  return { rows, kvasi: francKeys, vekt: 'w' };
}

const frequencies = (readTruth('sdcmicro/freqCalc.json') as { cases: FrequencyCase[] }).cases;

describe.each(frequencies.map((c, i) => ({ ...c, i })))('freqCalc $i', (c) => {
  it('counts rows and weights as it does, a missing value being a wildcard', async () => {
    const { rows, kvasi, vekt } = inputOf(c);
    const q = ask({ kvasi, vekt }, { wildcard: c.alpha ?? 1 });
    const f = await measureRows(engine, rows, q);
    const found = await readEachRow(engine, q);
    expect(found.map((r) => r.fk)).toEqual(c.fk.map((n) => expect.closeTo(n, 9) as number));
    expect(found.map((r) => r.fv)).toEqual(c.Fk.map((n) => expect.closeTo(n, 6) as number));
    const at = (size: number): number => f.classSizes.find((s) => s.size === size)?.persons ?? 0;
    if (c.n1 !== undefined) expect([f.uniques, at(2)]).toEqual([c.n1, c.n2]);
    if (c.violate2anon !== undefined)
      expect([at(1), at(1) + at(2)]).toEqual([c.violate2anon, c.violate3anon]);
  });
});

it('all ten cases of freqCalc are there', () => {
  expect(frequencies).toHaveLength(10);
});

interface RiskCase {
  readonly keys?: Keys;
  readonly weights?: readonly number[] | null;
  readonly data?: string;
  readonly method: 'approx' | 'exact';
  readonly rk?: readonly number[];
  readonly rk5digits?: readonly number[];
}

const risks = (readTruth('sdcmicro/indivRisk.json') as { cases: RiskCase[] }).cases;

describe.each(risks.map((c, i) => ({ ...c, i })))('indivRisk $i ($method)', (c) => {
  it('gives each row its risk', async () => {
    const { rows, kvasi, vekt } = inputOf(c);
    const q = ask(
      { kvasi, vekt },
      { wildcard: 1, individual: c.method === 'exact' ? 'eksakt' : 'tilnaermet' },
    );
    await measureRows(engine, rows, q);
    const found = (await readEachRow(engine, q)).map((r) => r.risiko);
    expect(found).toEqual(
      (c.rk ?? c.rk5digits ?? []).map((r) => expect.closeTo(r, c.rk === undefined ? 5 : 8) as number),
    );
  });
});

interface MeasureCase {
  readonly weights?: string | null;
  readonly hid?: string;
  readonly expectedReidentifications?: number;
  readonly hierarchicalExpectedReidentifications?: number;
  readonly globalRiskPct?: number;
  readonly obsHigherRiskThanMainPart?: number;
  readonly head?: readonly (readonly [number, number, number])[];
  readonly head_risk_fk_Fk?: readonly (readonly [number, number, number])[];
  readonly ldiv?: string;
  readonly summaryDistinct?: {
    readonly min: number;
    readonly q1: number;
    readonly median: number;
    readonly mean: number;
    readonly max: number;
  };
  readonly head_distinct_entropy_recursive?: readonly (readonly [number, number, number])[];
}

describe('measure_risk on testdata', () => {
  const truth = readTruth('sdcmicro/measure_risk.json') as { keyColumns: string[]; cases: MeasureCase[] };
  const [unweighted, weighted, hierarchical, ...diversities] = truth.cases;
  const rows = readRows('data/sdcmicro/testdata.csv');
  const question = (vekt: string | null, more: Partial<RiskQuestion> = {}): RiskQuestion =>
    ask({ kvasi: truth.keyColumns, vekt, husholdning: 'ori_hid' }, { individual: 'tilnaermet', ...more });

  it('without weights', async () => {
    // its main part is at a risk of at most 0.1, and of median + 2 MAD, which is less in these data
    const q = question(null, { threshold: 0.1 });
    const { individual } = await measureRows(engine, rows, q);
    expect(individual?.expected).toBeCloseTo(unweighted?.expectedReidentifications ?? NaN, 9);
    expect((individual?.average ?? NaN) * 100).toBeCloseTo(unweighted?.globalRiskPct ?? NaN, 2);
    expect(individual?.personsAtRisk).toBe(unweighted?.obsHigherRiskThanMainPart);
    const head = (await readEachRow(engine, q)).slice(0, 6).map((r) => [r.risiko, r.fk, r.fv]);
    expect(head).toEqual(unweighted?.head?.map(([r, f, w]) => [expect.closeTo(r, 8) as number, f, w]));
  });

  it('with weights, and by household', async () => {
    const q = question('sampling_weight');
    const { individual, household } = await measureRows(engine, rows, q);
    expect(individual?.expected).toBeCloseTo(1.5272044885, 9);
    expect(household?.expected).toBeCloseTo(7.1770285713, 9);
    expect((household?.average ?? NaN) * 100).toBeCloseTo(0.16, 2);
    expect([
      weighted?.expectedReidentifications,
      hierarchical?.hierarchicalExpectedReidentifications,
    ]).toEqual([1.53, 7.18]);
    const head = (await readEachRow(engine, q)).slice(0, 6).map((r) => [r.risiko, r.fk, r.fv]);
    expect(head).toEqual(
      weighted?.head_risk_fk_Fk?.map(([r, f, w]) => [expect.closeTo(r, 10) as number, f, w]),
    );
  });

  it.each(diversities)('l-diversity of $ldiv', async (c) => {
    const column = c.ldiv ?? '';
    const q = ask({ kvasi: truth.keyColumns, sensitiv: [column] });
    const f = await measureRows(engine, rows, q);
    expect(f.sensitive[0]?.l.distinct).toBe(c.summaryDistinct?.min);
    const expected = [c.summaryDistinct?.q1, c.summaryDistinct?.median, c.summaryDistinct?.max];
    const each = await readDiversityOfRows(truth.keyColumns);
    const sorted = each.map((r) => r.l).sort((a, b) => a - b);
    const at = (share: number): number | undefined => sorted[Math.round(share * (sorted.length - 1))];
    expect([at(0.25), at(0.5), at(1)]).toEqual(expected);
    expect(sorted.reduce((a, b) => a + b, 0) / sorted.length).toBeCloseTo(c.summaryDistinct?.mean ?? NaN, 3);
    for (const [i, [distinct, entropy, recursive]] of (c.head_distinct_entropy_recursive ?? []).entries())
      expect(await diversityOfOneClass(rows, truth.keyColumns, column, i)).toEqual([
        distinct,
        expect.closeTo(entropy, 5),
        recursive,
      ]);
  });

  async function readDiversityOfRows(keys: readonly string[]): Promise<readonly { l: number }[]> {
    const names = quasiNames(keys.length);
    const columns = keys.map((c, i) => `"${c}" AS q${i}`).join(', ');
    const counted = 'SELECT id, count(*) AS l FROM risiko_sensitiv_0 GROUP BY id';
    const sql = `SELECT l FROM (SELECT ${columns} FROM "${RISK_FILE}") AS r JOIN risiko_klasser AS k ON ${sameKey('r', 'k', names)} JOIN (${counted}) USING (id)`;
    return engine.read({ id: 'test', sql, params: [] }, z.object({ l: z.coerce.number() }));
  }

  /** The figures of the class of one row: those of a table that holds no other. */
  async function diversityOfOneClass(
    all: readonly Row[],
    keys: readonly string[],
    column: string,
    i: number,
  ): Promise<readonly unknown[]> {
    const own = all.filter((row) => keys.every((key) => row[key] === all[i]?.[key]));
    const [s] = (await measureRows(engine, own, ask({ kvasi: keys, sensitiv: [column] }))).sensitive;
    return [s?.l.distinct, s?.l.entropy, s?.l.recursive.l];
  }
});

interface UnitTests {
  readonly unitTests: readonly [
    {
      readonly rows: Readonly<Record<string, readonly (string | number | null)[]>>;
      readonly distinct: readonly number[];
    },
    {
      readonly rows: Readonly<Record<string, readonly (string | number)[]>>;
      readonly distinct_sens1: number;
      readonly distinct_sens2: number;
    },
  ];
}

describe('l-diversity in its unit tests', () => {
  const { unitTests } = readTruth('sdcmicro/measure_risk.json') as UnitTests;
  const rowsOf = (columns: Readonly<Record<string, readonly (string | number | null)[]>>): Row[] =>
    (Object.values(columns)[0] ?? []).map((_, i) =>
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i] ?? null])),
    );

  it('a missing key is one key', async () => {
    const rows = rowsOf(unitTests[0].rows);
    await measureRows(
      engine,
      rows,
      ask({ kvasi: ['sex', 'occupation', 'ethnicity'], sensitiv: ['sensitive'] }),
    );
    const sql = `SELECT l FROM (SELECT nr, sex AS q0, occupation AS q1, ethnicity AS q2 FROM "${RISK_FILE}") AS r JOIN risiko_klasser AS k ON ${sameKey('r', 'k', quasiNames(3))} JOIN (SELECT id, count(*) AS l FROM risiko_sensitiv_0 GROUP BY id) USING (id) ORDER BY nr`;
    const found = await engine.read({ id: 'test', sql, params: [] }, z.object({ l: z.coerce.number() }));
    expect(found.map((r) => r.l)).toEqual(unitTests[0].distinct);
  });

  it('each sensitive column has its own', async () => {
    const f = await measureRows(
      engine,
      rowsOf(unitTests[1].rows),
      ask({ kvasi: ['key'], sensitiv: ['sens1', 'sens2'] }),
    );
    expect(f.sensitive.map((s) => s.l.distinct)).toEqual([
      unitTests[1].distinct_sens1,
      unitTests[1].distinct_sens2,
    ]);
  });
});
