import { withLevels } from '../artifacts/levelled.ts';
import { PLAN_VERSION, type Plan, type PlanTable } from '../artifacts/plan.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { Registeruttak, Vedtak } from '../vedtak/schema.ts';
import { checkDates } from './check-dates.ts';
import { planColumn } from './column.ts';
import { planConditions } from './conditions.ts';
import { resolveTable, type PlanContext, type PlanInput } from './context.ts';
import { planDemand } from './demand.ts';
import { planJoined } from './joined.ts';
import { planKnown } from './known.ts';
import { planNumbers } from './numbers.ts';
import { planPopulation, planReference } from './population.ts';
import { checkSeries } from './series.ts';
import { planStatistics } from './statistics.ts';
import { checkSupported } from './supported.ts';

/**
 * Resolves a decision against catalogue and extracts. Deterministic: the same input gives the same plan.
 * Throws a refusal of the plan stage (exit 11) with every problem found, codes `plan.*`.
 */
export function compilePlan(input: PlanInput, vedtak: Vedtak, vedtakSha256: string): Plan {
  const c: PlanContext = {
    ...input,
    workingNumber: vedtak.kobling.arbeidsnummer?.kolonne ?? null,
    problems: [],
  };
  checkSupported(c, vedtak);
  const population = planPopulation(c, vedtak);
  const reference = planReference(c, vedtak.referansedato, population);
  const tables = vedtak.registre.flatMap((uttak, i) => planTable(c, vedtak, uttak, `registre[${i}]`) ?? []);
  checkSeries(c, tables);
  const number = planNumbers(c, vedtak);
  const known = planKnown(c, vedtak);
  const statistics = planStatistics(c, vedtak, tables);
  const demand = statistics.statistics === undefined ? planDemand(c, vedtak, tables) : null;
  checkDates(c, withLevels(tables, demand));
  const joined = planJoined(c, vedtak, tables, demand);
  if (c.problems.length > 0) throw new PipelineError('plan', c.problems);
  return {
    versjon: PLAN_VERSION,
    saksnummer: vedtak.saksnummer,
    vedtakSha256,
    population,
    number,
    ...(known !== undefined && { known }),
    reference,
    tables: [...joined.tables],
    demand: joined.demand,
    ...joined.joined,
    ...statistics,
    codeLists: { ...input.codeLists },
  };
}

/** SHA-256 of the plan's canonical JSON. */
export const hashPlan = (plan: Plan): string => sha256(canonicalJson(plan));

function planTable(c: PlanContext, vedtak: Vedtak, uttak: Registeruttak, at: string): PlanTable | null {
  const table = resolveTable(c, uttak, at);
  if (table === null) return null;
  const columns = uttak.variabler.map((valg, i) =>
    planColumn(c, table, uttak, valg, vedtak, `${at}.variabler[${i}]`),
  );
  return {
    register: uttak.register,
    tabell: uttak.tabell,
    identifier: table.identifier,
    conditions: planConditions(c, table, uttak.hvor, `${at}.hvor`),
    columns: columns.filter((column) => column !== null),
    invalidIdentifier: { action: uttak.ugyldig, maxShare: uttak.maksAndel ?? null },
  };
}
