import { limitOf, type ReportedDelivery, type ReportedTable } from './delivery.ts';
import { showLoss } from './disclosure-control.ts';
import { figuresOf } from './figures.ts';
import { remarkPopulation } from './population-sentences.ts';

const figures = figuresOf('nb');

/** What happened to rows and values that the recipient must know of, in sentences. */
export function listRemarks(d: ReportedDelivery): readonly string[] {
  const limit = limitOf(d.vedtak.anonymitet.k);
  const ofTables = d.tables.flatMap((t) => [
    ...remarkMalformed(t, limit),
    ...remarkInvalid(t, limit),
    ...remarkSuppressed(t, limit),
  ]);
  return [...remarkPopulation(d), ...ofTables];
}

const shown = (count: number, persons: number | null, limit: number): string =>
  figures.count(showLoss(count, persons, limit));

const remarkMalformed = (t: ReportedTable, limit: number): readonly string[] =>
  t.malformed === 0
    ? []
    : [`${t.name}: ${shown(t.malformed, null, limit)} rader uten gyldig identifikator er ikke med.`];

function remarkInvalid(t: ReportedTable, limit: number): readonly string[] {
  return t.plan.columns.flatMap(({ name, invalid }) => {
    const found = t.invalid[name] ?? 0;
    if (found === 0) return [];
    const became = invalid.action === 'utelat' ? 'raden er utelatt' : 'feltet er tomt';
    return [`${t.name}.${name}: ${shown(found, null, limit)} rader har en verdi som ikke passet; ${became}.`];
  });
}

function remarkSuppressed(t: ReportedTable, limit: number): readonly string[] {
  const { rows, persons } = t.suppressed;
  if (rows === 0) return [];
  return [
    `${t.name}: rader fra ${shown(persons, persons, limit)} personer er utelatt fordi gruppen de er i, er for liten.`,
  ];
}
