import { z } from 'zod';
import type { SensitiveFigures } from '../../artifacts/risk-result.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  emitHierarchicalDistance,
  emitHierarchy,
  emitOrderedDistance,
  emitUnlisted,
} from '../../sql/risk-distance.ts';
import { emitDiversity } from '../../sql/risk-sensitive.ts';
import type { RiskQuestion } from './question.ts';

const number = z.coerce.number();
const diversityRow = z.object({
  distinct_l: number,
  entropy_l: number,
  recursive_l: number,
  alpha: number,
  t: number,
  beta: number,
  enhanced: number,
  beyond: number,
  delta: number,
  value_count: number,
  numbers: z.boolean(),
});
const distanceRow = z.object({ t: number });

/** The figures of sensitive column `i`, whose values are counted. Throws `risk.hierarchy` (exit 13). */
export async function measureSensitive(
  engine: Engine,
  q: RiskQuestion,
  i: number,
): Promise<SensitiveFigures> {
  const column = q.columns.sensitiv[i] ?? '';
  const [d] = await engine.read(emitDiversity(i, q.recursiveC), diversityRow);
  const [ordered] = await engine.read(emitOrderedDistance(i), distanceRow);
  if (d === undefined || ordered === undefined) throw new Error('an aggregate without groups gave no row');
  return {
    column,
    values: d.value_count,
    order: d.numbers ? 'numbers' : 'native',
    l: {
      distinct: d.distinct_l,
      entropy: d.entropy_l,
      recursive: { c: q.recursiveC, l: d.recursive_l },
    },
    alpha: d.alpha,
    t: { equal: d.t, ordered: ordered.t, hierarchical: await measureHierarchical(engine, q, i) },
    beta: { basic: d.beta, enhanced: d.enhanced, classesBeyond: d.beyond },
    delta: q.logBase === 'e' ? d.delta : d.delta / Math.LN2,
  };
}

async function measureHierarchical(engine: Engine, q: RiskQuestion, i: number): Promise<number | null> {
  const rows = q.hierarchies[i] ?? null;
  if (rows === null) return null;
  await engine.run(emitHierarchy(i, rows));
  const [unlisted] = await engine.read(emitUnlisted(i), z.object({ n: number }));
  if (unlisted === undefined || unlisted.n > 0)
    throw refuse('run', 'risk.hierarchy', q.columns.sensitiv[i] ?? '', {
      reason: `${unlisted?.n ?? 0} values of the column that it does not list`,
    });
  const [row] = await engine.read(emitHierarchicalDistance(i, (rows[0]?.length ?? 1) - 1), distanceRow);
  return row?.t ?? 0;
}
