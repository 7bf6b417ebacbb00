import { expect, it } from 'vitest';
import { readClassFigures } from '../../src/risk/class-figures.ts';
import { addCount, beginCount, readVerdict } from '../../src/risk/judge.ts';
import { judgedTable } from '../../src/sql/judged-table.ts';
import { useScenes } from '../sql/scene.ts';

const open = useScenes();

async function figuresOf(drawing: string, { persons, whole } = { persons: 2, whole: true }) {
  const kvasi = ['proeve.maaling.kjoenn', 'proeve.maaling.tekst'];
  const sensitive = [{ variabel: 'proeve.maaling.diagnose', l: 2 }];
  const scene = await open({
    tables: { 'proeve.maaling': drawing },
    said: {
      anonymitet: { k: 2, kvasi, sensitive },
      registre: [{ variabler: [{ navn: 'kjoenn' }, { navn: 'tekst' }, { navn: 'diagnose' }] }],
    },
  });
  await scene.key();
  const { sql } = await scene.stage();
  const judged = scene.plan.demand === null ? null : judgedTable(scene.plan.demand, sql, [sql]);
  if (judged === null) throw new Error('a table without a demand');
  await beginCount(scene.engine, judged);
  await addCount(scene.engine, judged, { first: 0n, last: 10n ** 9n });
  const { demands } = await readVerdict(scene.engine, judged);
  return readClassFigures(scene.engine, judged, { demands, persons, whole, nextLevels: new Map() });
}

it('class sizes are counted in persons, and a person in two classes counts in both', async () => {
  const { sizes, sensitive } = await figuresOf(`
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | a     | C51      |
    | Kari           | 2      | b     | C50      |
    | Siv            | 2      | a     | C50      |
    | Ola            | 1      | a     | C50      |`);
  expect(sizes).toEqual([
    { size: 1, classes: 2, persons: 2 },
    { size: 2, classes: 1, persons: 2 },
  ]);
  expect(sensitive).toEqual([{ column: 'diagnose', l: 1, alike: 2 }]);
});

const crossing = `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | a     | C50      |
    | Kari           | 2      | b     | C50      |
    | Siv            | 2      | a     | C50      |`;

it('with a column left out, persons are counted anew', async () => {
  const { without, coarser } = await figuresOf(crossing);
  expect(without).toEqual([
    { column: 'kjoenn', classes: 2, least: 1, most: 1, members: 3 },
    { column: 'tekst', classes: 1, least: 2, most: 2, members: 2 },
  ]);
  expect(coarser).toEqual([
    { column: 'kjoenn', figures: null },
    { column: 'tekst', figures: null },
  ]);
});

it('of persons judged in several passes, the smallest class lies between its largest piece and the sum of the pieces', async () => {
  const { without } = await figuresOf(crossing, { persons: 2, whole: false });
  expect(without).toEqual([
    { column: 'kjoenn', classes: 2, least: 1, most: 1, members: 3 },
    { column: 'tekst', classes: 1, least: 2, most: 3, members: 3 },
  ]);
});

it('where each person has one class, the sum of the pieces is the size, in however many passes', async () => {
  const { without } = await figuresOf(
    `
    | foedselsnummer | kjoenn | tekst | diagnose |
    | Kari           | 2      | b     | C50      |
    | Siv            | 2      | a     | C50      |`,
    { persons: 2, whole: false },
  );
  expect(without[1]).toEqual({ column: 'tekst', classes: 1, least: 2, most: 2, members: 2 });
});
