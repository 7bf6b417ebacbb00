import type { Json } from '../base/canonical-json.ts';
import { riskReportSchema } from '../artifacts/risk-report.ts';
import { renderCodebook } from './codebook.ts';
import { dataPackageOf } from './data-package.ts';
import type { ReportedDelivery } from './delivery.ts';
import { renderLetter } from './letter.ts';
import { renderRiskPage } from './risk-page.ts';
import { riskOfDelivery } from './risk-report.ts';
import { crateOf } from './ro-crate.ts';

/** A document of a package, by its name there. */
export interface ReportDocument {
  readonly name: string;
  readonly content: string;
}

/** Every document that goes into a package beside its contents list; the same delivery gives the same bytes. */
export function renderDocuments(d: ReportedDelivery): readonly ReportDocument[] {
  const risk = riskOfDelivery(d);
  const documents = [
    { name: 'foelgebrev.html', content: renderLetter(d) },
    { name: 'kodebok.html', content: renderCodebook(d) },
    { name: 'datapackage.json', content: jsonText(dataPackageOf(d)) },
    { name: 'risiko.html', content: renderRiskPage(risk, 'nb') },
    { name: 'risiko.json', content: jsonText(riskReportSchema.parse(risk)) },
  ];
  return [...documents, { name: 'ro-crate-metadata.json', content: jsonText(crateOf(d, risk, documents)) }];
}

const jsonText = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
