import type { RiskPicture, VariableCost } from '../artifacts/risk-report.ts';
import type { CostFigures, RiskFigures } from '../artifacts/risk-result.ts';
import { showCount, showPart } from './disclosure-control.ts';
import { atMost, exactly, highestRisk, roundShare } from './risk-shares.ts';
import { showChange, showCoarsening } from './picture-of-change.ts';
import { showDemand } from './show-demand.ts';
import { bandSizes } from './size-bands.ts';

/** The risk of a measured file, as far as a report may tell it. `kvasi` are the quasi-identifiers that were asked about. */
export function pictureOfFile(
  f: RiskFigures,
  file: string,
  kvasi: readonly string[],
  limit: number,
): RiskPicture {
  return {
    tabell: file,
    kvasi,
    enhet: f.unit === 'person' ? 'person' : 'rad',
    krav: f.demands.map((d) => showDemand(d, limit)),
    personer: showPart(
      f.persons,
      f.classSizes.reduce((sum, s) => sum + s.persons, 0),
      limit,
    ),
    flereKlasser: f.severalClasses,
    klasser: f.classes,
    k: showCount(f.k, limit),
    alene: showCount(f.uniques, limit),
    klassestoerrelser: bandSizes(f.classSizes, limit),
    ...attackersOf(f, limit),
    endring: changeOf(f, limit),
    grovere: f.transformation === null ? null : showCoarsening(f.transformation, limit),
    uten: f.without.map((w) => ({ kolonne: w.column, ...costOf(w, limit) })),
    ettNivaaGrovere: f.coarser.map(({ column, figures }) => ({
      kolonne: column,
      maal: figures === null ? null : costOf(figures, limit),
    })),
    sensitive: f.sensitive.map((s) => ({
      kolonne: s.column,
      l: s.l.distinct,
      personerMedEnVerdi: null,
    })),
  };
}

const costOf = (cost: CostFigures, limit: number): VariableCost => ({
  klasser: cost.classes,
  k: showCount(cost.k, limit),
  minst: false,
  snitt: roundShare(cost.prosecutor.average),
});

/** What the chosen coarsening would make of the file; it is not carried out. */
function changeOf({ transformation: t }: RiskFigures, limit: number): RiskPicture['endring'] {
  if (t === null) return null;
  const left = t.before.units - t.suppressed;
  const before = { ...t.before, average: t.before.classes / Math.max(1, t.before.units) };
  const after = {
    k: t.k,
    classes: Math.round(t.average * left),
    uniques: t.k > 1 ? 0 : null,
    average: t.average,
  };
  return showChange(before, after, limit);
}

function attackersOf(
  { k, prosecutor, population }: RiskFigures,
  limit: number,
): Pick<RiskPicture, 'prosecutor' | 'journalist' | 'marketer'> {
  const hoeyest = highestRisk(k, limit);
  const snitt = exactly(prosecutor.average);
  if (population === null)
    return {
      prosecutor: { hoeyest, snitt },
      journalist: { hoeyest: atMost(hoeyest), snitt: atMost(snitt), grunnlag: 'oevre-grense' },
      marketer: atMost(snitt),
    };
  const { journalist, marketer, kMap } = population;
  return {
    prosecutor: { hoeyest, snitt },
    journalist: {
      hoeyest: kMap < limit ? highestRisk(kMap, limit) : exactly(journalist.highest),
      snitt: exactly(journalist.average),
      grunnlag: 'populasjon',
    },
    marketer: exactly(marketer),
  };
}
