import { z } from 'zod';
import { PipelineError } from '../../errors/pipeline-error.ts';
import { openState } from '../../keys/state-directory.ts';
import { diskFiles } from '../../ledger/ledger-files.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import { makeSeal } from '../../ledger/seal.ts';
import { summariseLedger, type RunSummary } from '../../ledger/summarise-ledger.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { stateDirectory } from '../paths.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  verifiser: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Shows the record of runs; an entry that does not verify is an error, whatever is asked for. */
export async function overviewCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const dir = stateDirectory();
    const state = await openState(dir);
    const verified = verifyLedger(await readLedger(dir, diskFiles), makeSeal(state.signer, state.ownSigners));
    if (verified.problems.length > 0) throw new PipelineError('ledger', verified.problems);
    const runs = summariseLedger(verified.entries);
    const entries = verified.entries.length;
    const proof =
      options.verifiser === true ? `${entries} entries, each signed and chained to the one before\n` : '';
    return {
      json: { versjon: 1, ok: true, exitCode: 0, entries, runs, problems: [] },
      text: `${proof}${describeRuns(runs)}`,
    };
  });
}

function describeRuns(runs: readonly RunSummary[]): string {
  const rows = runs.map((r) => [
    r.started.slice(0, 19).replace('T', ' '),
    r.saksnummer ?? '-',
    r.outcome,
    r.databruker ?? r.codes.join(' '),
    r.persons === null ? '' : `${r.persons} persons`,
    r.slettes === null ? '' : `slettes ${r.slettes}`,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((i) => Math.max(...rows.map((row) => (row[i] ?? '').length), 0));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
