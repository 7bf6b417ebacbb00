import type { RiskPicture } from '../artifacts/risk-report.ts';
import type { ShownCount } from '../artifacts/shown-count.ts';
import type { ReportedClasses, ReportedTable } from './delivery.ts';
import { showCount, showPart } from './disclosure-control.ts';
import { showDemand } from './show-demand.ts';
import { atMost, exactly, highestRisk, roundShare } from './risk-shares.ts';
import { bandSizes } from './size-bands.ts';

/**
 * The risk of one delivered table from the classes of its verdict; `whole` is the persons of the delivery. Without a table of the population, prosecutor risk
 * bounds the risks of the other two attackers: no class is smaller in the population than in the delivery (El Emam 2013).
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
  const average = exactly(memberships === 0 ? 0 : classes / memberships);
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
    prosecutor: { hoeyest: highest, snitt: average },
    journalist: { hoeyest: atMost(highest), snitt: atMost(average), grunnlag: 'oevre-grense' },
    marketer: atMost(average),
    uten: c.without.map((w) => ({
      kolonne: w.column,
      klasser: w.classes,
      k: showPart(w.least, whole, limit),
      minst: w.least < w.most,
      snitt: roundShare(memberships === 0 ? 0 : w.classes / memberships),
    })),
    sensitive: c.sensitive.map((s) => ({
      kolonne: s.column,
      l: s.l,
      personerMedEnVerdi: showCount(s.alike, limit),
    })),
  };
}

/** Told beside the persons of the delivery and the sum over classes: neither difference may be a small count. */
function personsOf(persons: number, memberships: number, whole: number, limit: number): ShownCount {
  const besideWhole = showPart(persons, whole, limit);
  return besideWhole.form === 'noeyaktig' ? showPart(persons, memberships, limit) : besideWhole;
}
