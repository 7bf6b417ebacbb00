import type { RiskPicture, RiskReport } from '../artifacts/risk-report.ts';
import { figuresOf, type Lang } from './figures.ts';
import { html, nothing, type Html } from './html.ts';
import { renderPage } from './page.ts';
import { renderAttrition } from './render-attrition.ts';
import { renderChange, renderCoarsening } from './render-change.ts';
import { renderQuestions } from './render-questions.ts';
import { renderCosts } from './render-costs.ts';
import { renderSizes } from './render-pictures.ts';
import { renderStatistics } from './render-statistics.ts';
import { riskTexts } from './risk-texts.ts';
import { renderTable, renderTerms } from './table.ts';
import type { Writing } from './writing.ts';

/** The risk report as a page: verdict first, then what it rests on. Holds what the report holds and no more. */
export function renderRiskPage(report: RiskReport, lang: Lang): string {
  const w: Writing = { lang, say: riskTexts[lang], figures: figuresOf(lang) };
  const { say } = w;
  return renderPage({
    lang,
    title: say.title,
    lead: say.lead(report.gjelder),
    body: html`${isUnjudged(report) ? html`<p class="verdict">${say.nothingJudged}</p>` : nothing}
    ${renderStatistics(report, w)} ${report.tabeller.map((picture) => renderPicture(picture, report, w))}
    ${renderAttrition(report, w)} ${renderQuestions(report, w)}
    ${
      report.statistikk === undefined
        ? html`<h2>${say.how}</h2>
            <p>${say.howText}</p> `
        : nothing
    }`,
  });
}

const isUnjudged = ({ tabeller, statistikk }: RiskReport): boolean =>
  tabeller.length === 0 && statistikk === undefined;

function renderPicture(p: RiskPicture, report: RiskReport, w: Writing): Html {
  const { say, figures } = w;
  const missed = p.krav.some((d) => !d.oppfylt);
  return html`<p class="${missed ? 'verdict missed' : 'verdict'}">
      <strong>${p.tabell}:</strong> ${verdict(p, report.grense, w)}
    </p>
    <h2>${say.key}: ${p.tabell}</h2>
    ${renderTerms([
      [say.quasi, p.kvasi.join(', ')],
      [say.persons, figures.count(p.personer)],
      [say.classes, figures.number(p.klasser)],
      [say.k, `${figures.count(p.k)} ${say.unit[p.enhet]}`],
      [say.alone, figures.count(p.alene)],
    ])}
    ${p.flereKlasser ? html`<p class="note">${say.several}</p>` : nothing} ${renderChange(p, w)}
    ${renderCoarsening(p, w)} ${renderSizes(p, report.grense, w)} ${renderAttackers(p, w)}
    ${renderCosts(p, w)} `;
}

/** One sentence: whether every demand is met, and by which figures. */
function verdict(p: RiskPicture, limit: number, { say, figures }: Writing): string {
  const k = say.smallest(figures.count(p.k), say.unit[p.enhet]);
  if (p.krav.length === 0) return `${say.undemanded}; ${k}.`;
  const missed = p.krav.filter((d) => !d.oppfylt);
  const told = (missed.length === 0 ? p.krav : missed).map((d) => {
    const found =
      d.funnet === null ? figures.count({ form: 'under', grense: limit }) : figures.number(d.funnet);
    return say.demandOf(say.demand[d.krav], d.kolonne, found, figures.number(d.grense), d.krav === 't');
  });
  return `${missed.length === 0 ? say.met : say.missed}: ${told.join('; ')}.`;
}

function renderAttackers(p: RiskPicture, { say, figures }: Writing): Html {
  const columns = [
    { name: say.attacker },
    { name: say.highest, number: true },
    { name: say.average, number: true },
  ];
  return html`<h3>${say.attackers}</h3>
    ${renderTable(`${say.attackers}: ${p.tabell}`, columns, [
      [say.prosecutor, figures.share(p.prosecutor.hoeyest), figures.share(p.prosecutor.snitt)],
      [say.journalist, figures.share(p.journalist.hoeyest), figures.share(p.journalist.snitt)],
      [say.marketer, '–', figures.share(p.marketer)],
    ])}
    ${p.journalist.grunnlag === 'oevre-grense' ? html`<p class="note">${say.bound}</p>` : nothing} `;
}
