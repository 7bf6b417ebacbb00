import { limitOf, type ReportedDelivery } from './delivery.ts';
import { showCount } from './disclosure-control.ts';
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

function compared({ change, vedtak }: ReportedDelivery): readonly string[] {
  if (change === null) return [];
  const limit = limitOf(vedtak.anonymitet.k);
  const few = { form: 'under', grense: limit } as const;
  const [came, left] = [change.nye, change.borte].map((persons) =>
    figures.count(persons === null ? few : showCount(persons, limit)),
  );
  return [
    `Siden forrige leveranse, ${change.forrige}, er ${came} personer kommet til, og ${left} personer er ikke lenger med. Endringen i hver tabell står i dokumentasjon/innhold.json.`,
  ];
}

const withdrawn = ({ toDelete }: ReportedDelivery): readonly string[] =>
  toDelete === 0
    ? []
    : [
        'Personer som er levert før, har siden reservert seg, protestert eller trukket samtykket. Løpenumrene deres står i dokumentasjon/slettes_loepenumre.csv: slett alt om dem, også det som er levert før, og bekreft slettingen.',
      ];
