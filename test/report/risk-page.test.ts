import { describe, expect, it } from 'vitest';
import type { RiskFigures } from '../../src/artifacts/risk-result.ts';
import { renderRiskPage } from '../../src/report/risk-page.ts';
import { riskOfDelivery, riskOfFile } from '../../src/report/risk-report.ts';
import { reportedDelivery } from './reported-delivery.ts';

const risk = { highest: 1, average: 0.25, shareAtRisk: 0.5 };
const figures: RiskFigures = {
  transformation: null,
  localSuppression: null,
  rows: 43,
  rowsSuppressed: 0,
  rowsMissing: 0,
  unit: 'row',
  persons: 43,
  severalClasses: false,
  classes: 4,
  uniques: 2,
  k: 1,
  prosecutor: risk,
  distinction: 0.1,
  separation: 0.1,
  classSizes: [
    { size: 1, classes: 2, persons: 2 },
    { size: 41, classes: 1, persons: 41 },
  ],
  l: null,
  t: null,
  sensitive: [],
  without: [{ column: 'alder', classes: 1, uniques: 0, k: 43, prosecutor: risk, l: null }],
  coarser: [{ column: 'alder', figures: null }],
  population: null,
  populationUniques: null,
  individual: null,
  household: null,
  suda: null,
  subsets: null,
  events: null,
  choices: { terskel: 0.2 },
  demands: [{ name: 'k', column: null, demanded: 5, found: 1, met: false }],
};
const text = (page: string): string => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the risk page of a file', () => {
  const report = riskOfFile(figures, 'folk.csv', ['alder']);

  it('tells that a demand is not met without telling how few they are', () => {
    const page = text(renderRiskPage(report, 'nb'));
    expect(page).toContain('Krav som IKKE er oppfylt: k er færre enn 5, krevd minst 5.');
    expect(page).toContain('over 20 %');
  });

  it('tells of a demand on events what was found of events, not of the quasi-identifiers alone', () => {
    const km = { name: 'km' as const, column: null, demanded: 5, found: 2, met: false };
    const sized = { ...figures, k: 41, demands: [{ ...km, name: 'k' as const, found: 41, met: true }, km] };
    const page = text(renderRiskPage(riskOfFile(sized, 'folk.csv', ['alder']), 'nb'));
    expect(page).toContain('Krav som IKKE er oppfylt: k med kjente hendelser er færre enn 5, krevd minst 5.');
  });

  it('puts the few persons into the next band that has enough', () => {
    expect(report.tabeller[0]?.klassestoerrelser).toEqual([{ fra: 1, til: 49, klasser: 3, personer: 45 }]);
  });

  it('says plainly of a variable that no coarser level is given', () => {
    expect(text(renderRiskPage(report, 'nb'))).toContain('alder ikke oppgitt noe grovere nivå –');
    expect(text(renderRiskPage(report, 'en'))).toContain('alder no coarser level given –');
  });

  it('is written in English where that is asked for', () => {
    const page = renderRiskPage(report, 'en');
    expect(page).toContain('<html lang="en">');
    expect(text(page)).toContain('Demands that are NOT met: k is fewer than 5, demanded at least 5.');
    expect(page).not.toMatch(/[æøåÆØÅ]/);
  });
});

describe('the risk page of a delivery', () => {
  it('has a picture with a name, and a table with a caption, for each kind of figure', () => {
    const page = renderRiskPage(riskOfDelivery(reportedDelivery()), 'nb');
    const pictures = [...page.matchAll(/<svg[^>]*role="img"[^>]*aria-label="([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(pictures).toHaveLength(6);
    expect(new Set(pictures).size).toBe(6);
    expect(page.match(/<caption>/g)).toHaveLength(7);
  });

  it('shows the risk before and after, and what was evaluated with the chosen one marked, in both languages', () => {
    const report = riskOfDelivery(reportedDelivery());
    const [nb, en] = [renderRiskPage(report, 'nb'), renderRiskPage(report, 'en')];
    expect(nb).toContain('aria-label="Risiko før og etter: npr.episode"');
    expect(en).toContain('aria-label="Risk before and after: npr.episode"');
    for (const page of [nb, en]) {
      expect(page.match(/<circle class="point met"/g)).toHaveLength(3);
      expect(page.match(/<circle class="point missed"/g)).toHaveLength(1);
      expect(page.match(/<circle class="chosen"/g)).toHaveLength(1);
    }
    expect(text(en)).toContain('aldersgruppe 1, kjoenn 0 0.312 0.29% fewer than 5');
  });

  it('shows neither where nothing was suppressed or made coarser', () => {
    const [picture] = riskOfDelivery(reportedDelivery({}, { before: null, transformation: null })).tabeller;
    expect(picture).toMatchObject({ endring: null, grovere: null });
  });

  it('answers the three questions, with earlier deliveries where the record has any', () => {
    const none = text(renderRiskPage(riskOfDelivery(reportedDelivery()), 'nb'));
    expect(none).toContain('ingen tidligere leveranser fra samme registre');
    expect(none).toContain('hver kombinasjon deles av minst 5');
    expect(none).toContain('diagnose: minst 2 ulike verdier');
    const earlier = { sammeSak: 2, sammeMottaker: 1, sammeRegistre: 0 };
    expect(text(renderRiskPage(riskOfDelivery(reportedDelivery({ earlier })), 'nb'))).toContain(
      '2 i samme sak',
    );
  });

  it('says so where nothing was judged', () => {
    const page = text(renderRiskPage(riskOfDelivery(reportedDelivery({}, { classes: null })), 'nb'));
    expect(page).toContain('ingen grupper å måle');
  });
});
