import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { saturdaySchema, type DeadlinesResult } from '../../artifacts/deadlines.ts';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { recordedDeadlines } from '../../deadlines/recorded-deadlines.ts';
import { PipelineError } from '../../errors/pipeline-error.ts';
import { openState } from '../../keys/state-directory.ts';
import { diskFiles } from '../../ledger/ledger-files.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import { makeSeal } from '../../ledger/seal.ts';
import { summariseLedger, type RunSummary } from '../../ledger/summarise-ledger.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { deadlineOf } from '../../steps/deadline.ts';
import { readPast } from '../../steps/decision.ts';
import { readConfiguration } from '../../steps/inputs.ts';
import { today } from '../../steps/settings.ts';
import type { Vedtak } from '../../vedtak/schema.ts';
import { stateDirectory } from '../paths.ts';
import { describeSaturday, renderCaseDeadline, renderRecorded } from '../render-deadlines.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  vedtak: z.string().optional(),
  loerdag: saturdaySchema,
  json: z.boolean().optional(),
});

/** Shows the deadline of a case, and what the record says is to come: deletion, complaints, decisions that end. */
export async function deadlinesCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const world = { now: () => new Date() };
    const vedtak = options.vedtak === undefined ? null : await readCase(options.vedtak, world);
    const withdrawn = vedtak?.vedtak.status === 'trukket' ? vedtak.saksnummer : null;
    const deadline =
      vedtak === null || withdrawn !== null ? null : deadlineOf(vedtak, options.loerdag, today(world));
    const runs = await readRuns(stateDirectory(), options.vedtak !== undefined);
    const recorded = recordedDeadlines(runs, today(world), withdrawn);
    const json: DeadlinesResult = {
      versjon: 1,
      ok: true,
      exitCode: 0,
      date: today(world),
      saturday: options.loerdag,
      deadline,
      recorded: [...recorded],
      problems: [],
    };
    const ofTheCase =
      vedtak === null
        ? `${describeSaturday(options.loerdag)}\n`
        : withdrawn === null
          ? renderCaseDeadline(deadline)
          : `The decision of ${withdrawn} is withdrawn: nothing more is delivered under it\n`;
    return { json, text: `${ofTheCase}\n${renderRecorded(recorded)}` };
  });
}

async function readCase(file: string, world: { readonly now: () => Date }): Promise<Vedtak> {
  const { catalogue } = await readConfiguration(configsDirectory());
  return (await readPast(resolve(file), catalogue, world)).vedtak;
}

/**
 * The runs of the record. Where a case is asked for, a state directory need not be there yet; else its absence is told:
 * nobody must take a record that was not found for one without deadlines.
 */
async function readRuns(dir: string, ofCase: boolean): Promise<readonly RunSummary[]> {
  if (ofCase && !existsSync(dir)) return [];
  const state = await openState(dir);
  const verified = verifyLedger(await readLedger(dir, diskFiles), makeSeal(state.signer, state.ownSigners));
  if (verified.problems.length > 0) throw new PipelineError('ledger', verified.problems);
  return summariseLedger(verified.entries);
}
