import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { emitStageMark } from '../sql/stage-mark.ts';
import { emitPartRows, type NumberRange, type TableSql } from '../sql/stage.ts';
import type { Engine } from './engine.ts';

const markRow = z.object({ rows: z.string(), sum: z.string().nullable(), texts: z.string() });

/**
 * SHA-256 over the staged rows of a range and how they are delivered. Parts cut from stages of one mark, in one range and by
 * one version of the program, are equal byte for byte; one row more or less in another part gives another mark too, since
 * the dictionaries of a file tell which texts the whole stage uses. `lists`: the tables that the texts of the rows are of.
 */
export async function readStageMark(
  engine: Engine,
  t: TableSql,
  range: NumberRange,
  lists: readonly TableSql[],
): Promise<string> {
  const [row] = await engine.read(emitStageMark(t, lists), markRow);
  if (row === undefined) throw new Error('a mark without a row');
  return sha256(canonicalJson({ ...row, sql: emitPartRows(t, range).sql }));
}
