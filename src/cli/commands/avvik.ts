import { z } from 'zod';
import { overviewOf } from '../../steps/overview.ts';
import { recordBreach } from '../../steps/record-breach.ts';
import { stateDirectory } from '../paths.ts';
import { renderBreach } from '../render-breach.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({ oppdaget: z.string().optional(), json: z.boolean().optional() });

/** Records a breach that concerns a delivery, and drafts the notice of it. */
export async function breachCommand(run: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const request = { dir: stateDirectory(), run, discovered: options.oppdaget ?? null };
    const breach = await recordBreach(request, () => new Date());
    const { discovered, due, sameSeries } = breach;
    const notice = renderBreach(breach);
    return {
      json: {
        ...{ versjon: 1, ok: true, exitCode: 0, run, discovered, due, sameSeries },
        ...{ utlevering: overviewOf([breach.run])[0], notice, problems: [] },
      },
      text: notice,
    };
  });
}
