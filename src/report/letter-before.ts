import { limitOf, type ReportedDelivery } from './delivery.ts';
import { figuresOf } from './figures.ts';
import { html, nothing, type Html } from './html.ts';

const figures = figuresOf('nb');

/**
 * What the delivery is beside the ones before it in the case: which one it replaces, who came and who left since the last,
 * and what is to be deleted of persons who no longer take part. Nothing for the first delivery of a case.
 */
export function renderBefore(d: ReportedDelivery): Html {
  const told = [...replaced(d), ...compared(d), ...withdrawn(d)];
  return told.length === 0
    ? nothing
    : html`<h2>Tidligere leveranser i saken</h2>
        ${told.map((sentence) => html`<p>${sentence}</p> `)}`;
}

const replaced = ({ corrects }: ReportedDelivery): readonly string[] =>
  corrects === null
    ? []
    : [
        `Leveransen retter og erstatter leveranse ${corrects}. Bruk denne i stedet, slett den gamle, og bekreft slettingen.`,
      ];

/** Both numbers or neither: with the totals of two deliveries, one gives the other. */
function compared({ change, vedtak }: ReportedDelivery): readonly string[] {
  if (change === null) return [];
  const { forrige, nye, borte } = change;
  const limit = limitOf(vedtak.anonymitet.k);
  const small = [nye, borte].some((persons) => persons === null || (persons > 0 && persons < limit));
  const who = small
    ? 'Hvor mange som er kommet til eller ikke lenger er med siden da, oppgis ikke, siden det gjelder få personer.'
    : `Siden da er ${figures.number(nye ?? 0)} personer kommet til, og ${figures.number(borte ?? 0)} personer er ikke lenger med.`;
  return [
    `Forrige leveranse i saken er ${forrige}. ${who} Endringen i hver tabell står i dokumentasjon/innhold.json.`,
  ];
}

const withdrawn = ({ toDelete }: ReportedDelivery): readonly string[] =>
  toDelete === 0
    ? []
    : [
        'Personer som er levert før, har siden reservert seg, protestert eller trukket samtykket. Løpenumrene deres står i dokumentasjon/slettes_loepenumre.csv: slett alt om dem, også det som er levert før, og bekreft slettingen.',
      ];
