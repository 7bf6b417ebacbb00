import { isJoined } from '../artifacts/joined.ts';
import { rowsOf } from './attrition.ts';
import { limitOf, type ReportedCounts, type ReportedDelivery, type ReportedTable } from './delivery.ts';
import { describeColumns, type DescribedColumn, type FieldType } from './described-column.ts';
import { dateText, figuresOf } from './figures.ts';
import { html, nothing, type Html } from './html.ts';
import { renderPage } from './page.ts';
import { describePopulation } from './population-sentences.ts';
import { renderTable, renderTerms } from './table.ts';

const figures = figuresOf('nb');

const JOINED =
  'Alle tabellene sammenstilt: en rad for hver rad i tabellen som har flere rader for en person, med personens rad i de andre tabellene ved siden av. Den som bare har rader i andre tabeller, har en rad uten dens verdier.';

const types: Readonly<Record<FieldType, string>> = {
  string: 'tekst',
  integer: 'heltall',
  number: 'tall',
  date: 'dato',
  datetime: 'tidspunkt',
  any: 'ukjent',
};

/** The codebook as a page: each delivered column of each table, its type, what was done with it and what it can hold. */
export const renderCodebook = (d: ReportedDelivery): string =>
  renderPage({
    lang: 'nb',
    title: `Kodebok: ${d.vedtak.saksnummer}`,
    lead: `${d.vedtak.prosjekt.tittel}. Leveranse ${d.run}, laget ${dateText(d.made)}.`,
    body: html`${renderPopulation(d)}${filesOf(d).map((t) => renderOne(d, t))}
      <h2>Kodelister</h2>
      ${Object.keys(d.codeLists).length === 0 ? html`<p>Ingen kodeliste er brukt.</p>` : renderTerms(Object.entries(d.codeLists))} `,
  });

/** Tables that are joined in one file, or counted, are described there. */
const filesOf = ({ tables }: ReportedDelivery): readonly ReportedTable[] => {
  const files = tables.filter((t) => isJoined(t.plan) || t.counts !== null);
  return files.length === 0 ? tables : files;
};

function renderPopulation(d: ReportedDelivery): Html {
  const sentences = describePopulation(d.planned);
  return sentences.length === 0
    ? nothing
    : html`<h2>Personene</h2>
        ${sentences.map((text) => html`<p>${text}</p> `)}`;
}

function renderOne(d: ReportedDelivery, t: ReportedTable): Html {
  const [ref = '', id = ''] = t.counts?.source.split('.') ?? [t.plan.register, t.plan.tabell];
  const register = d.catalogue.get(ref);
  const tabell = register?.tabeller.find((x) => x.id === id);
  const columns = describeColumns(d, t);
  return html`<h2>${t.name}</h2>
    <p class="lead">
      ${t.counts === null ? '' : countsOf(t.counts)}
      ${isJoined(t.plan) ? JOINED : `${register?.navn ?? ref}. ${tabell?.navn ?? ''}`}
    </p>
    ${renderTerms([
      ['Rader', figures.count(rowsOf(t, limitOf(d.vedtak.anonymitet.k)))],
      ['Filer', t.parts.map((part) => part.fil).join(', ')],
    ])}
    ${renderTable(
      `Variabler i ${t.name}`,
      [
        { name: 'Variabel' },
        { name: 'Type' },
        { name: 'Hva det er, og hva som er gjort' },
        { name: 'Mangler' },
      ],
      columns.map((c) => [html`<code>${c.name}</code>`, types[c.type], renderMeaning(c), c.missing]),
    )} `;
}

function countsOf({ measure, source, totals, all }: ReportedCounts): string {
  const what = measure === 'personer' ? 'ulike personer' : 'rader';
  const sums = totals ? ` Summen over en variabel står med «${all}» i kolonnen.` : '';
  return `Antall ${what} i ${source}, en linje for hver kombinasjon av kategoriene som finnes; det ingen har, er 0.${sums} Kilden:`;
}

function renderMeaning(c: DescribedColumn): Html {
  const details = [
    ...(c.codeSystem === null ? [] : [`Kodeverk: ${c.codeSystem}.`]),
    ...(c.unit === null ? [] : [`Enhet: ${c.unit}.`]),
    ...(c.values.length === 0
      ? []
      : [`Verdier: ${c.values.map(([value, meaning]) => `${value} (${meaning})`).join(', ')}.`]),
    ...(c.levels.length === 0 ? [] : [`Kan gjøres grovere ved: ${c.levels.join(', ')}.`]),
  ];
  return html`${sentence(c.description)}
  ${c.sentence}${details.length === 0 ? nothing : html`<br /><span class="note">${details.join(' ')}</span>`}`;
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
