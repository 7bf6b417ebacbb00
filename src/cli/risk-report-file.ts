import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { RiskFigures } from '../artifacts/risk-result.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { Lang } from '../report/figures.ts';
import { renderRiskPage } from '../report/risk-page.ts';
import { riskOfFile } from '../report/risk-report.ts';
import type { RiskOrder } from '../steps/risk-of-file.ts';
import { writeNew } from './write-new.ts';

/** Writes the risk of a file as a page, or as JSON where the name ends so. Throws `usage.exists`, `usage.folder`. */
export async function writeRiskReport(
  file: string,
  figures: RiskFigures,
  { data, question }: Pick<RiskOrder, 'data' | 'question'>,
  lang: Lang,
): Promise<void> {
  const report = riskOfFile(figures, basename(data), question.columns.kvasi);
  const asData = endingOf(file) === '.json';
  await writeNew(
    resolve(file),
    asData ? `${JSON.stringify(report, null, 2)}\n` : renderRiskPage(report, lang),
  );
}

/**
 * Whether a report can be written to a file, to be known before anything is measured. Throws `usage.option` for another
 * ending than .html and .json, `usage.exists`.
 */
export function checkReportFile(file: string): void {
  if (endingOf(file) !== '.html' && endingOf(file) !== '.json') {
    const expected = 'a file that ends in .html (a page) or .json (data)';
    throw refuse('usage', 'usage.option', '--rapport', { expected, got: basename(file) });
  }
  if (existsSync(resolve(file))) throw refuse('usage', 'usage.exists', resolve(file), {});
}

const endingOf = (file: string): string => extname(file).toLowerCase();
