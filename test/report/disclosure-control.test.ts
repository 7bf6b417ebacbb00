import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attrition } from '../../src/artifacts/risk-report.ts';
import { riskReportSchema } from '../../src/artifacts/risk-report.ts';
import type { ShownCount } from '../../src/artifacts/shown-count.ts';
import { renderDocuments } from '../../src/report/documents.ts';
import { addLoss, showCount, showLoss, showPart } from '../../src/report/disclosure-control.ts';
import { riskOfDelivery } from '../../src/report/risk-report.ts';
import { bandSizes } from '../../src/report/size-bands.ts';
import { reportedDelivery } from './reported-delivery.ts';

const few = fc.integer({ min: 1, max: 4 });
const any = fc.integer({ min: 0, max: 100_000 });
const valueOf = (shown: ShownCount): number => (shown.form === 'under' ? 0 : shown.antall);

describe('a count', () => {
  it('of fewer persons than the limit is told as no more than that', () => {
    fc.assert(
      fc.property(few, (n) => {
        expect(showCount(n, 5)).toEqual({ form: 'under', grense: 5 });
        expect(showLoss(n, n, 5)).toEqual({ form: 'under', grense: 5 });
        expect(showLoss(4 + n * 100, n, 5)).toEqual({ form: 'under', grense: 5 });
      }),
    );
  });

  it('of nobody, and of enough, is told', () => {
    expect([0, 5, 12].map((n) => showCount(n, 5))).toEqual(
      [0, 5, 12].map((antall) => ({ form: 'noeyaktig', antall })),
    );
    expect(showLoss(13, 6, 5)).toEqual({ form: 'avrundet', antall: 15 });
  });

  it('of rows whose persons nobody counted is rounded more coarsely', () => {
    expect(showLoss(99, null, 5)).toEqual({ form: 'under', grense: 100 });
    expect(showLoss(149, null, 5)).toEqual({ form: 'avrundet', antall: 100 });
  });

  it('of a part that lacks a few of the whole is told as the whole', () => {
    expect(showPart(998, 1000, 5)).toEqual({ form: 'avrundet', antall: 1000 });
    expect(showPart(995, 1000, 5)).toEqual({ form: 'noeyaktig', antall: 995 });
  });
});

it('what is left before a loss and after it differ by what is told of the loss, and by nothing else', () => {
  fc.assert(
    fc.property(any, any, few, (left, loss, persons) => {
      const after = showCount(left, 5);
      const told = showLoss(loss, persons, 5);
      expect(valueOf(addLoss(after, told)) - valueOf(after)).toBe(valueOf(told));
    }),
  );
});

describe('the bands of class sizes', () => {
  const sizes = fc.uniqueArray(
    fc.record({ size: fc.integer({ min: 1, max: 2000 }), classes: fc.integer({ min: 1, max: 9 }) }),
    { selector: (s) => s.size, maxLength: 12 },
  );

  it('hold all persons as nearly as rounding allows, or none at all, and never a few', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 30 }), (drawn, limit) => {
        const all = drawn.map((s) => ({ ...s, persons: s.size * s.classes }));
        const total = all.reduce((sum, s) => sum + s.persons, 0);
        const bands = bandSizes(all, limit);
        expect(bands.every((b) => b.personer >= limit)).toBe(true);
        const told = bands.reduce((sum, b) => sum + b.personer, 0);
        expect(Math.abs(told - (total >= limit ? total : 0))).toBeLessThanOrEqual((bands.length * limit) / 2);
        expect(bands.every((b) => b.personer % limit === 0)).toBe(true);
      }),
    );
  });

  it('do not overlap', () => {
    const one = (size: number) => ({ size, classes: 1, persons: size });
    expect(bandSizes([one(1), one(3), one(4), one(60)], 5)).toEqual([
      { fra: 1, til: 4, klasser: 3, personer: 10 },
      { fra: 50, til: 99, klasser: 1, personer: 60 },
    ]);
  });
});

describe('a delivery in which few persons fell out at every step', () => {
  const report = riskOfDelivery(reportedDelivery());
  const starts = (a: Attrition) => [a.start, ...a.trinn.map((t) => t.igjen)].map(valueOf);

  it('shows each loss as below the limit, and the same number before and after it', () => {
    const [persons, rows] = report.frafall;
    expect(persons?.trinn.map((t) => t.bort.form)).toEqual(['under', 'under']);
    expect(persons === undefined ? [] : starts(persons)).toEqual([1005, 1005, 1005]);
    expect(rows?.trinn.at(-1)?.bort).toEqual({ form: 'under', grense: 5 });
  });

  it('does not tell the persons of a table beside those of the delivery', () => {
    expect(report.tabeller[0]?.personer).toEqual({ form: 'avrundet', antall: 1005 });
  });

  it('gives no exact count of persons or rows before the delivery in any document', () => {
    const texts = renderDocuments(reportedDelivery()).map((d) => d.content.replaceAll(/[\s\u00a0.,]/g, ''));
    for (const secret of ['1009', '1007', '1003', '20037', '20033', '100017'])
      expect(texts.filter((text) => new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`).test(text))).toEqual([]);
  });

  it('tells no figure from which the persons of the table could be computed', () => {
    const [table] = report.tabeller;
    const bands = table?.klassestoerrelser.reduce((sum, b) => sum + b.personer, 0);
    const bySnitt = (table?.klasser ?? 0) / (table?.prosecutor.snitt.andel ?? 1);
    expect([bands, Math.round(bySnitt)]).toEqual([1005, 1000]);
  });

  it('tells neither who was alone before nor who was suppressed, and rounds the classes before and after', () => {
    const [table] = report.tabeller;
    expect(table?.endring).toMatchObject({
      foer: { k: { form: 'under' }, alene: { form: 'under' }, klasser: { form: 'avrundet', antall: 5 } },
      etter: { k: { form: 'noeyaktig', antall: 5 }, klasser: { form: 'under' } },
    });
    expect(table?.grovere?.valgt).toMatchObject({ tap: 0.312, snitt: 0.0029, undertrykt: { form: 'under' } });
  });

  it('is what its schema says', () => {
    expect(riskReportSchema.parse(report)).toEqual(report);
  });
});
