import { z } from 'zod';
import type { ProsecutorRisk } from '../../artifacts/risk-result.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { emitHistogram, emitMeasured, type CoarserClasses } from '../../sql/risk-sizes.ts';
import { emitPatterns, emitWildcard } from '../../sql/risk-wildcard.ts';
import type { ClassSize } from './class-size.ts';

const sizeRow = z.object({
  size: z.coerce.number(),
  classes: z.coerce.number(),
  persons: z.coerce.number(),
});

/** Each pair of patterns of missing values is one join. */
const MOST_PATTERNS = 64;

/**
 * The sizes of the classes of a table, rising. `wildcard` says what a missing value counts as a wildcard, null that it is a
 * value of its own. Throws `risk.patterns` (exit 13).
 */
export async function readSizes(
  engine: Engine,
  table: string,
  classes: CoarserClasses,
  wildcard: number | null,
): Promise<readonly ClassSize[]> {
  if (wildcard === null) await engine.run(emitMeasured(table));
  else await matchWildcards(engine, table, classes.names, wildcard);
  return engine.read(emitHistogram(table, classes), sizeRow);
}

async function matchWildcards(
  engine: Engine,
  table: string,
  names: readonly string[],
  alpha: number,
): Promise<void> {
  const rows = await engine.read(emitPatterns(table, names), z.object({ mask: z.coerce.number() }));
  if (rows.length > MOST_PATTERNS)
    throw refuse('run', 'risk.patterns', '--mangler', { patterns: rows.length, limit: MOST_PATTERNS });
  const patterns = rows.map((row) => row.mask).sort((a, b) => a - b);
  for (const statement of emitWildcard(table, names, patterns, alpha)) await engine.run(statement);
}

/** Figures of one set of quasi-identifiers. */
export interface ClassFigures {
  readonly classes: number;
  readonly uniques: number;
  readonly k: number;
  readonly prosecutor: ProsecutorRisk;
}

/**
 * Classes, persons alone, smallest class, and the risk of an attacker who knows that a person is in the data (El Emam 2013):
 * 1 over the size of her smallest class; highest, mean over the persons, and share above the threshold. With one class a
 * person the mean is classes by persons, as ARX has it; pyCANON takes the mean over classes instead.
 */
export function summariseSizes(sizes: readonly ClassSize[], threshold: number): ClassFigures {
  const sum = (of: (s: ClassSize) => number): number => sizes.reduce((total, s) => total + of(s), 0);
  const persons = sum((s) => s.persons);
  const k = sizes[0]?.size ?? 0;
  return {
    classes: sum((s) => s.classes),
    uniques: sum((s) => (s.size === 1 ? s.persons : 0)),
    k,
    prosecutor: {
      highest: k === 0 ? 0 : 1 / k,
      average: persons === 0 ? 0 : sum((s) => s.persons / s.size) / persons,
      shareAtRisk: persons === 0 ? 0 : sum((s) => (1 / s.size > threshold ? s.persons : 0)) / persons,
    },
  };
}
