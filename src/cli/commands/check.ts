import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { compilePlan, hashPlan } from '../../plan/compile-plan.ts';
import { readDecision } from '../../steps/decision.ts';
import { readConfiguration, readInputs } from '../../steps/inputs.ts';
import { extractDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  vedtak: z.string(),
  uttrekk: z.string().optional(),
  json: z.boolean().optional(),
});

/** Checks a decision, and against the extracts where they are given or lie beside it. */
export async function checkCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const decision = await readDecision({ vedtak: resolve(options.vedtak) }, { now: () => new Date() });
    const { saksnummer, vedtak } = decision.vedtak;
    const uttrekk = extractDirectory(options.vedtak, options.uttrekk);
    const withExtracts = options.uttrekk !== undefined || existsSync(uttrekk);
    const planSha256 = withExtracts
      ? await planHash(decision, { vedtak: resolve(options.vedtak), uttrekk })
      : null;
    const text = [
      `${saksnummer}: the decision holds (valid until ${vedtak.gyldigTil})`,
      planSha256 === null
        ? 'extracts: not looked at (no --uttrekk)'
        : `extracts: everything the decision asks for is there (plan ${planSha256.slice(0, 16)})`,
      '',
    ].join('\n');
    return {
      json: {
        versjon: 1,
        ok: true,
        exitCode: 0,
        saksnummer,
        vedtakSha256: decision.sha256,
        planSha256,
        problems: [],
      },
      text,
    };
  });
}

async function planHash(
  decision: Awaited<ReturnType<typeof readDecision>>,
  files: { readonly vedtak: string; readonly uttrekk: string },
): Promise<string> {
  const inputs = await readInputs(decision.vedtak, files, await readConfiguration(configsDirectory()));
  return hashPlan(compilePlan(inputs.plan, decision.vedtak, decision.sha256));
}
