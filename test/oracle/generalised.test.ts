import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { riskReportSchema, type RiskPicture } from '../../src/artifacts/risk-report.ts';
import { bestByBruteForce } from './brute-force.ts';
import {
  alder,
  cases,
  costsByBruteForce,
  fewestByEvent,
  GENERALISER,
  greatestDistance,
  LEVELS,
  oracleRows,
  QUASI,
  type Case,
} from './generalised-rows.ts';
import { decisionOn, deliver, episodes, listed, persons, registersOf, row } from './named-case.ts';
import type { Cell } from './register-rows.ts';
import { inCase, layOut, runPrepare, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

interface Run {
  readonly risk: PrepareResult['risk'];
  readonly rows: readonly { readonly number: string; readonly cells: readonly Cell[] }[];
  readonly report: RiskPicture;
}

/** What the risk report of the delivery in a folder tells of the judged table. */
function readReport(folder: string): RiskPicture {
  const file = join(folder, 'klartekst one file', 'dokumentasjon', 'risiko.json');
  const [report] = riskReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).tabeller;
  if (report === undefined) throw new Error('no table was judged');
  return report;
}

function deliverCases(all: readonly Case[], anonymitet: object): Promise<Run | readonly string[]> {
  const numbers = persons(1 + Math.max(...all.map((c) => c.person)));
  const decision = decisionOn(
    [
      episodes([
        listed('foedselsdato', alder(5)),
        listed('hoveddiagnose', { type: 'kode', nivaa: 'kategori' }),
        listed('kjoenn'),
      ]),
    ],
    { anonymitet: { kvasi: QUASI, vedBrudd: 'generaliser', generaliser: GENERALISER, ...anonymitet } },
  );
  const rows = all.map(({ person, aar, kode, kjoenn }) =>
    row(numbers[person] ?? '', { foedselsdato: `${aar}-06-01`, hoveddiagnose: kode, kjoenn }),
  );
  return inCase(shop, decision, registersOf({ 'npr.episode': rows }), async (of) => {
    await layOut(of, 'one file');
    const run = await runPrepare(of, 'one file');
    if ('codes' in run) return run.codes;
    const rows = run.delivery.parts.flatMap((part) => part.rows);
    return { risk: run.result.risk, rows, report: readReport(of.folder) };
  });
}

/** Persons in the smallest class of what was unpacked. */
function smallest({ rows }: Run): number {
  const classes = new Map<string, Set<string>>();
  for (const { number, cells } of rows) {
    const key = JSON.stringify(cells);
    classes.set(key, (classes.get(key) ?? new Set()).add(number));
  }
  return Math.min(...[...classes.values()].map((members) => members.size));
}

describe('vedBrudd generaliser', () => {
  const tables = [
    { name: 'one row a person', all: cases(7, 60, () => 1) },
    { name: 'several rows a person', all: cases(11, 70, (next) => 1 + next(2)) },
  ];
  const demands = [
    { k: 4, maksUndertrykking: 0 },
    { k: 5, maksUndertrykking: 0.1 },
  ];
  for (const [i, { name, all }] of tables.entries())
    for (const demand of demands.slice(i))
      it(`delivers what trying every level gives, with ${name} and at most ${demand.maksUndertrykking} suppressed`, async () => {
        const run = await deliverCases(all, demand);
        if (!('risk' in run)) throw new Error(run.join());
        const best = bestByBruteForce({
          rows: (levels) => oracleRows(all, levels),
          heights: LEVELS.map((forms) => forms.length - 1),
          k: demand.k,
          limit: demand.maksUndertrykking,
          meets: () => true,
        });
        const { risk } = run;
        const told = risk?.transformation;
        if (!risk || !told || best === null) throw new Error('nothing was chosen');
        expect(told.levels).toEqual({
          foedselsdato: best.levels[0],
          hoveddiagnose: best.levels[1],
          kjoenn: best.levels[2],
        });
        expect(told.loss).toBeCloseTo(best.loss, 8);
        expect(told.suppressed).toBe(best.suppressed);
        expect(risk.suppressedPersons).toBe(best.suppressed);
        expect(smallest(run)).toBeGreaterThanOrEqual(demand.k);
        expect(risk.k).toBe(smallest(run));
        expect(run.report).toMatchObject(costsByBruteForce(all, best.levels, demand.k));
        expect(told.exact).toBe(true);
        expect(told.certificate.baseTable).toMatch(/^[0-9a-f]{64}$/);
        for (const finer of told.forced)
          expect(finer.reason === 'tooMuchSuppressed' || finer.loss >= told.loss).toBe(true);
      });

  it('holds known events and distances to the choice, where nobody is suppressed', async () => {
    const all = cases(13, 60, (next) => 1 + next(3));
    const besides = {
      hendelse: { antall: 1, variabler: [QUASI[1]] },
      sensitive: [{ variabel: QUASI[2], t: 0.35 }],
    };
    const quasi = [QUASI[0]];
    const generaliser = GENERALISER.slice(0, 1);
    const run = await deliverCases(all, {
      k: 6,
      maksUndertrykking: 0,
      kvasi: quasi,
      generaliser,
      ...besides,
    });
    if (!('risk' in run)) throw new Error(run.join());
    const classOf = LEVELS[0] ?? [];
    const held = (level: number): boolean => {
      const form = classOf[level] ?? (() => '');
      return fewestByEvent(all, form) >= 6 && greatestDistance(all, form) <= 0.35;
    };
    const least = classOf.findIndex((_, level) => held(level));
    expect(least).toBeGreaterThan(0);
    expect(run.risk?.transformation).toMatchObject({ levels: { foedselsdato: least }, exact: true });
    expect(run.risk?.demands.map(({ name, met }) => [name, met])).toEqual([
      ['k', true],
      ['km', true],
      ['t', true],
    ]);
  });

  it('is refused where even the coarsest levels do not do', async () => {
    expect(
      await deliverCases(
        cases(7, 8, () => 1),
        { k: 10, maksUndertrykking: 0.5 },
      ),
    ).toEqual(['risk.no-coarsening']);
  });

  it('is refused where a level parts what was one at the level before', async () => {
    const generaliser = [{ variabel: QUASI[0], nivaaer: [alder(8)] }];
    expect(
      await deliverCases(
        cases(7, 40, () => 1),
        { k: 2, generaliser },
      ),
    ).toEqual(['risk.levels-not-nested']);
  });

  it('takes levels of quasi-identifiers only, and none that hang on the person', async () => {
    const generaliser = [
      { variabel: QUASI[0], nivaaer: [{ type: 'tom' }] },
      { variabel: QUASI[1], nivaaer: [{ type: 'sjelden', minst: 5 }] },
    ];
    expect(
      await deliverCases(
        cases(7, 4, () => 1),
        { k: 2, kvasi: QUASI.slice(1), generaliser },
      ),
    ).toEqual(['plan.parameter', 'plan.parameter']);
  });
});

describe('a value that fits as it is listed, and not at a coarser level', () => {
  /** Sex 9 is in no group of the hierarchy. */
  const withSexes = (sexes: readonly string[], ugyldig: string, k: number) => {
    const group = { type: 'hierarki', fil: 'hierarki.csv', nivaa: 1 };
    const policy = { ugyldig, ...(ugyldig !== 'stopp' && { maksAndel: 1 }) };
    const anonymitet = {
      ...{ k, kvasi: [QUASI[2]], vedBrudd: 'generaliser' },
      generaliser: [{ variabel: QUASI[2], nivaaer: [group] }],
    };
    const decision = decisionOn([episodes([listed('kjoenn', undefined, policy)])], { anonymitet });
    const numbers = persons(sexes.length);
    const rows = sexes.map((kjoenn, i) => row(numbers[i] ?? '', { kjoenn }));
    return { decision, registers: registersOf({ 'npr.episode': rows }) };
  };
  const deliverSexes = (...asked: Parameters<typeof withSexes>) => {
    const { decision, registers } = withSexes(...asked);
    return deliver(shop, decision, registers);
  };
  const sexesOf = ({ rows }: Awaited<ReturnType<typeof deliverSexes>>): string[] =>
    Object.values(rows['npr.episode'] ?? {})
      .flat()
      .map(([sex]) => String(sex))
      .sort();

  it('is delivered where that level is not chosen, since the decision leaves out what does not fit what is delivered', async () => {
    for (const policy of ['utelat', 'tom', 'stopp'])
      expect(sexesOf(await deliverSexes(['1', '1', '9', '9'], policy, 2))).toEqual(['1', '1', '9', '9']);
  });

  it('is left out of what the report tells of that level where the policy leaves it out there', async () => {
    const classesAbove = (policy: string): Promise<number | undefined> => {
      const { decision, registers } = withSexes('1,1,1,1,1,9,9,9,9,9'.split(','), policy, 5);
      return inCase(shop, decision, registers, async (of) => {
        await layOut(of, 'one file');
        await runPrepare(of, 'one file');
        return readReport(of.folder).ettNivaaGrovere[0]?.maal?.klasser;
      });
    };
    expect([await classesAbove('utelat'), await classesAbove('tom')]).toEqual([1, 2]);
  });

  it('falls under the policy of its variable where that level is chosen', async () => {
    const sexes = ['1', '1', '2', '9', '9', '9'];
    expect(sexesOf(await deliverSexes(sexes, 'utelat', 3))).toEqual(['lav', 'lav', 'lav']);
    expect(sexesOf(await deliverSexes(sexes, 'tom', 3))).toEqual([
      'lav',
      'lav',
      'lav',
      'null',
      'null',
      'null',
    ]);
    expect((await deliverSexes(sexes, 'stopp', 3)).codes).toEqual(['run.invalid-value']);
  });
});
