import { z } from 'zod';
import type { Engine } from '../../src/engine/engine.ts';
import type { RiskQuestion } from '../../src/risk/measure/question.ts';
import { quasiNames, RISK_FILE, sameKey } from '../../src/sql/risk-rows.ts';

const number = z.coerce.number();
const rowFigures = z.object({ fk: number, fv: number, risiko: number });

/** Frequencies and individual risk of each row, in the order of the rows. */
export async function readEachRow(
  on: Engine,
  q: RiskQuestion,
): Promise<readonly z.infer<typeof rowFigures>[]> {
  const names = quasiNames(q.columns.kvasi.length);
  const keys = q.columns.kvasi.map((c, i) => `"${c}" AS q${i}`).join(', ');
  const sql = `SELECT fk, fv, risiko FROM (SELECT nr, ${keys} FROM "${RISK_FILE}") AS r JOIN risiko_klasser_maalt AS k ON ${sameKey('r', 'k', names)} JOIN risiko_individuell USING (id) ORDER BY nr`;
  return on.read({ id: 'test', sql, params: [] }, rowFigures);
}
