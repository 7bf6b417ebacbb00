import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { CheckResult } from '../../artifacts/check-result.ts';
import { saturdaySchema } from '../../artifacts/deadlines.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { PipelineError } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import { exitCodes } from '../../errors/stages.ts';
import { compilePlan, hashPlan } from '../../plan/compile-plan.ts';
import { deadlineOf } from '../../steps/deadline.ts';
import { readAssessed } from '../../steps/decision.ts';
import { readConfiguration, readInputs } from '../../steps/inputs.ts';
import { today } from '../../steps/settings.ts';
import { findingsOf } from '../../vedtak/law/assess.ts';
import type { AssessedVedtak } from '../../vedtak/read-vedtak.ts';
import { extractDirectory } from '../paths.ts';
import { renderAssessment, renderAssessmentMarkdown } from '../render-assessment.ts';
import { renderCaseDeadline } from '../render-deadlines.ts';
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
    const decision = await readAssessed(
      { vedtak: resolve(options.vedtak), configs: configsDirectory() },
      world,
    );
    const extracts = await checkExtracts(decision, options);
    const result = resultOf(decision, extracts, deadlineOf(decision.vedtak, options.loerdag, today(world)));
    const text = options.markdown === true ? markdownOf(result) : textOf(decision, result);
    return { json: result, text, exitCode: result.exitCode, problems: extracts.refusal?.problems ?? [] };
  });
}

/** What came of holding the decision against the extracts; both null where they were not looked at. */
interface CheckedExtracts {
  readonly planSha256: string | null;
  readonly refusal: PipelineError | null;
}

/** What the law refuses is not held against extracts. */
async function checkExtracts(decision: AssessedVedtak, options: Options): Promise<CheckedExtracts> {
  const uttrekk = extractDirectory(options.vedtak, options.uttrekk);
  const withExtracts = options.uttrekk !== undefined || existsSync(uttrekk);
  if (!withExtracts || refusalsOf(decision).length > 0) return { planSha256: null, refusal: null };
  try {
    return {
      planSha256: await planHash(decision, { vedtak: resolve(options.vedtak), uttrekk }),
      refusal: null,
    };
  } catch (error) {
    if (error instanceof PipelineError) return { planSha256: null, refusal: error };
    throw error;
  }
}

const refusalsOf = ({ assessment }: AssessedVedtak): readonly Problem[] =>
  findingsOf(assessment.rules, 'refuse');

async function planHash(
  decision: AssessedVedtak,
  files: { readonly vedtak: string; readonly uttrekk: string },
): Promise<string> {
  const inputs = await readInputs(decision.vedtak, files, await readConfiguration(configsDirectory()));
  return hashPlan(compilePlan(inputs.plan, decision.vedtak, decision.sha256));
}

function resultOf(
  decision: AssessedVedtak,
  { planSha256, refusal }: CheckedExtracts,
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
    problems,
  };
}

const textOf = (decision: AssessedVedtak, result: CheckResult): string =>
  [
    refusalsOf(decision).length === 0
      ? `${result.saksnummer}: the decision holds (valid until ${decision.vedtak.vedtak.gyldigTil})`
      : `${result.saksnummer}: the decision is refused`,
    describeExtracts(result),
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

const markdownOf = ({ assessment, vedtakSha256, deadline }: CheckResult): string =>
  `${renderAssessmentMarkdown(assessment, vedtakSha256)}\n## Deadline\n\n${renderCaseDeadline(deadline)}`;
