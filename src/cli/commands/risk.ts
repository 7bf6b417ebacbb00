import type { RiskFigures, RiskResult } from '../../artifacts/risk-result.ts';
import { renderProblems } from '../../errors/render.ts';
import { exitCodes } from '../../errors/stages.ts';
import { demandProblems } from '../../risk/measure/check-demands.ts';
import { measureRiskOfFile } from '../../steps/risk-of-file.ts';
import { checkReportFile, writeRiskReport } from '../risk-report-file.ts';
import { renderRisk } from '../render-risk.ts';
import { readRiskOrder, riskOptionsSchema } from '../risk-options.ts';
import { runCommand } from '../run-command.ts';

/** Measures the risk of one file; a demand that is not met shows the figures all the same, and ends with 14. */
export async function riskCommand(given: unknown): Promise<void> {
  const options = riskOptionsSchema.parse(given);
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  process.once('SIGINT', abort).once('SIGTERM', abort);
  await runCommand({ json: options.json === true, signal: stop.signal }, async () => {
    if (options.rapport !== undefined) checkReportFile(options.rapport);
    const order = await readRiskOrder(options, Date.now);
    const json = resultOf(await measureRiskOfFile(order, stop.signal));
    if (options.rapport !== undefined) await writeRiskReport(options.rapport, json, order, options.spraak);
    if (!json.ok) {
      process.exitCode = json.exitCode;
      process.stderr.write(`\n${renderProblems(json.problems)}`);
    }
    return { json, text: renderRisk(json) };
  });
}

function resultOf(figures: RiskFigures): RiskResult {
  // What a coarsening meets is not missing: the file as it is was not to be delivered.
  const open =
    figures.transformation === null ? figures.demands : figures.demands.filter((d) => d.name === 'km');
  const problems = [...demandProblems(open, figures.events?.m ?? 0)];
  const ok = problems.length === 0;
  return { versjon: 1, ok, exitCode: ok ? 0 : exitCodes.risk, ...figures, problems };
}
