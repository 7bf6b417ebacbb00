import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { suppressByEvents } from '../../src/risk/judge-events.ts';
import { addCount, beginCount, readSuppressed, readVerdict, suppressStaged } from '../../src/risk/judge.ts';
import {
  emitEventVerdict,
  emitSupport,
  emitSupportTable,
  emitSuppressEvents,
} from '../../src/sql/judge-events.ts';
import { listStatements } from '../../src/sql/list-statements.ts';
import { emitRemoveSuppressed, emitSuppressedTable } from '../../src/sql/judge.ts';
import { judgedTable } from '../../src/sql/judged-table.ts';
import type { Said } from './decision.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

const variabler = [{ navn: 'kjoenn' }, { navn: 'tekst' }, { navn: 'diagnose' }];

/** The løpenumre of those who are staged. */
const EVERYBODY = { first: 0n, last: 10n ** 9n };

/** Stages the drawn table and gives how to judge it, to suppress, and to read what is left. */
async function judge(
  drawing: string,
  anonymitet: NonNullable<Said['anonymitet']>,
  columns: object[] = variabler,
) {
  const scene = await open({
    tables: { 'proeve.maaling': drawing },
    said: { anonymitet, registre: [{ variabler: columns as typeof variabler }] },
  });
  await scene.key();
  const { sql } = await scene.stage();
  const demand = scene.plan.demand;
  const judged = demand === null ? null : judgedTable(demand, sql, [sql]);
  if (judged === null) throw new Error('a table without a demand');
  await scene.engine.run(emitSuppressedTable(scene.plan));
  return {
    scene,
    judged,
    verdict: async () => {
      await beginCount(scene.engine, judged);
      await addCount(scene.engine, judged, EVERYBODY);
      return readVerdict(scene.engine, judged);
    },
    suppress: async () => {
      await suppressStaged(scene.engine, judged, EVERYBODY);
      await suppressByEvents(scene.engine, judged);
      await scene.engine.run(emitRemoveSuppressed(sql));
      return readSuppressed(scene.engine);
    },
    left: () => scene.delivered(sql),
  };
}

const KJOENN = 'proeve.maaling.kjoenn';
const TEKST = 'proeve.maaling.tekst';
const DIAGNOSE = 'proeve.maaling.diagnose';

describe('k', () => {
  const events = `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | a     | C51      |
    | Siv            | 2      | a     | C50      |
    | Ola            | 1      | a     | C50      |
    | Ola            | 1      | a     | C51      |`;

  it('counts persons, so that ten events of one person are no group of ten', async () => {
    const { verdict } = await judge(events, { k: 2, kvasi: [KJOENN] });
    expect(await verdict()).toMatchObject({ k: 1, classes: 2, uniques: 1, violating: 1 });
  });
  it('counts rows where the decision says enhet rad', async () => {
    const { verdict } = await judge(events, { k: 2, enhet: 'rad', kvasi: [KJOENN] });
    expect(await verdict()).toMatchObject({ k: 2, classes: 2, uniques: 0, violating: 0 });
  });
  it('a class is a combination of all quasi-identifiers; a missing value is a value of its own', async () => {
    const { verdict } = await judge(
      `| foedselsnummer | kjoenn | tekst | diagnose |
       | Kari           | 2      | a     | C50      |
       | Siv            | 2      |       | C50      |
       | Liv            | 2      |       | C50      |
       | Ola            |        |       | C50      |`,
      { k: 2, kvasi: [KJOENN, TEKST] },
    );
    expect(await verdict()).toMatchObject({ k: 1, classes: 3, uniques: 2, violating: 2 });
  });
  it('a person with rows in two classes counts in both', async () => {
    const { verdict } = await judge(
      `| foedselsnummer | kjoenn | tekst | diagnose |
       | Kari           | 2      | a     | C50      |
       | Kari           | 2      | b     | C50      |
       | Siv            | 2      | a     | C50      |`,
      { k: 2, kvasi: [TEKST] },
    );
    expect(await verdict()).toMatchObject({ k: 1, classes: 2, uniques: 1, violating: 1 });
  });
  it('is measured on what is delivered, not on what the extract holds', async () => {
    const columns = [{ navn: 'diagnose', minimering: { type: 'kode', nivaa: 'kategori' } }];
    const { verdict } = await judge(
      `| foedselsnummer | diagnose |
       | Kari           | C501     |
       | Siv            | C509     |`,
      { k: 2, kvasi: [DIAGNOSE] },
      columns,
    );
    expect(await verdict()).toMatchObject({ k: 2, classes: 1, uniques: 0, violating: 0 });
  });
  it('names of the count can be names of quasi-identifiers', async () => {
    const names = ['personer', 'rader', 'l0', 'c', 'rad'];
    const { verdict, suppress } = await judge(
      `| foedselsnummer | kjoenn |
       | Kari           | 2      |
       | Siv            | 2      |
       | Ola            | 1      |`,
      {
        k: 2,
        kvasi: names.map((som) => `proeve.maaling.${som}`),
        sensitive: [{ variabel: 'proeve.maaling.verdi', l: 2 }],
      },
      [...names, 'verdi'].map((som) => ({ navn: 'kjoenn', som })),
    );
    expect(await verdict()).toMatchObject({ classes: 2, violating: 2 });
    expect(await suppress()).toBe(3);
  });
});

describe('l', () => {
  const drawing = `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Siv            | 2      | a     | C50      |
    | Ola            | 1      | a     | C50      |
    | Per            | 1      | a     |          |`;

  it('counts the distinct sensitive values of each class, a missing one as a value of its own', async () => {
    const sensitive = [{ variabel: DIAGNOSE, l: 2 }];
    const { verdict } = await judge(drawing, { k: 2, kvasi: [KJOENN], sensitive });
    expect(await verdict()).toMatchObject({ k: 2, classes: 2, uniques: 0, violating: 1 });
  });
  it('holds for every sensitive variable, and in the class of the missing value too', async () => {
    const sensitive = [
      { variabel: DIAGNOSE, l: 2 },
      { variabel: TEKST, l: 2 },
    ];
    const { verdict } = await judge(drawing.replaceAll('| 1 ', '|   '), { k: 2, kvasi: [KJOENN], sensitive });
    expect(await verdict()).toMatchObject({ k: 2, classes: 2, uniques: 0, violating: 2 });
  });
});

describe('t', () => {
  const drawing = `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | a     | C50      |
    | Siv            | 2      | a     | C51      |
    | Ola            | 1      | a     | C50      |
    | Per            | 1      | a     | C50      |`;
  const found = async (enhet: 'person' | 'rad', t: number) => {
    const sensitive = [{ variabel: DIAGNOSE, t }];
    const { verdict } = await judge(drawing, { k: 2, enhet, kvasi: [KJOENN], sensitive });
    const { violating, demands } = await verdict();
    return { violating, t: demands.find(({ name }) => name === 't') };
  };

  it('is the greatest share that a class would have to exchange to be like the table, each value of a person once', async () => {
    expect(await found('person', 0.25)).toEqual({
      violating: 0,
      t: { name: 't', column: 'diagnose', demanded: 0.25, found: 0.25, met: true },
    });
  });
  it('counts rows where the decision says enhet rad', async () => {
    expect((await found('rad', 0.2)).t).toMatchObject({ found: 0.2, met: true });
  });
  it('is violated by every class that is further away', async () => {
    expect(await found('person', 0.24)).toMatchObject({ violating: 2, t: { met: false } });
  });
});

describe('known events', () => {
  const drawing = `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | a     | C51      |
    | Siv            | 2      | a     | C50      |
    | Siv            | 2      | a     | C51      |
    | Liv            | 2      | a     | C50      |
    | Liv            | 2      | a     | C52      |
    | Eva            | 2      | a     | C52      |`;
  const demand = (antall: number, k = 2) => ({
    k,
    kvasi: [KJOENN],
    hendelse: { antall, variabler: [DIAGNOSE] },
  });

  it('one: the fewest persons who share the class and an event of one of them', async () => {
    const { verdict } = await judge(drawing, demand(1));
    expect(await verdict()).toMatchObject({
      k: 4,
      violating: 0,
      events: { m: 1, k: 2, combinations: 3, violating: 0, others: 0 },
    });
  });
  it('two: pairs of different events of one person count too', async () => {
    const { verdict, suppress } = await judge(drawing, demand(2));
    expect(await verdict()).toMatchObject({
      violating: 1,
      events: { m: 2, k: 1, combinations: 5, violating: 1 },
      demands: [{ name: 'k' }, { name: 'km', demanded: 2, found: 1, met: false }],
    });
    expect(await suppress()).toBe(1);
    expect((await verdict()).events).toMatchObject({ k: 1, combinations: 4, violating: 1 });
    expect(await suppress()).toBe(2);
    expect((await verdict()).events).toMatchObject({ k: 2, combinations: 3, violating: 0 });
  });
  it('counted in shares, and suppressed in shares, are the same', async () => {
    const { scene, judged, verdict } = await judge(drawing, demand(2));
    await verdict();
    const { engine } = scene;
    await engine.run(emitSupportTable());
    const shares = [0, 1, 2].map((index) => ({ index, of: 3 }));
    for (const share of shares) await engine.run(emitSupport(2, share));
    const row = z.object({ k: z.number(), combinations: z.number(), violating: z.number() });
    expect(await engine.read(emitEventVerdict(judged), row)).toEqual([
      { k: 1, combinations: 2, violating: 1 },
    ]);
    for (const share of shares) await engine.run(emitSuppressEvents(judged, 2, share));
    expect(await readSuppressed(engine)).toBe(1);
    expect(listStatements(scene.plan, '2026-01-01').some(({ id }) => id === 'judge.events.verdict')).toBe(
      true,
    );
  });
  it('an event that is met twice in one person is one event', async () => {
    const { verdict } = await judge(drawing.replaceAll('C51', 'C50'), demand(2));
    expect((await verdict()).events).toMatchObject({ combinations: 3 });
  });
});

describe('suppression', () => {
  it('takes out every row of the persons of violating classes', async () => {
    const { scene, verdict, suppress, left } = await judge(
      `| foedselsnummer | kjoenn | tekst | diagnose |
       | Kari           | 2      | a     | C50      |
       | Kari           | 2      | b     | C51      |
       | Siv            | 2      | a     | C50      |
       | Liv            | 2      | a     | C52      |`,
      { k: 2, kvasi: [TEKST] },
    );
    expect(await verdict()).toMatchObject({ violating: 1 });
    expect(await suppress()).toBe(1);
    scene.expectRows(
      await left(),
      `| loepenummer | kjoenn | tekst | diagnose |
       | Siv         | 2      | a     | C50      |
       | Liv         | 2      | a     | C52      |`,
    );
    expect(await verdict()).toMatchObject({ k: 2, classes: 1, uniques: 0, violating: 0 });
  });
  it('is repeated, since rows taken out can leave new small classes', async () => {
    const { verdict, suppress, left } = await judge(
      `| foedselsnummer | kjoenn | tekst | diagnose |
       | Kari           | 2      | a     | C50      |
       | Kari           | 2      | b     | C50      |
       | Siv            | 2      | b     | C50      |
       | Siv            | 2      | c     | C50      |
       | Liv            | 2      | c     | C50      |`,
      { k: 2, kvasi: [TEKST] },
    );
    expect(await verdict()).toMatchObject({ classes: 3, violating: 1 });
    expect(await suppress()).toBe(1);
    expect(await verdict()).toMatchObject({ classes: 2, violating: 1 });
    expect(await suppress()).toBe(2);
    expect(await verdict()).toMatchObject({ classes: 1, violating: 1 });
    expect(await suppress()).toBe(3);
    expect(await left()).toEqual([]);
    expect(await verdict()).toMatchObject({ k: 0, classes: 0, uniques: 0, violating: 0 });
  });
  it('finds the class of a missing value', async () => {
    const { verdict, suppress } = await judge(
      `| foedselsnummer | kjoenn | tekst | diagnose |
       | Kari           | 2      |       | C50      |
       | Siv            | 2      | a     | C50      |
       | Liv            | 2      | a     | C50      |`,
      { k: 2, kvasi: [TEKST, KJOENN] },
    );
    expect(await verdict()).toMatchObject({ violating: 1 });
    expect(await suppress()).toBe(1);
    expect(await verdict()).toMatchObject({ violating: 0 });
  });
});
