import type { RiskPicture, VariableCost } from '../artifacts/risk-report.ts';
import type { ShownCount } from '../artifacts/shown-count.ts';
import type { ReportedBefore, ReportedClasses, ReportedCost, ReportedTable } from './delivery.ts';
import { showCount, showPart } from './disclosure-control.ts';
import { showChange, showCoarsening } from './picture-of-change.ts';
import { showDemand } from './show-demand.ts';
import { atMost, exactly, highestRisk, roundShare } from './risk-shares.ts';
import { bandSizes } from './size-bands.ts';

/**
 * The risk of one delivered table from the classes of its verdict; `whole` is the persons of the delivery. Without a
 * table of the population, prosecutor risk bounds the risks of the other two attackers: no class is smaller in the
 * population than in the delivery (El Emam 2013).
 */
export function pictureOfDelivery(
  t: ReportedTable,
  c: ReportedClasses,
  whole: number,
  limit: number,
): RiskPicture {
  const count = (of: 'classes' | 'persons'): number => c.sizes.reduce((sum, s) => sum + s[of], 0);
  const [classes, memberships] = [count('classes'), count('persons')];
  const k = c.sizes[0]?.size ?? 0;
  const highest = highestRisk(k, limit);
  const mean = exactly(average(classes, memberships));
  return {
    tabell: t.name,
    kvasi: c.quasi,
    enhet: c.unit,
    krav: c.demands.map((d) => showDemand(d, limit)),
    personer: personsOf(t.persons, memberships, whole, limit),
    flereKlasser: memberships > t.persons,
    klasser: classes,
    k: showCount(k, limit),
    alene: showCount(c.sizes.find((s) => s.size === 1)?.persons ?? 0, limit),
    klassestoerrelser: bandSizes(c.sizes, limit),
    prosecutor: { hoeyest: highest, snitt: mean },
    journalist: { hoeyest: atMost(highest), snitt: atMost(mean), grunnlag: 'oevre-grense' },
    marketer: atMost(mean),
    endring: changeOf(t.before, c, limit),
    grovere: t.transformation === null ? null : showCoarsening(t.transformation, limit),
    uten: c.without.map((w) => ({ kolonne: w.column, ...costOf(w, whole, limit) })),
    ettNivaaGrovere: c.coarser.map(({ column, figures }) => ({
      kolonne: column,
      maal: figures === null ? null : costOf(figures, whole, limit),
    })),
    sensitive: c.sensitive.map((s) => ({
      kolonne: s.column,
      l: s.l,
      personerMedEnVerdi: showCount(s.alike, limit),
    })),
  };
}

const costOf = (cost: ReportedCost, whole: number, limit: number): VariableCost => ({
  klasser: cost.classes,
  k: showPart(cost.least, whole, limit),
  minst: cost.least < cost.most,
  snitt: roundShare(average(cost.classes, cost.members)),
});

function changeOf(before: ReportedBefore | null, c: ReportedClasses, limit: number): RiskPicture['endring'] {
  if (before === null) return null;
  const sum = (of: (s: ReportedClasses['sizes'][number]) => number): number =>
    c.sizes.reduce((total, s) => total + of(s), 0);
  const classes = sum((s) => s.classes);
  const uniques = c.sizes.find((s) => s.size === 1)?.classes ?? 0;
  const after = {
    k: c.sizes[0]?.size ?? 0,
    classes,
    uniques,
    average: average(
      classes,
      sum((s) => s.size * s.classes),
    ),
  };
  return showChange({ ...before, average: average(before.classes, before.units) }, after, limit);
}

const average = (classes: number, units: number): number => (units === 0 ? 0 : classes / units);

/** Told beside the persons of the delivery and the sum over classes: neither difference may be a small count. */
function personsOf(persons: number, memberships: number, whole: number, limit: number): ShownCount {
  const besideWhole = showPart(persons, whole, limit);
  return besideWhole.form === 'noeyaktig' ? showPart(persons, memberships, limit) : besideWhole;
}
