import { describe, expect, it } from 'vitest';
import { addCount, beginCount, readSuppressed, readVerdict, suppressStaged } from '../../src/risk/judge.ts';
import { emitRemoveSuppressed, emitSuppressedTable } from '../../src/sql/judge.ts';
import { judgedTable } from '../../src/sql/judged-table.ts';
import type { Said } from './decision.ts';
import { useScenes } from './scene.ts';

const open = useScenes();

const variabler = [{ navn: 'kjoenn' }, { navn: 'tekst' }, { navn: 'diagnose' }];

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
    verdict: async () => {
      await beginCount(scene.engine, judged);
      await addCount(scene.engine, judged);
      return readVerdict(scene.engine, judged);
    },
    suppress: async () => {
      await suppressStaged(scene.engine, judged);
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
