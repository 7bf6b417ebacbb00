import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { CheckResult } from '../../artifacts/check-result.ts';
import { saturdaySchema } from '../../artifacts/deadlines.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
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
    const result = await resultOf(decision, options, today(world));
    const text = options.markdown === true ? markdownOf(result) : textOf(decision, result);
    return { json: result, text, exitCode: result.exitCode };
  });
}

/** What the law refuses is not held against extracts. */
async function resultOf(decision: AssessedVedtak, options: Options, date: string): Promise<CheckResult> {
  const refusals = findingsOf(decision.assessment.rules, 'refuse');
  const ok = refusals.length === 0;
  const uttrekk = extractDirectory(options.vedtak, options.uttrekk);
  const withExtracts = options.uttrekk !== undefined || existsSync(uttrekk);
  return {
    versjon: 1,
    ok,
    exitCode: ok ? 0 : exitCodes.vedtak,
    saksnummer: decision.vedtak.saksnummer,
    vedtakSha256: decision.sha256,
    planSha256: ok && withExtracts ? await planHash(decision, uttrekk) : null,
    assessment: decision.assessment,
    deadline: deadlineOf(decision.vedtak, options.loerdag, date),
    problems: [...refusals],
  };
}

async function planHash(decision: AssessedVedtak, uttrekk: string): Promise<string> {
  const inputs = await readInputs(decision.vedtak, uttrekk, await readConfiguration(configsDirectory()));
  return hashPlan(compilePlan(inputs.plan, decision.vedtak, decision.sha256));
}

const textOf = ({ vedtak }: AssessedVedtak, result: CheckResult): string =>
  [
    result.ok
      ? `${result.saksnummer}: the decision holds (valid until ${vedtak.vedtak.gyldigTil})`
      : `${result.saksnummer}: the decision is refused`,
    describeExtracts(result),
    renderAssessment(result.assessment),
    renderCaseDeadline(result.deadline),
  ].join('\n');

function describeExtracts({ ok, planSha256 }: CheckResult): string {
  if (planSha256 !== null)
    return `extracts: everything the decision asks for is there (plan ${planSha256.slice(0, 16)})`;
  return ok ? 'extracts: not looked at (no --uttrekk)' : 'extracts: not looked at, the decision is refused';
}

const markdownOf = ({ assessment, vedtakSha256, deadline }: CheckResult): string =>
  `${renderAssessmentMarkdown(assessment, vedtakSha256)}\n## Deadline\n\n${renderCaseDeadline(deadline)}`;
