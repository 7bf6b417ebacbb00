import { resolve } from 'node:path';
import { z } from 'zod';
import type { Plan, PlanStatistics } from '../../artifacts/plan.ts';
import { STATISTICS } from '../../artifacts/statistics.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { compilePlan, hashPlan } from '../../plan/compile-plan.ts';
import { describePopulation } from '../../report/population-sentences.ts';
import { listStatements } from '../../sql/list-statements.ts';
import { tableName } from '../../sql/names.ts';
import type { Statement } from '../../sql/statement.ts';
import { readDecision } from '../../steps/decision.ts';
import { readConfiguration, readInputs } from '../../steps/inputs.ts';
import { today } from '../../steps/settings.ts';
import { extractDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  vedtak: z.string(),
  uttrekk: z.string().optional(),
  sql: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Shows what would be delivered: each variable in one sentence, or the plan itself, with its SQL on request. */
export async function planCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const world = { now: () => new Date() };
    const configuration = await readConfiguration(configsDirectory());
    const decision = await readDecision(resolve(options.vedtak), configuration.catalogue, world);
    const uttrekk = extractDirectory(options.vedtak, options.uttrekk);
    const files = { vedtak: resolve(options.vedtak), uttrekk };
    const inputs = await readInputs(decision.vedtak, files, configuration);
    const plan = compilePlan(inputs.plan, decision.vedtak, decision.sha256);
    const statements = options.sql === true ? listStatements(plan, today(world)) : [];
    const json = {
      versjon: 1,
      ok: true,
      exitCode: 0,
      planSha256: hashPlan(plan),
      plan,
      ...(options.sql === true && { sql: statements.map(writable) }),
      problems: [],
    };
    const sql = statements.map((s) => `-- ${s.id}\n${s.sql};\n`).join('\n');
    return { json, text: `${describePlan(plan)}${sql === '' ? '' : `\n${sql}`}` };
  });
}

/** JSON has no integers of 64 bits: they are written as text. */
const writable = ({ id, sql, params }: Statement) => ({
  id,
  sql,
  params: params.map((value) => (typeof value === 'bigint' ? String(value) : value)),
});

/** Quasi-identifiers by name, and by their table too where they lie in several. */
function describeQuasi({ quasi }: NonNullable<Plan['demand']>): string {
  const several = new Set(quasi.map(tableName)).size > 1;
  return quasi.map((q) => (several ? `${tableName(q)}.${q.column}` : q.column)).join(', ');
}

const describeStatistics = ({ k, onViolation, tables }: PlanStatistics): string =>
  [
    ...tables.map(
      (t) =>
        `${STATISTICS}.${t.name}: ${t.measure} of ${tableName(t)} by ${t.dimensions.join(', ')}${t.totals ? ', with sums' : ''}`,
    ),
    `No row is delivered, and no count of 1 to ${k - 1} persons; where there are any: ${onViolation}.`,
  ].join('\n');

function describePlan(plan: Plan): string {
  const { statistics } = plan;
  const tables = plan.tables.map((t) => {
    const columns = t.columns.map((c) => `  ${c.name.padEnd(32)} ${c.sentence}`);
    return [
      `${t.register}.${t.tabell}`,
      ...(statistics === undefined ? [`  ${'loepenummer'.padEnd(32)} Prosjektets løpenummer.`] : []),
      ...columns,
      '',
    ].join('\n');
  });
  const demand = plan.demand;
  const risk =
    statistics !== undefined
      ? describeStatistics(statistics)
      : demand === null
        ? 'No quasi-identifying variable is delivered.'
        : `At least ${demand.k} (${demand.unit}) share ${describeQuasi(demand)}; otherwise: ${demand.onViolation}.`;
  const persons = describePopulation(plan).flatMap((sentence) => [sentence, '']);
  return [`${plan.saksnummer}, plan ${hashPlan(plan)}`, '', ...persons, ...tables, risk, ''].join('\n');
}
