import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { RiskFigures } from '../artifacts/risk-result.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { Lang } from '../report/figures.ts';
import { renderRiskPage } from '../report/risk-page.ts';
import { riskOfFile } from '../report/risk-report.ts';
import type { RiskOrder } from '../steps/risk-of-file.ts';

/** Writes the risk of a file as a page, or as JSON where the name ends so. Throws `usage.folder` where it cannot be written. */
export async function writeRiskReport(
  file: string,
  figures: RiskFigures,
  { data, question }: Pick<RiskOrder, 'data' | 'question'>,
  lang: Lang,
): Promise<void> {
  const report = riskOfFile(figures, basename(data), question.columns.kvasi);
  const content = file.toLowerCase().endsWith('.json')
    ? `${JSON.stringify(report, null, 2)}\n`
    : renderRiskPage(report, lang);
  await writeFile(resolve(file), content).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse('usage', 'usage.folder', file, { reason: code ?? 'unknown' });
  });
}
