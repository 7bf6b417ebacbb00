import type { Disclosure, Protocol } from '../artifacts/disclosure.ts';
import { isJoined } from '../artifacts/joined.ts';
import type { Catalogue } from '../catalogue/register.ts';
import { tableName } from '../sql/names.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { deletionDate, type PackageFacts } from './close-package.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** What the record tells of a delivery beside what the package itself says. */
export interface RecordFacts {
  readonly catalogue: Catalogue;
  readonly preparedBy: string | null;
  readonly minutes: number | null;
  /** Seconds since the run began. */
  readonly seconds: number;
  /** Which series of løpenumre of the case, counted from 1. */
  readonly series: number;
}

/** What the record of disclosures tells of a delivery (helseregisterloven § 19 h). */
export function disclosureOf(
  facts: PackageFacts,
  record: RecordFacts,
  path: string,
  manifestSha256: string,
): Disclosure {
  const { vedtak, run, persons } = facts;
  return {
    run,
    saksnummer: vedtak.saksnummer,
    package: path,
    manifest: manifestSha256,
    myndighet: vedtak.vedtak.myndighet,
    hjemmel: vedtak.vedtak.hjemmel,
    databruker: vedtak.databruker.virksomhet,
    referanser: references(vedtak),
    kanal: vedtak.utlevering.kanal,
    mottakere: vedtak.utlevering.mottakere,
    registre: ofRegisters(facts).map((t) => ({ tabell: nameOf(t), rows: t.rows, persons: t.persons })),
    persons,
    slettes: deletionDate(vedtak),
    gyldigTil: vedtak.vedtak.gyldigTil,
    ...generalisation(facts.tables),
    ...statistics(facts.tables),
    protokoll: protocolOf(facts, record),
  };
}

/** The tables of registers; a file that they are joined in, or counted for, is none of its own. */
const ofRegisters = ({ tables }: PackageFacts): readonly DeliveredTable[] =>
  tables.filter((t) => !isJoined(t.sql.table) && t.counts === null);

/** The tables of counts that were delivered in place of rows. */
function statistics(tables: readonly DeliveredTable[]): Pick<Disclosure, 'statistikk'> {
  const statistikk = tables.flatMap(({ counts, rows }) => {
    if (counts === null) return [];
    const { order, few, more } = counts;
    const { name: tabell, dimensions: dimensjoner, measure: maal } = order;
    return [{ tabell, kilde: tableName(order), dimensjoner, maal, linjer: rows, prikket: few + more }];
  });
  return statistikk.length === 0 ? {} : { statistikk };
}

/** What a chosen coarsening leaves in the record. */
function generalisation(tables: readonly DeliveredTable[]): Pick<Disclosure, 'generalisering'> {
  const chosen = tables.find((t) => t.transformation !== null)?.transformation;
  if (chosen === undefined || chosen === null) return {};
  const { levels, certificate } = chosen;
  return {
    generalisering: {
      nivaaer: levels,
      grunnlag: certificate.baseTable,
      spoersmaal: certificate.question,
    },
  };
}

/** The rest of the record: GDPR article 30, and rules O3, O4 and O7. */
function protocolOf(facts: PackageFacts, record: RecordFacts): Protocol {
  const { vedtak } = facts;
  const tables = ofRegisters(facts);
  const { prosjekt, rettsgrunnlag, vedtak: head } = vedtak;
  const { rek } = rettsgrunnlag;
  return {
    versjon: 1,
    prosjekt: { id: prosjekt.id, tittel: prosjekt.tittel },
    formaal: [prosjekt.formaal, prosjekt.beskrivelse].filter((t) => t !== undefined).join(': '),
    vedtak: { sha256: facts.vedtakSha256, dato: head.dato, endrer: head.endrer ?? null },
    grunnlag: bases(vedtak),
    taushetsplikt: confidentiality(vedtak),
    rek: rek === undefined ? null : { referanse: rek.referanse, dato: rek.dato },
    dispensasjoner: rettsgrunnlag.dispensasjoner.map((d) =>
      [d.id, d.myndighet, d.referanse, d.dato].filter((t) => t !== undefined).join(', '),
    ),
    tillatelser: vedtak.tillatelser.map((t) => `${t.myndighet}, ${t.referanse}, ${t.dato}`),
    mottaker: recipientOf(vedtak),
    parter: partiesOf(vedtak),
    registrerte: registered(vedtak, record.catalogue),
    opplysninger: tables.map((t) => describe(record.catalogue, t.sql.table)),
    variabler: tables.map((t) => ({ tabell: nameOf(t), navn: t.sql.columns.map((c) => c.name) })),
    vilkaar: [...head.vilkaar, ...rettsgrunnlag.dispensasjoner.flatMap((d) => d.vilkaar)],
    merknader: facts.notes.map(({ code, tittel, answer }) => ({
      ...{ kode: code, tittel },
      ...{ svar: answer?.text ?? null, av: answer?.by ?? null },
    })),
    brukTil: prosjekt.sluttdato,
    lagringTil: deletionDate(vedtak),
    utfoertAv: record.preparedBy,
    sekunder: record.seconds,
    minutter: record.minutes,
    serie: { sak: vedtak.saksnummer, nr: record.series },
    retter: facts.corrects,
    endring: facts.change,
    sletteliste: facts.toDelete.length,
  };
}

/** Who takes part in the linkage beside databruker and forvalter, each once. */
const partiesOf = ({ kobling }: Vedtak): string[] => [
  ...new Set([
    ...kobling.parter.map((part) => part.forvalter),
    ...(kobling.utfoeresAv === undefined || kobling.utfoeresAv === 'databruker' ? [] : [kobling.utfoeresAv]),
  ]),
];

const nameOf = ({ sql: { table } }: DeliveredTable): string => `${table.register}.${table.tabell}`;

const references = ({ rettsgrunnlag, tillatelser }: Vedtak): string[] => [
  ...(rettsgrunnlag.rek === undefined ? [] : [rettsgrunnlag.rek.referanse]),
  ...rettsgrunnlag.dispensasjoner.map((d) => d.referanse ?? d.id),
  ...tillatelser.map((t) => t.referanse),
];

const bases = ({ rettsgrunnlag: { artikkel6, artikkel9, artikkel10, supplerende } }: Vedtak): string[] => [
  ...artikkel6.map((letter) => `personvernforordningen artikkel 6 nr. 1 ${letter}`),
  ...artikkel9.map((letter) => `personvernforordningen artikkel 9 nr. 2 ${letter}`),
  ...(artikkel10 === undefined ? [] : [`personvernforordningen artikkel 10: ${artikkel10}`]),
  ...supplerende,
];

const confidentiality = ({ registre }: Vedtak): string[] =>
  registre.flatMap(({ register, tabell, taushetsplikt }) =>
    taushetsplikt.map(({ gruppe, type, dispensasjon }) =>
      [`${register}.${tabell}`, gruppe, type, dispensasjon].filter((t) => t !== undefined).join(', '),
    ),
  );

function recipientOf({ databruker, utlevering }: Vedtak): Protocol['mottaker'] {
  const { overfoeringsgrunnlag, tilleggstiltak, databehandleravtale } = databruker;
  return {
    type: databruker.type,
    land: databruker.land,
    garantier: [overfoeringsgrunnlag, tilleggstiltak, databehandleravtale].filter((t) => t !== undefined),
    behandlingsland: utlevering.land,
    analyserom: utlevering.analyserom ?? null,
    prosjektleder: databruker.prosjektleder ?? null,
    personer: databruker.personer,
  };
}

/** Categories of registered persons: those whom the sources of the utvalg hold. */
function registered({ utvalg }: Vedtak, catalogue: Catalogue): string[] {
  const sources = [utvalg.kilde, ...(utvalg.kilder ?? [])].filter((source) => source !== undefined);
  const controls = utvalg.kontroller?.kilde;
  return [
    ...(utvalg.noekkelfil === true ? ['personer som en annen part i koblingen har trukket'] : []),
    ...sources.map((source) => `personer i ${describe(catalogue, source)}`),
    ...(controls === undefined ? [] : [`sammenligningsgruppe fra ${describe(catalogue, controls)}`]),
  ];
}

/** A table in words: the name of its register, and what its rows are. */
function describe(catalogue: Catalogue, ref: { readonly register: string; readonly tabell: string }): string {
  const register = catalogue.get(ref.register);
  const table = register?.tabeller.find(({ id }) => id === ref.tabell);
  return `${register?.navn ?? ref.register} (${ref.register}.${ref.tabell}): ${table?.navn ?? ref.tabell}`;
}
