import { CONTENTS_FILE, type Contents } from '../artifacts/contents.ts';
import type { LedgerEvent } from '../artifacts/ledger-entry.ts';
import type { Manifest } from '../artifacts/manifest.ts';
import type { PrepareNote } from '../artifacts/prepare-result.ts';
import { contentsEntry, manifestEntry } from '../package/describe-part.ts';
import type { Staging } from '../package/staging.ts';
import { writeDocument } from '../package/write-document.ts';
import { writeManifest } from '../package/write-manifest.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** What a package says of the run that made it. */
export interface PackageFacts {
  readonly run: string;
  readonly vedtak: Vedtak;
  readonly vedtakSha256: string;
  readonly planSha256: string;
  readonly program: { readonly navn: string; readonly versjon: string };
  readonly codeLists: Readonly<Record<string, string>>;
  readonly made: string;
  readonly persons: number;
  readonly tables: readonly DeliveredTable[];
  /** What følgebrev and overview must tell of the legal assessment. */
  readonly notes: readonly PrepareNote[];
}

export interface ClosedPackage {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

/** Writes the encrypted documents, the manifest over everything, and its signature. */
export async function closePackage(
  staging: Staging,
  facts: PackageFacts,
  sign: (message: Uint8Array) => string,
): Promise<ClosedPackage> {
  const { vedtak, run } = facts;
  const name = CONTENTS_FILE.replace(/^.*\/|\.age$/g, '');
  const content = `${JSON.stringify(contentsOf(facts), null, 2)}\n`;
  const document = await writeDocument(staging, { name, content }, vedtak.utlevering.mottakere);
  const manifest: Manifest = {
    versjon: 1,
    saksnummer: vedtak.saksnummer,
    run,
    vedtakSha256: facts.vedtakSha256,
    planSha256: facts.planSha256,
    program: facts.program,
    kodelister: facts.codeLists,
    deler: facts.tables.flatMap((t) => t.parts.map((part) => manifestEntry(part.name, part.sealed))),
    dokumentasjon: [document],
    slettes: deletionDate(vedtak),
    laget: facts.made,
  };
  const { sha256 } = await writeManifest(staging, manifest, sign);
  return { manifest, manifestSha256: sha256 };
}

/** Without a date of deletion of its own, the decision's data are deleted when the project ends. */
const deletionDate = (vedtak: Vedtak): string => vedtak.utlevering.slettes ?? vedtak.prosjekt.sluttdato;

function contentsOf({ vedtak, run, persons, tables }: PackageFacts): Contents {
  const deler = tables.flatMap((t) => t.parts.map((part) => contentsEntry(part.name, part.sealed)));
  return { versjon: 1, saksnummer: vedtak.saksnummer, run, personer: persons, deler };
}

type Disclosure = Omit<Extract<LedgerEvent, { type: 'delivered' }>, 'type'>;

/** What the record of disclosures tells of a delivery (helseregisterloven § 19 h). */
export function disclosureOf(facts: PackageFacts, path: string, manifestSha256: string): Disclosure {
  const { vedtak, run, persons, tables } = facts;
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
    registre: tables.map((t) => ({
      tabell: `${t.sql.table.register}.${t.sql.table.tabell}`,
      rows: t.rows,
      persons: t.persons,
    })),
    persons,
    slettes: deletionDate(vedtak),
    gyldigTil: vedtak.vedtak.gyldigTil,
    ...generalisation(tables),
  };
}

const references = ({ rettsgrunnlag, tillatelser }: Vedtak): string[] => [
  ...(rettsgrunnlag.rek === undefined ? [] : [rettsgrunnlag.rek.referanse]),
  ...rettsgrunnlag.dispensasjoner.map((d) => d.referanse ?? d.id),
  ...tillatelser.map((t) => t.referanse),
];

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
