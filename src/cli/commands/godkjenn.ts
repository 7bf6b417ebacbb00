import { z } from 'zod';
import { refuse } from '../../errors/pipeline-error.ts';
import { approveRun } from '../../steps/approve-run.ts';
import { stateDirectory } from '../paths.ts';
import { personOf } from '../person.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  av: z.string(),
  avvis: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Publishes a delivery that waits for a second person, or rejects it. */
export async function approveCommand(run: string, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const by = personOf(options.av, '--av');
    if (by === null || by === '')
      throw refuse('usage', 'usage.option', '--av', { expected: 'the name of who approves', got: 'nothing' });
    const approval = { dir: stateDirectory(), run, by, reject: options.avvis === true };
    const { saksnummer, outcome, package: path } = await approveRun(approval, () => new Date());
    return {
      json: {
        ...{ versjon: 1, ok: true, exitCode: 0, run, saksnummer, outcome, by },
        ...{ package: path, problems: [] },
      },
      text:
        path === null
          ? `Rejected by ${by}: ${run} is removed, nothing was delivered\n`
          : `Approved by ${by} and delivered: ${path}\n`,
    };
  });
}
