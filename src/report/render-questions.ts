import type { RiskPicture, RiskReport } from '../artifacts/risk-report.ts';
import { html, type Html } from './html.ts';
import { statisticsTexts } from './statistics-texts.ts';
import { renderList } from './table.ts';
import type { Writing } from './writing.ts';

/** The three questions by which Datatilsynet judges anonymity (Article 29 Working Party, Opinion 05/2014), answered from the figures. */
export const renderQuestions = (report: RiskReport, w: Writing): Html => {
  const { say } = w;
  const isCounts = report.statistikk !== undefined;
  const counts = statisticsTexts[w.lang];
  return html`<h2>${say.questions}</h2>
    <h3>${say.single}</h3>
    ${renderList(report.tabeller.map((p) => `${p.tabell}: ${single(p, w)}`))}
    ${report.tabeller.length === 0 ? html`<p>${isCounts ? counts.single : say.nothingJudged}</p>` : ''}
    <h3>${say.link}</h3>
    <p>${linked(report, w)}</p>
    <h3>${say.infer}</h3>
    ${isCounts ? html`<p>${counts.infer}</p>` : inferred(report, w)} `;
};

function single(p: RiskPicture, { say, figures }: Writing): string {
  const alone = p.alene.form !== 'noeyaktig' || p.alene.antall > 0;
  if (alone) return say.singleYes;
  const k = figures.count(p.k);
  return p.k.form === 'under' ? say.singleUnder(k) : say.singleNo(k, p.kvasi.join(', '));
}

function linked({ tidligere }: RiskReport, { say, figures }: Writing): string {
  if (tidligere === null) return say.linkUnknown;
  const { sammeSak, sammeMottaker, sammeRegistre } = tidligere;
  if (sammeSak + sammeMottaker + sammeRegistre === 0) return say.linkNone;
  return say.linkSome(figures.number(sammeSak), figures.number(sammeMottaker), figures.number(sammeRegistre));
}

function inferred({ tabeller }: RiskReport, { say, figures }: Writing): Html {
  const lines = tabeller.flatMap((p) =>
    p.sensitive.map((s) => {
      const alike = s.personerMedEnVerdi === null ? '' : say.inferAlike(figures.count(s.personerMedEnVerdi));
      return `${say.inferOf(s.kolonne, figures.number(s.l))}${alike}`;
    }),
  );
  return lines.length === 0 ? html`<p>${say.inferNone}</p>` : renderList(lines);
}
