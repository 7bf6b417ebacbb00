import type { Plan, PlanTransform } from '../artifacts/plan.ts';
import type { Icd10Row } from '../catalogue/icd10-list.ts';
import type { KommuneList } from '../catalogue/kommune-list.ts';
import { rowsOfJson } from '../sql/dialect.ts';
import { listName, type ListedTransform } from '../sql/listed.ts';
import { codeList } from '../sql/names.ts';
import type { Engine } from './engine.ts';

/** The code lists a plan may look in. */
export interface CodeLists {
  readonly kommune: KommuneList;
  readonly icd10: (level: 'kapittel' | 'blokk') => readonly Icd10Row[];
}

/** One code of a list: from when until before when it holds, its group, and whether it is known to have none. */
interface ListRow {
  readonly kategori: string;
  readonly fra: string;
  readonly til: string;
  readonly gruppe: string | null;
  readonly saerkode: boolean;
}

const FOREVER = { fra: '0001-01-01', til: '9999-12-31' };

/** Puts the lists that the plan looks in into tables, each once. */
export async function loadCodeLists(engine: Engine, plan: Plan, lists: CodeLists): Promise<void> {
  const used = plan.tables.flatMap((t) => t.columns.map((c) => c.transform)).filter(isListed);
  for (const [name, transform] of new Map(used.map((t) => [listName(t), t]))) {
    const rows = rowsOfJson('$1', {
      kategori: 'VARCHAR',
      fra: 'DATE',
      til: 'DATE',
      gruppe: 'VARCHAR',
      saerkode: 'BOOLEAN',
    });
    const json = JSON.stringify(listRows(transform, lists));
    await engine.run({
      id: `code-list.${name}`,
      sql: `CREATE TABLE ${codeList(name)} AS ${rows}`,
      params: [json],
    });
  }
}

const isListed = (t: PlanTransform): t is ListedTransform => t.type === 'fylke' || t.type === 'group';

function listRows(t: ListedTransform, lists: CodeLists): ListRow[] {
  return t.type === 'fylke' ? fylkeRows(lists.kommune, t.division) : groupRowsOf(lists, t.list);
}

function groupRowsOf(lists: CodeLists, list: 'icd10.kapittel' | 'icd10.blokk'): ListRow[] {
  const rows = lists.icd10(list === 'icd10.blokk' ? 'blokk' : 'kapittel');
  return rows.map(({ kategori, gruppe }) => ({ kategori, gruppe, saerkode: false, ...FOREVER }));
}

/** A row later than the division (`per` before the row's date) is not found: its kommune may lie elsewhere by then. */
function fylkeRows(list: KommuneList, division: string): ListRow[] {
  const end = list.inndelinger.find((i) => i.dato > division)?.dato ?? FOREVER.til;
  const kommuner = list.rows.map(({ kode, fra, til, fylker }) => ({
    kategori: kode,
    fra,
    til: til !== null && til < end ? til : end,
    gruppe: fylker[division] ?? null,
    saerkode: false,
  }));
  return [
    ...kommuner,
    ...list.saerkoder.map(({ kode }) => ({ kategori: kode, gruppe: null, saerkode: true, ...FOREVER })),
  ];
}
