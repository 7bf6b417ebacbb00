import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Transformation } from '../../src/artifacts/transformation.ts';
import { readRiskOrder, riskOptionsSchema } from '../../src/cli/risk-options.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { measureRiskOfFile } from '../../src/steps/risk-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-personer-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const TREES = {
  alder: ['31;3;*', '32;3;*', '41;4;*', '42;4;*'],
  sted: ['a;*', 'b;*', 'c;*'],
} as const;
const hierarki = Object.entries(TREES).map(([name, lines]) => `${name}=${write(name, lines.join('\n'))}`);

interface Row {
  readonly person: string;
  readonly alder: string;
  readonly sted: string;
  readonly funn: string;
}

const row: fc.Arbitrary<Row> = fc.record({
  person: fc.constantFrom('p', 'q', 'r', 's', 't', 'u'),
  alder: fc.constantFrom('31', '32', '41', '42'),
  sted: fc.constantFrom('a', 'b', 'c'),
  funn: fc.constantFrom('x', 'y'),
});

interface Demanded {
  readonly k: number;
  readonly l: number | null;
  readonly limit: number;
}

async function search(rows: readonly Row[], { k, l, limit }: Demanded): Promise<Transformation | null> {
  const lines = rows.map((r) => [r.person, r.alder, r.sted, r.funn].join(','));
  const options = {
    data: write('folk.csv', ['person,alder,sted,funn', ...lines].join('\n') + '\n'),
    ...{ kvasi: 'alder,sted', person: 'person', hierarki, k: String(k), tap: 'height' },
    ...(l === null ? {} : { sensitiv: 'funn', l: String(l) }),
    ...{ maksUndertrykking: String(limit), lType: 'distinkt', c: '2', avstand: 'lik', logaritme: '2' },
    ...{ mangler: 'kategori', alfa: '1', individuell: 'eksakt', sudaPoeng: 'elliot', disAndel: '0.01' },
    ...{ minne: '600MB', traader: '1' },
  };
  const order = await readRiskOrder(riskOptionsSchema.parse(options), () => 0);
  try {
    return (await measureRiskOfFile(order, new AbortController().signal)).transformation;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    expect(error.problems.map(({ code }) => code)).toEqual(['risk.no-transformation']);
    return null;
  }
}

const at = (column: keyof typeof TREES, level: number, value: string): string =>
  TREES[column].find((line) => line.startsWith(`${value};`))?.split(';')[level] ?? '';

const distinct = (values: readonly string[]): number => new Set(values).size;

/** Persons of short classes leave whole, until no class is short; null where that is too many of them, or everyone. */
function carryOut(rows: readonly Row[], levels: readonly [number, number], { k, l, limit }: Demanded) {
  const persons = distinct(rows.map((r) => r.person));
  const out = new Set<string>();
  for (;;) {
    if (out.size === persons || out.size / persons > limit) return null;
    const classes = new Map<string, Row[]>();
    for (const r of rows.filter(({ person }) => !out.has(person))) {
      const key = `${at('alder', levels[0], r.alder)} ${at('sted', levels[1], r.sted)}`;
      classes.set(key, [...(classes.get(key) ?? []), r]);
    }
    const size = (members: readonly Row[]): number => distinct(members.map((r) => r.person));
    const short = [...classes.values()].filter(
      (members) => size(members) < k || distinct(members.map((r) => r.funn)) < (l ?? 1),
    );
    if (short.length === 0) return { suppressed: out.size, k: Math.min(...[...classes.values()].map(size)) };
    for (const r of short.flat()) out.add(r.person);
  }
}

it('persons with several rows leave whole, and the limit counts persons, as when every transformation is carried out by hand', async () => {
  const rows = fc.array(row, { minLength: 4, maxLength: 14 });
  const demanded = fc.record({
    k: fc.constantFrom(2, 2, 3),
    l: fc.constantFrom(null, null, 2),
    limit: fc.constantFrom(0, 0.2, 0.35, 0.5),
  });
  await fc.assert(
    fc.asyncProperty(rows, demanded, async (drawn, asked) => {
      const t = await search(drawn, asked);
      const nodes = [0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b] as const));
      const held = nodes.filter((levels) => carryOut(drawn, levels, asked) !== null);
      expect(t === null).toBe(held.length === 0);
      if (t === null) return;
      const chosen = (of: Transformation['levels']) => [of['alder'] ?? 0, of['sted'] ?? 0] as const;
      expect(t.loss).toBe(Math.min(...held.map(([a, b]) => a + b)));
      for (const choice of [t, ...t.nextBest])
        expect(carryOut(drawn, chosen(choice.levels), asked)).toEqual({
          suppressed: choice.suppressed,
          k: choice.k,
        });
      for (const one of t.forced) {
        const finer = carryOut(drawn, chosen({ ...t.levels, [one.column]: one.level }), asked);
        expect(one.reason).toBe(finer === null ? 'tooMuchSuppressed' : 'scoresMore');
      }
    }),
    { numRuns: 10 },
  );
});
