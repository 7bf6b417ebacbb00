import type { Protocol } from '../artifacts/disclosure.ts';
import { dateOf, dayOf } from '../deadlines/calendar.ts';
import { COMPLAINT_DAYS } from '../deadlines/recorded-deadlines.ts';
import type { DisclosedRun } from '../ledger/list-disclosures.ts';

/** What stands in one place of the overview; null where nothing is recorded. */
export type OverviewValue = string | number | readonly string[] | null;

/** One disclosure in the overview, by column, in the order of the columns. */
export type OverviewRow = Readonly<Record<string, OverviewValue>>;

/**
 * The overview of disclosures (helseregisterloven § 19 h), internal recipients too: who got what, when, why, on which
 * basis, and what became of it. Entries of earlier versions leave columns empty.
 */
export const overviewOf = (runs: readonly DisclosedRun[]): readonly OverviewRow[] =>
  runs.map((run) => ({
    ...caseOf(run),
    ...recipientOf(run),
    ...dataOf(run),
    ...workOf(run),
    ...afterwards(run),
  }));

/** A disclosure of which nothing is recorded. */
const NOTHING: DisclosedRun = {
  disclosure: {
    ...{ run: '', saksnummer: '', package: '', manifest: '', myndighet: '', hjemmel: '', databruker: '' },
    ...{ referanser: [], kanal: '', mottakere: [], registre: [], persons: 0, slettes: null },
  },
  ...{ delivered: '', approvedBy: null, received: null, deletions: [], correctedBy: null, breach: null },
};

/** The columns of the overview, which it has before there is anything in it. */
export const overviewColumns = (): readonly string[] => overviewOf([NOTHING]).flatMap(Object.keys);

const caseOf = ({ disclosure: d, delivered }: DisclosedRun): OverviewRow => ({
  saksnummer: d.saksnummer,
  kjoering: d.run,
  levert: delivered,
  myndighet: d.myndighet,
  hjemmel: d.hjemmel,
  referanser: d.referanser,
  ...(d.protokoll === undefined ? NOT_RECORDED : groundsOf(d.protokoll)),
});

const NOT_RECORDED: OverviewRow = {
  ...{ prosjekt: null, formaal: null, vedtaksdato: null, vedtakSha256: null, endrer: null },
  ...{ grunnlag: [], taushetsplikt: [], rek: null, dispensasjoner: [], tillatelser: [] },
};

const groundsOf = ({ prosjekt, vedtak, rek, ...p }: Protocol): OverviewRow => ({
  prosjekt: `${prosjekt.id}: ${prosjekt.tittel}`,
  formaal: p.formaal,
  vedtaksdato: vedtak.dato,
  vedtakSha256: vedtak.sha256,
  endrer: vedtak.endrer,
  grunnlag: p.grunnlag,
  taushetsplikt: p.taushetsplikt,
  rek: rek === null ? null : `${rek.referanse}, ${rek.dato}`,
  dispensasjoner: p.dispensasjoner,
  tillatelser: p.tillatelser,
});

function recipientOf({ disclosure: d }: DisclosedRun): OverviewRow {
  const mottaker = d.protokoll?.mottaker;
  return {
    databruker: d.databruker,
    mottakertype:
      mottaker === undefined
        ? null
        : mottaker.type === 'registerforvalter'
          ? 'intern'
          : `ekstern, ${mottaker.type}`,
    land: mottaker?.land ?? null,
    garantier: mottaker?.garantier ?? [],
    prosjektleder: mottaker?.prosjektleder ?? null,
    tilgang: mottaker?.personer ?? [],
    kanal: [d.kanal, mottaker?.analyserom].filter((t) => typeof t === 'string').join(': '),
    behandlingsland: mottaker?.behandlingsland ?? null,
    mottakernoekler: d.mottakere,
  };
}

const dataOf = ({ disclosure: d }: DisclosedRun): OverviewRow => ({
  personer: d.persons,
  registre: d.registre.map(({ tabell, rows, persons }) => `${tabell}: ${rows} rader, ${persons} personer`),
  ...(d.protokoll === undefined ? NOT_DESCRIBED : descriptionOf(d.protokoll)),
});

const NOT_DESCRIBED: OverviewRow = {
  ...{ variabler: [], registrerte: [], opplysninger: [], vilkaar: [], merknader: [] },
  ...{ serie: null, retter: null, sletteliste: null },
};

const descriptionOf = (p: Protocol): OverviewRow => ({
  variabler: p.variabler.map(({ tabell, navn }) => `${tabell}: ${navn.join(', ')}`),
  registrerte: p.registrerte,
  opplysninger: p.opplysninger,
  vilkaar: p.vilkaar,
  merknader: [...new Set(p.merknader.map(noteOf))],
  serie: `${p.serie.sak} nr. ${p.serie.nr}`,
  retter: p.retter,
  sletteliste: p.sletteliste,
});

const workOf = ({
  disclosure: { protokoll: p, package: path, manifest },
  approvedBy,
}: DisclosedRun): OverviewRow => ({
  utfoertAv: p?.utfoertAv ?? null,
  godkjentAv: approvedBy,
  sekunder: p?.sekunder ?? null,
  minutter: p?.minutter ?? null,
  pakke: path,
  manifest,
});

function afterwards({ disclosure: d, received, deletions, correctedBy, breach }: DisclosedRun): OverviewRow {
  return {
    gyldigTil: d.gyldigTil ?? null,
    brukTil: d.protokoll?.brukTil ?? null,
    lagringTil: d.slettes,
    mottatt: received,
    klagefrist: received === null ? null : dateOf(dayOf(received) + COMPLAINT_DAYS),
    slettet: deletions.map(({ part, date }) => `${part ?? 'databruker'}: ${date}`),
    erstattetAv: correctedBy,
    avvik: breach,
  };
}

/** Of several tables with the same remark, it is told once. */
const noteOf = ({ kode, tittel, svar, av }: Protocol['merknader'][number]): string =>
  [`${kode} ${tittel}`, svar, av].filter((t) => t !== null).join(' / ');
