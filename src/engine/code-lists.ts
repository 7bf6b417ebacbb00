import { withLevels } from '../artifacts/levelled.ts';
import type { Plan } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import type { CodeRow } from '../catalogue/kommune-areas.ts';
import type { CodeLists } from '../catalogue/read-code-lists.ts';
import type { Hierarchy } from '../catalogue/hierarchy.ts';
import { rowsOfJson } from '../sql/dialect.ts';
import { isListed, listName, type ListedTransform } from '../sql/listed.ts';
import { codeList } from '../sql/names.ts';
import { validityList } from '../sql/validity.ts';
import type { Engine } from './engine.ts';

type Region = Extract<ListedTransform, { type: 'region' }>;

/** The code lists a plan may look in. */
export interface PlanLists extends CodeLists {
  /** Hierarchies of the decision by file name. */
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
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
export async function loadCodeLists(engine: Engine, plan: Plan, lists: PlanLists): Promise<void> {
  const columns = withLevels(plan.tables, plan.demand).flatMap((t) => t.columns);
  const looked = columns.map((c) => c.transform).filter(isListed);
  const valid = columns.flatMap(({ validity }) => (validity === null ? [] : [validity]));
  const named = new Map([
    ...looked.map((t) => [listName(t), () => listRows(t, lists)] as const),
    ...valid.map((v) => [validityList(v), () => lists.valid(v.list, v.edition).map(datedRow)] as const),
  ]);
  for (const [name, rows] of named) await loadList(engine, name, rows());
}

async function loadList(engine: Engine, name: string, list: readonly ListRow[]): Promise<void> {
  const rows = rowsOfJson('$1', {
    kategori: 'VARCHAR',
    fra: 'DATE',
    til: 'DATE',
    gruppe: 'VARCHAR',
    saerkode: 'BOOLEAN',
  });
  const sql = `CREATE TABLE ${codeList(name)} AS ${rows}`;
  await engine.run({ id: `code-list.${name}`, sql, params: [JSON.stringify(list)] });
}

function listRows(t: ListedTransform, lists: PlanLists): ListRow[] {
  switch (t.type) {
    case 'fylke':
      return lists.fylker(t.division).map(datedRow);
    case 'region':
      return regionRows(t, lists);
    case 'group':
      return lists.groups(t.list).map((row) => timelessRow(row.kategori, row.gruppe));
    case 'hierarchy':
      return hierarchyRows(lists.hierarchies.get(t.file), t.level);
    default:
      return unreachable(t);
  }
}

const regionRows = ({ list, edition, division }: Region, lists: PlanLists): ListRow[] =>
  lists.regions(list, edition, division).map(datedRow);

const datedRow = ({ kode, fra, til, gruppe }: CodeRow): ListRow => ({
  kategori: kode,
  fra,
  til,
  gruppe,
  saerkode: gruppe === null,
});

const timelessRow = (kategori: string, gruppe: string): ListRow => ({
  kategori,
  gruppe,
  saerkode: false,
  ...FOREVER,
});

function hierarchyRows(hierarchy: Hierarchy | undefined, level: number): ListRow[] {
  if (hierarchy === undefined) throw new Error('a hierarchy of the plan was not read');
  return hierarchy.rows.map((row) => timelessRow(row[0] ?? '', row[level] ?? ''));
}
