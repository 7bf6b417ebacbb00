import type { LocalSuppression } from '../artifacts/risk-result.ts';
import { openColumnReader } from '../engine/column-reader.ts';
import type { Engine } from '../engine/engine.ts';
import { readRowCount } from '../engine/row-count.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { CellTable } from '../risk/local-suppression/cell-table.ts';
import { suppressCells } from '../risk/local-suppression/suppress-cells.ts';
import { suppressClasses } from '../risk/local-suppression/suppress-classes.ts';
import { emitCellCodes, emitCellRows } from '../sql/cell-codes.ts';
import { identifier } from '../sql/identifier.ts';
import { RISK_FILE } from '../sql/risk-rows.ts';

/** What is asked of local suppression. */
export interface LocalOrder {
  readonly rule: LocalSuppression['rule'];
  readonly k: number;
  readonly isOver: () => boolean;
}

/** Rows above which a rule would compare too many pairs. */
const MOST_ROWS = { klasse: 20_000, jokertegn: 5_000 } as const;

const RULE_TEXTS = {
  klasse:
    'a suppressed cell is equal to suppressed cells only: each record is one of k that are published alike',
  jokertegn:
    'a suppressed cell agrees with any value, as in sdcMicro: records that are left empty count as agreeing with everyone, and whoever knows that they are empty is not held off by them',
} as const;

/**
 * Counts the cells that local suppression takes so that each row has k, by column; every cell costs 1. Throws
 * `risk.local-rows` and `risk.no-transformation` for fewer than k rows (exit 14).
 */
export async function suppressLocally(
  engine: Engine,
  kvasi: readonly string[],
  { rule, k, isOver }: LocalOrder,
): Promise<LocalSuppression> {
  const rows = await readRowCount(engine, emitCellRows(identifier(RISK_FILE)));
  const most = MOST_ROWS[rule];
  if (rows > most) throw refuse('risk', 'risk.local-rows', '--lokal-undertrykking', { rows, most });
  const table = await readCells(engine, kvasi, rows);
  const costs = kvasi.map(() => 1);
  const found = rule === 'klasse' ? suppressClasses(table, k, costs) : suppressCells(table, k, costs, isOver);
  if (found === null)
    throw refuse('risk', 'risk.no-transformation', '--k', { tried: 0, limit: 'any number of cells' });
  const { cells, bound } = found;
  return {
    rule,
    meaning: RULE_TEXTS[rule],
    cells: cells.length,
    bound,
    exact: cells.length === bound,
    byColumn: Object.fromEntries(
      kvasi.map((name, v) => [name, cells.filter((cell) => cell % kvasi.length === v).length]),
    ),
  };
}

async function readCells(engine: Engine, kvasi: readonly string[], rows: number): Promise<CellTable> {
  const columns = kvasi.map(() => new Uint32Array(rows));
  await openColumnReader(engine).columns(emitCellCodes(identifier(RISK_FILE), kvasi), columns);
  const codes = new Int32Array(rows * kvasi.length);
  columns.forEach((column, v) => {
    column.forEach((code, record) => (codes[record * kvasi.length + v] = code - 1));
  });
  return { records: rows, variables: kvasi.length, codes };
}
