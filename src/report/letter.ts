import { isJoined } from '../artifacts/joined.ts';
import { html, nothing, type Html } from './html.ts';
import { basisInNorwegian } from './basis-in-norwegian.ts';
import { attritionOf, rowsOf } from './attrition.ts';
import { limitOf, type ReportedDelivery } from './delivery.ts';
import { showCount, showPart } from './disclosure-control.ts';
import { dateText, figuresOf } from './figures.ts';
import { renderBefore } from './letter-before.ts';
import { renderDuties } from './letter-duties.ts';
import { renderCounts } from './letter-counts.ts';
import { renderOpening } from './letter-opening.ts';
import { renderPage } from './page.ts';
import { describePopulation } from './population-sentences.ts';
import { listRemarks } from './run-remarks.ts';
import { renderList, renderTable, renderTerms } from './table.ts';

const figures = figuresOf('nb');

/**
 * The følgebrev: what is delivered under which decision and conditions, until when, what the recipient must do and may
 * do, and how the package is opened without this program. No count of persons below the limit is in it.
 */
export const renderLetter = (d: ReportedDelivery): string =>
  renderPage({
    lang: 'nb',
    title: `Følgebrev: ${d.vedtak.saksnummer}`,
    lead: `${d.vedtak.prosjekt.tittel}. Leveranse ${d.run}, laget ${dateText(d.made)}.`,
    body: html`<p class="verdict">
        Opplysningene skal slettes senest <strong>${dateText(d.slettes)}</strong>.
      </p>
      <h2>Vedtaket</h2>
      ${renderDecision(d)}
      <h2>Hva som er levert</h2>
      ${renderDelivered(d)} ${renderBefore(d)}
      <h2>Vilkår</h2>
      ${renderConditions(d)}
      <h2>Merknader fra tilretteleggingen</h2>
      ${renderRemarks(d)} ${renderDuties(d)} ${renderOpening(d)} `,
  });

function renderDecision({ vedtak: v, vedtakSha256 }: ReportedDelivery): Html {
  const { rettsgrunnlag: grunnlag, databruker } = v;
  const letters = (article: string, of: readonly string[]): string | null =>
    of.length === 0 ? null : `artikkel ${article} bokstav ${of.join(', ')}`;
  const bases = [
    letters('6 nr. 1', grunnlag.artikkel6),
    letters('9 nr. 2', grunnlag.artikkel9),
    ...grunnlag.supplerende,
  ];
  return renderTerms([
    ['Saksnummer', v.saksnummer],
    ['Vedtak gjort av', `${v.vedtak.myndighet}, ${dateText(v.vedtak.dato)}`],
    ['Vedtaket gjelder', `${dateText(v.vedtak.gyldigFra)} til ${dateText(v.vedtak.gyldigTil)}`],
    ['Prosjekt', `${v.prosjekt.tittel} (${v.prosjekt.id}), til ${dateText(v.prosjekt.sluttdato)}`],
    ['Formål', v.prosjekt.beskrivelse ?? v.prosjekt.formaal],
    ['Databruker', `${databruker.virksomhet} (${databruker.land})`],
    ['Prosjektleder', databruker.prosjektleder ?? null],
    ['Personer med tilgang', databruker.personer.join(', ')],
    ['Rettsgrunnlag', bases.filter((basis) => basis !== null).join('; ')],
    ['Overføringsgrunnlag', databruker.overfoeringsgrunnlag ?? null],
    ['REK', grunnlag.rek === undefined ? null : `${grunnlag.rek.referanse}, ${dateText(grunnlag.rek.dato)}`],
    ['Dispensasjoner', grunnlag.dispensasjoner.map((x) => x.referanse ?? x.id).join(', ')],
    ['Andre tillatelser', v.tillatelser.map((x) => `${x.myndighet} ${x.referanse}`).join(', ')],
    ['Vedtaksfil (SHA-256)', vedtakSha256],
  ]);
}

function renderDelivered(d: ReportedDelivery): Html {
  const limit = limitOf(d.vedtak.anonymitet.k);
  const columns = [
    { name: 'Tabell' },
    { name: 'Rader', number: true },
    { name: 'Personer', number: true },
    { name: 'Variabler' },
  ];
  const counts = d.tables.some((t) => t.counts !== null);
  if (counts) return renderCounts(d);
  const rows = d.tables.map((t) => [
    isJoined(t.plan) ? `${t.name} (tabellene under, sammenstilt i én fil)` : t.name,
    figures.count(rowsOf(t, limit)),
    figures.count(showPart(t.persons, d.persons, limit)),
    t.plan.columns.map((c) => c.name).join(', '),
  ]);
  const people = attritionOf(d, limit)[0]?.trinn ?? [];
  return html`${renderTable('Leverte tabeller', columns, rows)}
    <p>
      Leveransen gjelder ${figures.count(showCount(d.persons, limit))} personer. Hver person har et løpenummer
      som er det samme i alle tabeller og i senere leveranser i saken.
    </p>
    ${describePopulation(d.planned).map((sentence) => html`<p>${sentence}</p> `)}
    ${renderList(people.map((t) => `${t.trinn}: ${figures.count(t.bort)} personer.`))}
    <p>
      Kontroller at alle variablene i vedtaket er her, og at antallene stemmer. Variablene er beskrevet i
      <code>kodebok.html</code>, risikoen i <code>risiko.html</code>.
    </p> `;
}

function renderConditions({ vedtak }: ReportedDelivery): Html {
  const conditions = [
    ...vedtak.vedtak.vilkaar,
    ...vedtak.rettsgrunnlag.dispensasjoner.flatMap((x) =>
      x.vilkaar.map((text) => `${text} (dispensasjon ${x.referanse ?? x.id})`),
    ),
  ];
  return conditions.length === 0
    ? html`<p>Vedtaket setter ingen særlige vilkår.</p>`
    : renderList(conditions);
}

function renderRemarks(d: ReportedDelivery): Html {
  const remarks = listRemarks(d);
  if (remarks.length + d.notes.length === 0) return html`<p>Ingen.</p>`;
  return html`${renderList(remarks)}${renderNotes(d)}`;
}

const renderNotes = ({ notes }: ReportedDelivery): Html =>
  notes.length === 0
    ? nothing
    : html`<h3>Fra den rettslige vurderingen</h3>
        ${renderList([...new Set(notes.map(noteText))])}`;

function noteText({ tittel, basis, funn, answer }: ReportedDelivery['notes'][number]): string {
  const where = basis === '-' ? '' : ` (${basisInNorwegian(basis)})`;
  const found = funn === null ? '' : `: ${funn}`;
  const said = answer === null ? '' : ` Svar fra ${answer.by}: ${answer.text}`;
  return `${tittel}${where}${found}.${said}`;
}
