import type { KommuneList, KommuneRow } from '../catalogue/kommune-list.ts';

/** The kommune code of one place in one year. */
interface PlaceYear {
  readonly place: number;
  readonly year: number;
  readonly code: string;
  /** Organisation number of the health trust that serves the place. */
  readonly trust: string;
}

export interface Places {
  /** Relative number of inhabitants, by place. */
  readonly weights: readonly number[];
  readonly years: readonly PlaceYear[];
}

/** Organisation numbers of health trusts by the fylke codes of 1972-2017, which later codes are led back to. */
const trusts: Readonly<Record<string, string>> = {
  '01': '983971768',
  '02': '983971636',
  '03': '993467049',
  '04': '983971709',
  '05': '983971709',
  '06': '894166762',
  '07': '983975259',
  '08': '983975267',
  '09': '983975240',
  '10': '983975240',
  '11': '983974678',
  '12': '983974724',
  '14': '983974732',
  '15': '997005562',
  '16': '883974832',
  '17': '983974791',
  '18': '983974910',
  '19': '983974899',
  '20': '983974880',
};

/** The largest towns by name, in thousands of inhabitants, rounded; other places follow Zipf's law from 40. */
const towns: readonly (readonly [RegExp, number])[] = [
  [/^Oslo$/, 680],
  [/^Bergen$/, 280],
  [/^Trondheim/, 200],
  [/^Stavanger$/, 135],
  [/^Bærum$/, 125],
  [/^Kristiansand$/, 95],
  [/^Fredrikstad$/, 82],
  [/^Sandnes$/, 78],
  [/^Tromsø/, 76],
  [/^Drammen/, 75],
  [/^Asker$/, 65],
  [/^Sandefjord/, 60],
  [/^Skien$/, 55],
  [/^Bodø$/, 52],
];

type Path = readonly KommuneRow[];

/**
 * Places that exist from the first year to the last: one for each kommune of the first year, or one for each of the
 * ways its territory went when it was shared out. A place has the code that is valid in each year.
 */
export function places(list: KommuneList, fromYear: number, toYear: number): Places {
  const starts = list.rows.filter((row) => validIn(row, fromYear));
  const all = starts.flatMap((row, rank) => branches(list, row, weight(row, rank), fromYear, toYear));
  return {
    weights: all.map((branch) => branch.weight),
    years: all.flatMap((branch, place) => placeYears(list, branch.path, place, fromYear)),
  };
}

const validIn = (row: KommuneRow, year: number): boolean =>
  row.fra <= `${year}-01-01` && (row.til === null || row.til > `${year}-01-01`);

function branches(
  list: KommuneList,
  start: KommuneRow,
  inhabitants: number,
  fromYear: number,
  toYear: number,
) {
  const found = paths(list, start, fromYear, toYear);
  return found.map((path) => ({ path, weight: inhabitants / found.length }));
}

/** The rows a territory had, year by year, for each of the ways it was shared out. */
function paths(list: KommuneList, row: KommuneRow, year: number, toYear: number): Path[] {
  if (year > toYear) return [[]];
  if (validIn(row, year)) return paths(list, row, year + 1, toYear).map((rest) => [row, ...rest]);
  const successors = list.rows.filter((next) => row.avloestAv.includes(next.kode));
  if (successors.length === 0) throw new Error(`kommune ${row.kode} ended without a successor`);
  return successors.flatMap((next) => paths(list, next, year, toYear));
}

function placeYears(list: KommuneList, path: Path, place: number, fromYear: number): PlaceYear[] {
  const [start] = path;
  const trust = (start && trusts[oldFylke(list, start)]) ?? '993467049';
  return path.map(({ kode }, i) => ({ place, year: fromYear + i, code: kode, trust }));
}

/** Fylke before 2018, through any kommune that was replaced, at once or step by step, by this one. */
function oldFylke(list: KommuneList, row: KommuneRow): string {
  const [first] = list.inndelinger;
  const own = first === undefined ? null : (row.fylker[first.dato] ?? null);
  const before = list.rows.find((r) => r.avloestAv.includes(row.kode));
  return own ?? (before === undefined ? '' : oldFylke(list, before));
}

const weight = ({ navn }: KommuneRow, rank: number): number =>
  towns.find(([name]) => name.test(navn))?.[1] ?? 40 / (1 + ((rank * 151) % 361) / 12);
