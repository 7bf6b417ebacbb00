import type { Json } from '../base/canonical-json.ts';
import type { RiskReport } from '../artifacts/risk-report.ts';
import { mediaType, plainPath } from './data-package.ts';
import type { ReportedDelivery } from './delivery.ts';

const ref = (id: string): { readonly '@id': string } => ({ '@id': id });

const DOCUMENTS = [
  ['foelgebrev.html', 'Følgebrev', 'text/html'],
  ['kodebok.html', 'Kodebok', 'text/html'],
  ['datapackage.json', 'Kodebok (Frictionless Data Package)', 'application/json'],
  ['risiko.html', 'Risiko for gjenkjenning', 'text/html'],
  ['risiko.json', 'Risiko for gjenkjenning (JSON)', 'application/json'],
] as const;

/**
 * Metadata as RO-Crate 1.1 (w3id.org/ro/crate/1.1), with the terms of the Five Safes profile (w3id.org/5s-crate/0.4) for
 * the phases that a delivery goes through: sign-off, disclosure check, validation. Paths are from the folder that the
 * package was unpacked into.
 */
export function crateOf(d: ReportedDelivery, risk: RiskReport): Json {
  const actions = actionsOf(d, risk);
  return {
    '@context': ['https://w3id.org/ro/crate/1.1/context', { shp: 'https://w3id.org/shp#' }],
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: ref('https://w3id.org/ro/crate/1.1'),
        about: ref('./'),
      },
      rootOf(d, actions),
      ...filesOf(d),
      ...peopleOf(d),
      ...actions,
    ],
  };
}

type Entity = { readonly '@id': string } & Readonly<Record<string, Json>>;

const rootOf = (d: ReportedDelivery, actions: readonly Entity[]): Entity => ({
  '@id': './',
  '@type': 'Dataset',
  name: `${d.vedtak.saksnummer}: ${d.vedtak.prosjekt.tittel}`,
  description: `Leveranse ${d.run} etter vedtak fra ${d.vedtak.vedtak.myndighet}. Stiene gjelder fra mappen leveransen er pakket ut i.`,
  identifier: d.run,
  datePublished: d.made,
  expires: d.slettes,
  license: ref('#vilkaar'),
  sourceOrganization: ref('#prosjekt'),
  hasPart: filesOf(d).map((file) => ref(file['@id'])),
  mentions: actions.map((action) => ref(action['@id'])),
});

const filesOf = (d: ReportedDelivery): readonly Entity[] => [
  ...d.tables.flatMap((t) =>
    t.parts.map((part): Entity => ({
      '@id': plainPath(part),
      '@type': 'File',
      name: t.name,
      encodingFormat: mediaType(part),
      contentSize: String(part.plaintextBytes),
      sha256: part.plaintextSha256,
    })),
  ),
  ...DOCUMENTS.map(([file, name, encodingFormat]): Entity => ({
    '@id': `dokumentasjon/${file}`,
    '@type': 'File',
    name,
    encodingFormat,
  })),
];

function peopleOf({ vedtak, program }: ReportedDelivery): readonly Entity[] {
  const conditions = ['Bare til formålet i vedtaket.', ...vedtak.vedtak.vilkaar].join(' ');
  return [
    { '@id': '#vilkaar', '@type': 'CreativeWork', name: 'Vilkår i vedtaket', description: conditions },
    {
      '@id': '#prosjekt',
      '@type': 'Project',
      name: vedtak.prosjekt.tittel,
      identifier: vedtak.prosjekt.id,
      member: ref('#databruker'),
    },
    { '@id': '#databruker', '@type': 'Organization', name: vedtak.databruker.virksomhet },
    { '@id': '#myndighet', '@type': 'Organization', name: vedtak.vedtak.myndighet },
    {
      '@id': '#program',
      '@type': 'SoftwareApplication',
      name: program.navn,
      softwareVersion: program.versjon,
    },
  ];
}

const done = ref('http://schema.org/CompletedActionStatus');

function actionsOf(d: ReportedDelivery, { tabeller }: RiskReport): readonly Entity[] {
  const met = tabeller.every((p) => p.krav.every((demand) => demand.oppfylt));
  return [
    {
      '@id': '#vedtak',
      '@type': 'AssessAction',
      additionalType: ref('shp:SignOff'),
      name: `Vedtak ${d.vedtak.saksnummer}`,
      endTime: d.vedtak.vedtak.dato,
      agent: ref('#myndighet'),
      object: ref('./'),
      actionStatus: done,
    },
    {
      '@id': '#risiko',
      '@type': 'AssessAction',
      additionalType: ref('shp:DisclosureCheck'),
      name: met ? 'Kravene til anonymitet er oppfylt' : 'Kravene til anonymitet er ikke oppfylt',
      endTime: d.made,
      instrument: ref('#program'),
      object: ref('./'),
      result: ref('dokumentasjon/risiko.json'),
      actionStatus: met ? done : ref('http://schema.org/FailedActionStatus'),
    },
    {
      '@id': '#innhold',
      '@type': 'AssessAction',
      additionalType: ref('shp:ValidationCheck'),
      name: 'Levert skjema er sammenlignet med vedtaket',
      endTime: d.made,
      instrument: ref('#program'),
      object: ref('./'),
      actionStatus: done,
    },
  ];
}
