import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { CheckResult } from '../../artifacts/check-result.ts';
import { saturdaySchema } from '../../artifacts/deadlines.ts';
import type { Feasibility } from '../../artifacts/feasibility.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { PipelineError } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { exitCodes } from '../../errors/stages.ts';
import { compilePlan, hashPlan } from '../../plan/compile-plan.ts';
import { deadlineOf } from '../../steps/deadline.ts';
import { readForCheck } from '../../steps/decision.ts';
import { readConfiguration, readInputs, type Configuration } from '../../steps/inputs.ts';
import { today } from '../../steps/settings.ts';
import { findingsOf } from '../../vedtak/law/assess.ts';
import type { AssessedVedtak } from '../../vedtak/read-vedtak.ts';
import { extractDirectory } from '../paths.ts';
import { renderAssessment, renderAssessmentMarkdown } from '../render-assessment.ts';
import { renderCaseDeadline } from '../render-deadlines.ts';
import { renderFeasibility } from '../render-feasibility.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  vedtak: z.string(),
  uttrekk: z.string().optional(),
  loerdag: saturdaySchema,
  markdown: z.boolean().optional(),
  json: z.boolean().optional(),
});

type Options = z.infer<typeof optionsSchema>;

/** Checks a decision against the rules of law, and against the extracts where they are given or lie beside it. */
export async function checkCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const world = { now: () => new Date() };
    const configuration = await readConfiguration(configsDirectory());
    const decision = await readForCheck(resolve(options.vedtak), configuration.catalogue, world);
    const extracts = await checkExtracts(decision, options, configuration);
    const result = resultOf(decision, extracts, deadlineOf(decision.vedtak, options.loerdag, today(world)));
    const text = options.markdown === true ? markdownOf(result) : textOf(decision, result);
    return { json: result, text, exitCode: result.exitCode, problems: extracts.refusal?.problems ?? [] };
  });
}

/** What came of holding the decision against the extracts; all null where they were not looked at. */
interface CheckedExtracts {
  readonly feasibility: Feasibility | null;
  readonly planSha256: string | null;
  readonly refusal: PipelineError | null;
}

/** What the law refuses is not held against extracts. */
async function checkExtracts(
  decision: AssessedVedtak,
  options: Options,
  configuration: Configuration,
): Promise<CheckedExtracts> {
  const uttrekk = extractDirectory(options.vedtak, options.uttrekk);
  const withExtracts = options.uttrekk !== undefined || existsSync(uttrekk);
  if (!withExtracts || refusalsOf(decision).length > 0) return NOT_LOOKED_AT;
  try {
    return await holdAgainst(decision, { vedtak: resolve(options.vedtak), uttrekk }, configuration);
  } catch (error) {
    if (error instanceof PipelineError) return { ...NOT_LOOKED_AT, refusal: error };
    throw error;
  }
}

const refusalsOf = ({ assessment }: AssessedVedtak): readonly Problem[] =>
  findingsOf(assessment.rules, 'refuse');

const NOT_LOOKED_AT: CheckedExtracts = { feasibility: null, planSha256: null, refusal: null };

/** The plan; for a draft also what it would give. */
async function holdAgainst(
  decision: AssessedVedtak,
  files: { readonly vedtak: string; readonly uttrekk: string },
  configuration: Configuration,
): Promise<CheckedExtracts> {
  const inputs = await readInputs(decision.vedtak, files, configuration);
  const plan = compilePlan(inputs.plan, decision.vedtak, decision.sha256);
  if (plan.number.handedOver !== undefined) {
    const { checkKeyFile } = await import('../check-key-file.ts');
    await checkKeyFile(files.uttrekk, plan);
  }
  const planSha256 = hashPlan(plan);
  if (!isDraft(decision)) return { ...NOT_LOOKED_AT, planSha256 };
  const { measureDraft } = await import('../measure-draft.ts');
  const feasibility = await measureDraft(decision, inputs, configuration, files.uttrekk);
  return { feasibility, planSha256, refusal: null };
}

const isDraft = ({ vedtak }: AssessedVedtak): boolean => vedtak.vedtak.status === 'utkast';

function resultOf(
  decision: AssessedVedtak,
  { feasibility, planSha256, refusal }: CheckedExtracts,
  deadline: CheckResult['deadline'],
): CheckResult {
  const problems = [...refusalsOf(decision), ...(refusal?.problems ?? [])];
  const lawful = refusalsOf(decision).length === 0;
  return {
    versjon: 1,
    ok: problems.length === 0,
    exitCode: lawful ? (refusal?.exitCode ?? 0) : exitCodes.vedtak,
    saksnummer: decision.vedtak.saksnummer,
    vedtakSha256: decision.sha256,
    planSha256,
    assessment: decision.assessment,
    deadline,
    feasibility,
    problems,
  };
}

const textOf = (decision: AssessedVedtak, result: CheckResult): string =>
  [
    refusalsOf(decision).length === 0
      ? `${result.saksnummer}: the decision holds (valid until ${decision.vedtak.vedtak.gyldigTil})`
      : `${result.saksnummer}: the decision is refused`,
    ...(isDraft(decision) ? ['a draft: nothing can be delivered on it'] : []),
    describeExtracts(result),
    ...(result.feasibility === null ? [] : [renderFeasibility(result.feasibility)]),
    renderAssessment(result.assessment),
    renderCaseDeadline(result.deadline),
  ].join('\n');

function describeExtracts({ ok, exitCode, planSha256 }: CheckResult): string {
  if (planSha256 !== null)
    return `extracts: everything the decision asks for is there (plan ${planSha256.slice(0, 16)})`;
  if (ok) return 'extracts: not looked at (no --uttrekk)';
  return exitCode === exitCodes.vedtak
    ? 'extracts: not looked at, the decision is refused'
    : 'extracts: not as the decision asks, see the problems';
}

const markdownOf = ({ assessment, vedtakSha256, deadline, feasibility }: CheckResult): string =>
  [
    renderAssessmentMarkdown(assessment, vedtakSha256),
    '## Deadline',
    '',
    renderCaseDeadline(deadline),
    ...(feasibility === null
      ? []
      : ['', '## Feasibility', '', '```', renderFeasibility(feasibility), '```', '']),
  ].join('\n');
