import { emitQuasiElsewhere } from './judge-combined.ts';
import { emitEventsElsewhere, emitEventsElsewhereTables } from './judge-events.ts';
import { emitValuesElsewhere } from './judge-sensitive.ts';
import type { JudgedTable } from './judged-table.ts';
import type { TableSql } from './stage.ts';
import type { Statement } from './statement.ts';

/** The tables beside the judged one that its demand speaks of. */
export const tablesElsewhere = (j: JudgedTable): readonly TableSql[] => [
  ...new Set([
    ...[...j.sensitive, ...(j.events === null ? [] : [j.events])].flatMap(({ elsewhere }) => elsewhere ?? []),
    ...j.combined.map(({ sql }) => sql),
  ]),
];

/** Takes what is asked about of the staged persons of such a table; of its first pass when it is `fresh`. */
export function emitGather(j: JudgedTable, t: TableSql, fresh: boolean): readonly Statement[] {
  const tables = fresh ? emitEventsElsewhereTables : (): readonly Statement[] => [];
  return [
    ...(j.events?.elsewhere === t ? [...tables(j), ...emitEventsElsewhere(j)] : []),
    ...j.sensitive.flatMap((s, i) => (s.elsewhere === t ? [emitValuesElsewhere(j, s, i, fresh)] : [])),
    ...j.combined.filter(({ sql }) => sql === t).map((of) => emitQuasiElsewhere(j, of, fresh)),
  ];
}
