import { z } from 'zod';
import { norwegianDay } from '../../base/norwegian-day.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { openState } from '../../keys/state-directory.ts';
import { listDisclosures } from '../../ledger/list-disclosures.ts';
import { summariseLedger, type RunSummary } from '../../ledger/summarise-ledger.ts';
import { overviewOf } from '../../steps/overview.ts';
import { readRecord } from '../../steps/read-record.ts';
import { stateDirectory } from '../paths.ts';
import { renderOverviewCsv } from '../render-overview-csv.ts';
import { renderOverviewHtml } from '../render-overview-html.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({
  verifiser: z.boolean().optional(),
  csv: z.boolean().optional(),
  html: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Shows the record of runs; an entry that does not verify is an error, whatever is asked for. */
export async function overviewCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    checkForm(options);
    const entries = await readRecord(await openState(stateDirectory()));
    const runs = summariseLedger(entries);
    const rows = overviewOf(listDisclosures(entries));
    const proof =
      options.verifiser === true
        ? `${entries.length} entries, each signed and chained to the one before\n`
        : '';
    const text = `${proof}${runs.length === 0 ? 'The record holds no run.\n' : describeRuns(runs)}`;
    return {
      json: {
        ...{ versjon: 1, ok: true, exitCode: 0, entries: entries.length },
        ...{ runs, utleveringer: rows, problems: [] },
      },
      text: textOf(options, text, () => ({
        csv: renderOverviewCsv(rows),
        html: renderOverviewHtml(rows, new Date().toISOString()),
      })),
    };
  });
}

type Options = z.infer<typeof optionsSchema>;

function checkForm({ csv, html, json }: Options): void {
  if ([csv, html, json].filter((chosen) => chosen === true).length < 2) return;
  const expected = 'one of --json, --csv and --html';
  throw refuse('usage', 'usage.option', 'oversikt', { expected, got: 'several' });
}

function textOf(
  { csv, html }: Options,
  text: string,
  forms: () => { readonly csv: string; readonly html: string },
): string {
  if (csv === true) return forms().csv;
  return html === true ? forms().html : text;
}

function describeRuns(runs: readonly RunSummary[]): string {
  const rows = runs.map((r) => [
    r.started.slice(0, 19).replace('T', ' '),
    r.saksnummer ?? '-',
    r.outcome,
    r.databruker ?? r.codes.join(' '),
    r.persons === null ? '' : `${r.persons} persons`,
    r.received === null ? '' : `received ${r.received}`,
    deletionOf(r),
    r.breach === null ? '' : `breach ${norwegianDay(new Date(r.breach))}`,
  ]);
  const widths = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length), 0),
  );
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

function deletionOf({ slettes, deleted }: RunSummary): string {
  if (deleted !== null) return `deleted ${deleted}`;
  return slettes === null ? '' : `slettes ${slettes}`;
}
