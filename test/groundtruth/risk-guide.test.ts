import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emitHouseholdSums } from '../../src/sql/risk-individual.ts';
import { quasiNames, RISK_FILE, sameKey } from '../../src/sql/risk-rows.ts';
import { ask, measureRows, openTestEngine } from '../risk/ask.ts';
import { readEachRow } from './risk-each-row.ts';
import { keyed, readTruth } from './risk-sources.ts';

const engine = await openTestEngine();

interface SudaCase {
  readonly rows: readonly (readonly (string | number)[])[];
  readonly score?: readonly number[] | string;
  readonly attributeContributionPct?: readonly number[];
}

describe('suda2', () => {
  const [guide, small] = (readTruth('sdcmicro/suda2.json') as { cases: SudaCase[] }).cases;
  const scored = { maxSize: 4, scoring: 'elliot', fraction: 0.01 } as const;

  it('scores the records of the guide', async () => {
    const rows = keyed(guide?.rows ?? [], null);
    const { suda } = await measureRows(engine, rows, ask({ kvasi: ['a', 'b', 'c', 'd'] }, { suda: scored }));
    expect(spread(suda?.scores)).toEqual(positive(guide?.score as readonly number[]));
  });

  it('shares the score among the columns', async () => {
    const rows = keyed(small?.rows ?? [], null);
    const { suda } = await measureRows(engine, rows, ask({ kvasi: ['a', 'b', 'c'] }, { suda: scored }));
    expect(Object.values(suda?.contributions ?? {})).toEqual(small?.attributeContributionPct);
    expect(spread(suda?.scores)).toEqual([2, 2, 4]);
  });

  it('scores as IHSN does, and gives the DIS score of its formula', async () => {
    const rows = keyed(guide?.rows ?? [], null);
    const q = ask({ kvasi: ['a', 'b', 'c', 'd'] }, { suda: { ...scored, scoring: 'ihsn' } });
    const { suda } = await measureRows(engine, rows, q);
    // minimal sample uniques of 4 columns count (2^(4-k)-1) k!(4-k)!/4!: 1.75 for one column, 0.5 for two
    const each = [1.75, 1.75, 1.75 + 2 * 0.5, 1.75 + 3 * 0.5];
    expect(spread(suda?.scores)).toEqual(each.map((s) => expect.closeTo(s, 9) as number));
    const [u, p, quotient] = [4, 6, 1 + (8 - 4) / 20];
    const d = (u * 0.01) / (u * 0.01 + p * 0.99);
    const a = each.reduce((sum, s) => sum + s ** -quotient, 0);
    for (const s of suda?.scores ?? [])
      expect(s.dis).toBeCloseTo(1 / (1 + (u / d - u) / (s.score ** quotient * a)), 12);
  });
});

const spread = (scores: readonly { readonly score: number; readonly records: number }[] = []): number[] =>
  scores.flatMap((s) => Array.from({ length: s.records }, () => s.score)).sort((a, b) => a - b);
const positive = (scores: readonly number[]): number[] => scores.filter((s) => s > 0).sort((a, b) => a - b);

interface Guide {
  readonly rows: readonly (readonly string[])[];
  readonly weights: readonly number[];
  readonly health: readonly string[];
  readonly fk: readonly number[];
  readonly Fk: readonly number[];
  readonly risk: readonly number[];
  readonly violate2anon: number;
  readonly violate3anon: number;
  readonly distinctLDiversityHealth: readonly number[];
  readonly sudaElliot: readonly number[];
  readonly expectedReidentifications: number;
  readonly globalRisk: number;
  readonly householdRiskExample: { readonly members: readonly number[]; readonly risk: number };
  readonly naWildcardExample: {
    readonly rows: readonly (readonly (string | null)[])[];
    readonly fk: readonly number[];
  };
}

/** Values of the sensitive column in the class of each row, in the order of the rows. */
async function readDiversity(kvasi: readonly string[]): Promise<readonly number[]> {
  const keys = kvasi.map((c, i) => `"${c}" AS q${i}`).join(', ');
  const same = sameKey('r', 'k', quasiNames(kvasi.length));
  const counted = 'SELECT id, count(*) AS l FROM risiko_sensitiv_0 GROUP BY id';
  const sql = `SELECT l FROM (SELECT nr, ${keys} FROM "${RISK_FILE}") AS r JOIN risiko_klasser AS k ON ${same} JOIN (${counted}) USING (id) ORDER BY nr`;
  const found = await engine.read({ id: 'test', sql, params: [] }, z.object({ l: z.coerce.number() }));
  return found.map(({ l }) => l);
}

describe('the practice guide', () => {
  const guide = readTruth('sdcpractice/guide.json') as Guide;
  const rows = keyed(guide.rows, guide.weights).map((row, i) => ({ ...row, health: guide.health[i] ?? '' }));
  const kvasi = ['a', 'b', 'c', 'd'];

  it('frequencies, risks and violations are those of its tables', async () => {
    const q = ask(
      { kvasi, vekt: 'w', sensitiv: ['health'] },
      { suda: { maxSize: 4, scoring: 'elliot', fraction: 0.01 } },
    );
    const f = await measureRows(engine, rows, q);
    const each = await readEachRow(engine, q);
    expect(each.map((r) => [r.fk, r.fv])).toEqual(guide.fk.map((n, i) => [n, guide.Fk[i]]));
    expect(each.map((r) => r.risiko)).toEqual(guide.risk.map((r) => expect.closeTo(r, 8) as number));
    const below = (k: number): number =>
      f.classSizes.reduce((sum, s) => sum + (s.size < k ? s.persons : 0), 0);
    expect([below(2), below(3)]).toEqual([guide.violate2anon, guide.violate3anon]);
    expect(f.individual?.expected).toBeCloseTo(guide.expectedReidentifications, 4);
    expect(f.individual?.average).toBeCloseTo(guide.globalRisk, 5);
    expect(f.sensitive[0]?.l.distinct).toBe(Math.min(...guide.distinctLDiversityHealth));
    expect(await readDiversity(kvasi)).toEqual(guide.distinctLDiversityHealth);
    expect(spread(f.suda?.scores)).toEqual(positive(guide.sudaElliot));
  });

  it('a missing value is a wildcard in its example', async () => {
    const { rows: drawn, fk } = guide.naWildcardExample;
    const q = ask({ kvasi: ['a', 'b', 'c'] }, { wildcard: 1 });
    await measureRows(engine, keyed(drawn, null), q);
    expect((await readEachRow(engine, q)).map((r) => r.fk)).toEqual(fk);
  });

  it('a household is found with any of its members', async () => {
    const { members, risk } = guide.householdRiskExample;
    // the risks of the example are put in place of those of the classes, of one member each
    const drawn = members.map((r, i) => ({ a: i, h: 1, r }));
    await measureRows(engine, drawn, ask({ kvasi: ['a'], husholdning: 'h' }));
    await engine.run({
      id: 'test',
      sql: `UPDATE risiko_individuell AS i SET risiko = f.r FROM risiko_klasser AS k JOIN "${RISK_FILE}" AS f ON f.a = k.q0 WHERE k.id = i.id`,
      params: [],
    });
    const [sums] = await engine.read(emitHouseholdSums(1, false, 0.5), z.object({ highest: z.number() }));
    expect(sums?.highest).toBeCloseTo(risk, 3);
  });
});
