import type { Feasibility } from '../../artifacts/feasibility.ts';
import type { PlanTable } from '../../artifacts/plan.ts';
import { readRowCount } from '../../engine/row-count.ts';
import { tableColumns } from '../../sql/columns-needed.ts';
import {
  emitDropFilled,
  emitFilled,
  emitFilledCount,
  emitFilledPersons,
  emitFilledSince,
  emitFilledTable,
} from '../../sql/filled.ts';
import type { Measuring } from './count-staged.ts';

export interface Filled {
  /** Persons of the population with a row in the table. */
  readonly persons: number;
  readonly variables: Feasibility['variables'];
}

/** Which variables of a table have values, and since which year; `eventDate` is null where rows have no date. */
export async function measureFilled(m: Measuring, t: PlanTable, eventDate: string | null): Promise<Filled> {
  const { engine } = m;
  const columns = [...new Set([...tableColumns(t), ...(eventDate === null ? [] : [eventDate])])];
  await engine.run(emitFilledTable(t));
  await m.sources.each(t, columns, () => engine.run(emitFilled(t, eventDate)));
  const persons = await readRowCount(engine, emitFilledPersons(t));
  const variables = [];
  for (const [i, { source }] of t.columns.entries()) {
    const filled = await readRowCount(engine, emitFilledCount(t, i));
    const since = await readRowCount(engine, emitFilledSince(t, i, m.least));
    variables.push({
      variable: `${t.register}.${t.tabell}.${source}`,
      percent: shownPercent(filled, persons, m.least),
      since: since === 0 ? null : since,
    });
  }
  await engine.run(emitDropFilled());
  return { persons, variables };
}

/** Neither those who have a value nor those who lack one may be few; nobody at all is not few. */
function shownPercent(filled: number, persons: number, least: number): number | null {
  const few = (n: number): boolean => n > 0 && n < least;
  if (persons < least || few(filled) || few(persons - filled)) return null;
  return Math.floor((100 * filled) / persons);
}
