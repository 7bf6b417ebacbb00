import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/artifacts/plan.ts';
import { assessFeasibility } from '../../src/steps/feasibility/assess-feasibility.ts';
import { readDecision } from '../../src/steps/decision.ts';
import { everyLevel } from './brute-force.ts';
import { checkCase } from './check-case.ts';
import { evaluate } from './evaluate.ts';
import { planAt } from './evaluated-levels.ts';
import { NOTHING_DRAWN } from './drawn-by-program.ts';
import { decisionOn, listed, persons, registersOf, row } from './named-case.ts';
import type { Registers } from './register-rows.ts';
import { DAY } from './test-decision.ts';
import {
  configuration,
  inCase,
  layOut,
  openWorkshop,
  planOf,
  settingsOf,
  world,
  type Workshop,
} from './workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

const QUASI = ['freg.person.sivilstand', 'dar.doedsfall.doedssted'];
const group = (nivaa: number) => ({ type: 'hierarki', fil: 'hierarki.csv', nivaa });
const UT = { type: 'tom' };

/** Civil status 9 is in no group of the hierarchy, nor is place of death 9: there the row is left out, or emptied. */
const decisionWith = (filform: string, ugyldig: string, anonymitet: object) =>
  decisionOn(
    [
      { register: 'freg', tabell: 'person', variabler: [listed('sivilstand'), listed('foedeland')] },
      {
        ...{ register: 'dar', tabell: 'doedsfall' },
        variabler: [listed('doedssted', undefined, { ugyldig, maksAndel: 1 })],
      },
    ],
    {
      utvalg: {
        kilder: [
          { register: 'freg', tabell: 'person' },
          { register: 'dar', tabell: 'doedsfall' },
        ],
        kombiner: 'union',
      },
      kobling: {
        ...{ modell: 'sentralisert', variant: 'b', filform },
        loepenummer: { metode: 'tilfeldig' },
      },
      anonymitet: {
        ...{ kvasi: QUASI, vedBrudd: 'generaliser' },
        generaliser: QUASI.map((variabel) => ({ variabel, nivaaer: [group(1), UT] })),
        ...anonymitet,
      },
    },
  );

const PEOPLE = persons(26);
const registers: Registers = registersOf({
  'freg.person': PEOPLE.slice(0, 22).map((who, i) =>
    row(who, { sivilstand: String(1 + (i % 3)), foedeland: i % 2 === 0 ? 'NOR' : 'SWE' }),
  ),
  'dar.doedsfall': PEOPLE.slice(10).map((who, i) => row(who, { doedssted: ['1', '2', '9'][i % 3] ?? null })),
});

describe('coarsening of quasi-identifiers of two tables', () => {
  const cases = [
    { filform: 'adskilt', ugyldig: 'tom', more: { k: 3, maksUndertrykking: 0 } },
    { filform: 'sammenstilt', ugyldig: 'utelat', more: { k: 4, maksUndertrykking: 0.3, enhet: 'rad' } },
    {
      ...{ filform: 'adskilt', ugyldig: 'utelat' },
      more: { k: 2, maksUndertrykking: 0.5, sensitive: [{ variabel: 'freg.person.foedeland', l: 2 }] },
    },
  ] as const;
  for (const { filform, ugyldig, more } of cases)
    it(`is carried out in every table as it was judged: ${filform}, ${ugyldig}, ${JSON.stringify(more)}`, async () => {
      const checked = await checkCase(shop, decisionWith(filform, ugyldig, more), registers, ['shuffled']);
      expect(checked).toEqual({ ending: 'delivered', differences: [] });
    });

  it('is refused where no level will do', async () => {
    const more = { k: 27, maksUndertrykking: 0 };
    const checked = await checkCase(shop, decisionWith('adskilt', 'tom', more), registers, []);
    expect(checked).toEqual({ ending: 'risk.no-coarsening', differences: [] });
  });
});

describe('the feasibility of a draft', () => {
  /** Which of the sizes every class has, by the plain evaluation of the plan at these levels. */
  function metByHand(plan: Plan, levels: readonly number[], sizes: readonly number[]): readonly number[] {
    const names = plan.joined === undefined ? ['sivilstand', QUASI[1] ?? ''] : ['sivilstand', 'doedssted'];
    const at = planAt(plan, Object.fromEntries(names.map((name, i) => [name, levels[i] ?? 0])));
    return sizes.filter((k) => {
      const demand = at.demand === null ? null : { ...at.demand, k, onViolation: 'avvis' as const };
      return evaluate({ ...at, demand }, registers, DAY, NOTHING_DRAWN).kind === 'delivered';
    });
  }

  it.each(['adskilt', 'sammenstilt'])(
    'is measured over both tables, %s, at each combination of levels',
    (filform) =>
      inCase(shop, decisionWith(filform, 'tom', { k: 2, maksUndertrykking: 0 }), registers, async (of) => {
        await layOut(of, 'one file');
        const { plan, inputs } = await planOf(of, 'one file');
        const { vedtak: file, uttrekk } = settingsOf(of, 'one file');
        const { catalogue } = await configuration;
        const { vedtak, sha256 } = await readDecision(file, catalogue, world);
        const { coarseness, notMeasured } = await assessFeasibility({
          ...{
            draft: { vedtak, sha256 },
            inputs,
            configuration: await configuration,
            uttrekk,
            entries: null,
          },
          ...{ memoryBytes: 2 ** 29, threads: 1, day: DAY, signal: world.signal },
          randomFill: (block) => {
            randomFillSync(block);
          },
          identity: () => readFile(join(of.folder, 'hjem', 'identitet.txt'), 'utf8'),
        });
        expect([coarseness.length, notMeasured]).toEqual([9, 0]);
        expect(new Set(coarseness.map(({ columns }) => columns.join(' '))).size).toBe(9);
        const met = coarseness.map(({ demands }) => demands.filter((d) => d.met).map(({ k }) => k));
        const byHand = everyLevel([2, 2]).map((levels) => metByHand(plan, levels, [2, 3, 5, 10, 20, 50]));
        const shown = (all: readonly (readonly number[])[]): string[] => all.map((ks) => ks.join()).sort();
        expect(shown(met)).toEqual(shown(byHand));
        expect(new Set(shown(met)).size).toBeGreaterThan(1);
      }),
  );
});
