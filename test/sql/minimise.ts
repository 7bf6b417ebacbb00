import { expect } from 'vitest';
import { identifier } from '../../src/sql/identifier.ts';
import { stage } from '../../src/sql/names.ts';
import type { Said, WrittenVariable } from './decision.ts';
import { parseDrawing, renderRows } from './drawn-table.ts';
import { DAY, type Given, type Scene } from './scene.ts';

export interface Rule extends Pick<Said, 'referansedato' | 'utvalg'> {
  readonly variabel: WrittenVariable;
  /** Day of the run. */
  readonly day?: string;
  /** Whether there are lists of the days on which codes were valid. */
  readonly retired?: boolean;
}

/**
 * Draws values before and after: columns of the extract, then `=>` before the delivered column, and, where values may not
 * fit, a last column `ugyldig` with an x in the rows in which they do not.
 */
export async function expectMinimised(
  open: (given: Given, day?: string) => Promise<Scene>,
  { variabel, day = DAY, retired = false, ...said }: Rule,
  drawing: string,
): Promise<void> {
  const drawn = parseDrawing(drawing);
  const after = drawn.columns.findIndex((name) => name.startsWith('=>'));
  const named = drawn.rows.map((row, i) => [`Person ${i}`, ...row.slice(0, after)]);
  const header = ['foedselsnummer', ...drawn.columns.slice(0, after)];
  const lines = [header, ...named].map((row) => `| ${row.map((cell) => cell ?? '').join(' | ')} |`);
  const scene = await open(
    {
      retired,
      tables: { 'proeve.maaling': lines.join('\n') },
      said: { ...said, registre: [{ variabler: [{ ugyldig: 'tom', begrunnelse: 'Trengs', ...variabel }] }] },
    },
    day,
  );
  await scene.key();
  const { sql } = await scene.stage(0, day);
  const [column] = sql.columns;
  if (column === undefined) throw new Error('no column');
  const staged = await scene.rows(
    `SELECT CAST(loepenummer AS VARCHAR), CAST(${column.deliver} AS VARCHAR) AS ${identifier(column.name)}, ` +
      `CASE WHEN _ugyldig0 <> 0 THEN 'x' END FROM ${stage(sql.table)}`,
  );
  const numbers = await scene.numbers();
  const found = new Map(staged.map(([number, ...cells]) => [numbers.get(number ?? ''), cells]));
  const marked = drawn.columns.at(-1) === 'ugyldig';
  const got = named.map(([name, ...before]) => [
    ...before,
    ...(found.get(name ?? '') ?? []).slice(0, marked ? 2 : 1),
  ]);
  const text = scene.ran.filter((s) => s.id.endsWith('.stage')).map((s) => s.sql);
  expect(renderRows(got), text.join('\n')).toEqual(renderRows(drawn.rows));
}
