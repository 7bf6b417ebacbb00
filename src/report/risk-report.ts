import type { RiskReport } from '../artifacts/risk-report.ts';
import type { RiskFigures } from '../artifacts/risk-result.ts';
import { attritionOf } from './attrition.ts';
import { limitOf, type ReportedDelivery } from './delivery.ts';
import { pictureOfDelivery } from './picture-of-delivery.ts';
import { pictureOfFile } from './picture-of-file.ts';

/** The risk of what is delivered, on its way from the registers, and beside what was delivered before. */
export function riskOfDelivery(d: ReportedDelivery): RiskReport {
  const grense = limitOf(d.vedtak.anonymitet.k);
  return {
    versjon: 1,
    gjelder: `${d.vedtak.saksnummer}, ${d.run}`,
    grense,
    tabeller: d.tables.flatMap((t) =>
      t.classes === null ? [] : [pictureOfDelivery(t, t.classes, d.persons, grense)],
    ),
    ...statisticsOf(d),
    frafall: attritionOf(d, grense),
    tidligere: d.earlier,
  };
}

function statisticsOf({ tables }: ReportedDelivery): Pick<RiskReport, 'statistikk'> {
  const statistikk = tables.flatMap(({ name, rows, counts }) => {
    if (counts === null) return [];
    const { source: kilde, dimensions: dimensjoner, measure: maal, totals: summer, k } = counts;
    const { zeros: nuller, hidden: prikket } = counts;
    return [{ tabell: name, kilde, dimensjoner, maal, summer, k, linjer: rows, nuller, prikket }];
  });
  return statistikk.length === 0 ? {} : { statistikk };
}

/** The risk of one file. `file` is its name, `kvasi` what was asked about. */
export function riskOfFile(f: RiskFigures, file: string, kvasi: readonly string[]): RiskReport {
  const grense = limitOf(f.demands.find((d) => d.name === 'k')?.demanded ?? 0);
  return {
    versjon: 1,
    gjelder: file,
    grense,
    tabeller: [pictureOfFile(f, file, kvasi, grense)],
    frafall: [],
    tidligere: null,
  };
}
