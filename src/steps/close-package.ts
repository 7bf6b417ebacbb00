import type { Change } from '../artifacts/disclosure.ts';
import { CONTENTS_FILE, type Contents } from '../artifacts/contents.ts';
import type { Manifest } from '../artifacts/manifest.ts';
import type { PrepareNote } from '../artifacts/prepare-result.ts';
import { cipherSuffix, type Recipients } from '../crypto/recipients.ts';
import { contentsEntry, manifestEntry } from '../package/describe-part.ts';
import type { Staging } from '../package/staging.ts';
import { writeDocument, type Document } from '../package/write-document.ts';
import type { ReportDocument } from '../report/documents.ts';
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
  readonly recipients: Recipients;
  /** Run whose delivery this one replaces. */
  readonly corrects: string | null;
  /** Null where nothing was delivered to the case before. */
  readonly change: Change | null;
  /** Løpenumre of persons who have objected since they were given one, in ascending order. */
  readonly toDelete: readonly string[];
}

export interface ClosedPackage {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly contents: Contents;
}

/** Writes the encrypted documents (`documents` and the contents list), the manifest over everything, and its signature. */
export async function closePackage(
  staging: Staging,
  facts: PackageFacts,
  documents: readonly ReportDocument[],
  sign: (message: Uint8Array) => string,
): Promise<ClosedPackage> {
  const { vedtak, run } = facts;
  const name = CONTENTS_FILE.replace(/^.*\/|\.age$/g, '');
  const { recipients } = facts;
  const contents = contentsOf(facts);
  const content = `${JSON.stringify(contents, null, 2)}\n`;
  const deletions = facts.toDelete.length > 0 ? [deletionList(facts.toDelete)] : [];
  const dokumentasjon: Manifest['dokumentasjon'] = [];
  for (const document of [{ name, content }, ...deletions, ...documents])
    dokumentasjon.push(await writeDocument(staging, document, recipients));
  const manifest: Manifest = {
    versjon: 1,
    saksnummer: vedtak.saksnummer,
    run,
    vedtakSha256: facts.vedtakSha256,
    planSha256: facts.planSha256,
    program: facts.program,
    kodelister: facts.codeLists,
    deler: facts.tables.flatMap((t) => t.parts.map((part) => manifestEntry(part.name, part.sealed))),
    dokumentasjon,
    slettes: deletionDate(vedtak),
    laget: facts.made,
    ...(facts.corrects === null ? {} : { retter: facts.corrects }),
  };
  const { sha256 } = await writeManifest(staging, manifest, sign);
  return { manifest, manifestSha256: sha256, contents };
}

/** Without a date of deletion of its own, the decision's data are deleted when the project ends. */
export const deletionDate = (vedtak: Vedtak): string =>
  vedtak.utlevering.slettes ?? vedtak.prosjekt.sluttdato;

function contentsOf({ vedtak, run, persons, tables, change, toDelete, recipients }: PackageFacts): Contents {
  const deler = tables.flatMap((t) => t.parts.map((part) => contentsEntry(part.name, part.sealed)));
  return {
    versjon: 1,
    saksnummer: vedtak.saksnummer,
    run,
    personer: persons,
    deler,
    ...(change === null ? {} : { endring: change }),
    ...(toDelete.length === 0
      ? {}
      : { sletteliste: { fil: `${DELETION_LIST}.${cipherSuffix(recipients)}`, antall: toDelete.length } }),
  };
}

const DELETION_LIST = 'dokumentasjon/slettes_loepenumre.csv';

/** The løpenumre whose data the databruker is to delete, one a line. */
const deletionList = (numbers: readonly string[]): Document => ({
  name: DELETION_LIST.replace(/^.*\//, ''),
  content: `loepenummer\n${numbers.map((n) => `${n}\n`).join('')}`,
});
