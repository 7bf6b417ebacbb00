import { sha256 } from '../base/sha256.ts';
import { mediaType, plainPath } from './data-package.ts';
import type { ReportedDelivery } from './delivery.ts';
import type { Entity } from './ro-crate-entity.ts';

/** A document by its name in the package. */
export interface NamedText {
  readonly name: string;
  readonly content: string;
}

/** Where each document lies when it is unpacked, and what it is. */
const DOCUMENTS: Readonly<
  Record<string, readonly [file: string, name: string, type: string, about: string]>
> = {
  'foelgebrev.html': [
    'dokumentasjon/foelgebrev.html',
    'Følgebrev',
    'text/html',
    'Hva som er levert, etter hvilket vedtak og på hvilke vilkår.',
  ],
  'kodebok.html': [
    'dokumentasjon/kodebok.html',
    'Kodebok',
    'text/html',
    'Hver levert variabel og hva som er gjort med den.',
  ],
  'datapackage.json': [
    'datapackage.json',
    'Kodebok (Frictionless Data Package)',
    'application/json',
    'Kodeboken for programmer.',
  ],
  'risiko.html': [
    'dokumentasjon/risiko.html',
    'Risiko for gjenkjenning',
    'text/html',
    'Målt på det som er levert, uten små tall.',
  ],
  'risiko.json': [
    'dokumentasjon/risiko.json',
    'Risiko for gjenkjenning (JSON)',
    'application/json',
    'Det samme for programmer.',
  ],
};

/** The parts of the delivery, and the documents beside them. */
export const filesOf = (d: ReportedDelivery, documents: readonly NamedText[]): readonly Entity[] => [
  ...d.tables.flatMap((t) =>
    t.parts.map((part): Entity => ({
      '@id': plainPath(part),
      '@type': 'File',
      name: t.name,
      description: `Rader fra ${t.name}; variablene står i kodeboken.`,
      encodingFormat: mediaType(part),
      contentSize: String(part.plaintextBytes),
      sha256: part.plaintextSha256,
    })),
  ),
  ...documents.map(describeDocument),
];

function describeDocument({ name, content }: NamedText): Entity {
  const [file, title, encodingFormat, description] = DOCUMENTS[name] ?? [
    `dokumentasjon/${name}`,
    name,
    'application/octet-stream',
    name,
  ];
  return {
    '@id': file,
    '@type': 'File',
    name: title,
    description,
    encodingFormat,
    contentSize: String(Buffer.byteLength(content)),
    sha256: sha256(content),
  };
}
