import { areaOf, type AreaDivision } from './area-list.ts';
import type { KommuneList, KommuneRow } from './kommune-list.ts';

/** One code, the days on which it is read, and what it becomes; null for what is known to have nothing it could become. */
export interface CodeRow {
  readonly kode: string;
  readonly fra: string;
  /** First day on which the code is not read so any more. */
  readonly til: string;
  readonly gruppe: string | null;
}

const FOREVER = '9999-12-31';

/**
 * What every kommune code becomes in the division that began on `division`: the fylke it lay in, or the area of that. A
 * row later than the division (`per` before the row's date) is not found: its kommune may lie elsewhere by then. A value
 * that is only a fylke is read where all its kommuner became the same.
 */
export function kommuneRows(list: KommuneList, division: string, areas: AreaDivision | null): CodeRow[] {
  const end = endOf(list, division);
  const groupOf = (row: KommuneRow): string | null => {
    const fylke = row.fylker[division] ?? null;
    return areas === null ? fylke : areaOf(areas, fylke);
  };
  const kommuner = list.rows.map((row) => ({
    kode: row.kode,
    fra: row.fra,
    til: earlier(row.til, end),
    gruppe: groupOf(row),
  }));
  return [...kommuner, ...list.inndelinger.flatMap(({ dato }) => fylkeRows(list, dato, end, groupOf))];
}

const endOf = (list: KommuneList, division: string): string =>
  list.inndelinger.find((i) => i.dato > division)?.dato ?? FOREVER;

const earlier = (til: string | null, end: string): string => (til !== null && til < end ? til : end);

/** The fylker of one division that lie whole in one group. */
function fylkeRows(
  list: KommuneList,
  division: string,
  end: string,
  groupOf: (row: KommuneRow) => string | null,
): CodeRow[] {
  const til = earlier(endOf(list, division), end);
  if (til <= division) return [];
  const groups = new Map<string, Set<string | null>>();
  for (const row of list.rows) {
    const fylke = row.fylker[division] ?? null;
    if (fylke === null || row.fra >= til || (row.til !== null && row.til <= division)) continue;
    groups.set(fylke, (groups.get(fylke) ?? new Set()).add(groupOf(row)));
  }
  return [...groups].flatMap(([kode, found]) => {
    const [gruppe = null] = found;
    return found.size === 1 && gruppe !== null ? [{ kode, fra: division, til, gruppe }] : [];
  });
}
