import { isJoined } from '../artifacts/joined.ts';
import type { Json } from '../base/canonical-json.ts';
import type { RiskReport } from '../artifacts/risk-report.ts';
import { mediaType, plainPath } from './data-package.ts';
import type { ReportedDelivery } from './delivery.ts';

const ref = (id: string): { readonly '@id': string } => ({ '@id': id });

const CRATE_CONTEXT = 'https://w3id.org/ro/crate/1.1/context';
/** Terms that the context of RO-Crate 1.1 does not have. */
const OWN_TERMS = {
  shp: 'https://w3id.org/shp#',
  sha256: 'https://w3id.org/ro/terms/workflow-run#sha256',
};

const DOCUMENTS = [
  ['dokumentasjon/foelgebrev.html', 'Følgebrev', 'text/html'],
  ['dokumentasjon/kodebok.html', 'Kodebok', 'text/html'],
  ['datapackage.json', 'Kodebok (Frictionless Data Package)', 'application/json'],
  ['dokumentasjon/risiko.html', 'Risiko for gjenkjenning', 'text/html'],
  ['dokumentasjon/risiko.json', 'Risiko for gjenkjenning (JSON)', 'application/json'],
] as const;

/**
 * Metadata as RO-Crate 1.1 (w3id.org/ro/crate/1.1), with the terms of the Five Safes profile (w3id.org/5s-crate/0.4) for
 * the phases that a delivery goes through: sign-off, disclosure check, validation. Paths are from the folder that it lies
 * in, above those of parts and documents, as the specification demands.
 */
export function crateOf(d: ReportedDelivery, risk: RiskReport): Json {
  const actions = actionsOf(d, risk);
  return {
    '@context': [CRATE_CONTEXT, OWN_TERMS],
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: ref('https://w3id.org/ro/crate/1.1'),
        about: ref('./'),
      },
      rootOf(d, actions),
      ...filesOf(d),
      ...forvaltereOf(d),
      ...peopleOf(d),
      ...actions,
    ],
  };
}

type Entity = { readonly '@id': string } & Readonly<Record<string, Json>>;

/** Links to entities; a list of one is written as that one. */
function refs(entities: readonly Entity[]): Json {
  const [first, ...others] = entities.map((entity) => ref(entity['@id']));
  return first !== undefined && others.length === 0
    ? first
    : [...(first === undefined ? [] : [first]), ...others];
}

const rootOf = (d: ReportedDelivery, actions: readonly Entity[]): Entity => ({
  '@id': './',
  '@type': 'Dataset',
  name: `${d.vedtak.saksnummer}: ${d.vedtak.prosjekt.tittel}`,
  description: `Leveranse ${d.run} etter vedtak fra ${d.vedtak.vedtak.myndighet}. Stiene gjelder fra mappen denne filen skal ligge i: den over data og dokumentasjon.`,
  identifier: d.run,
  datePublished: d.made,
  expires: d.slettes,
  license: ref('#vilkaar'),
  author: refs(forvaltereOf(d)),
  publisher: refs(forvaltereOf(d)),
  sourceOrganization: ref('#prosjekt'),
  hasPart: refs(filesOf(d)),
  mentions: refs(actions),
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
    '@id': file,
    '@type': 'File',
    name,
    encodingFormat,
  })),
];

/** Who is responsible for the registers that were delivered from, each once. */
function forvaltereOf({ tables, catalogue }: ReportedDelivery): readonly Entity[] {
  const ofRegisters = tables.filter((t) => !isJoined(t.plan) && t.counts === null);
  const names = new Set(ofRegisters.map((t) => catalogue.get(t.plan.register)?.forvalter ?? t.plan.register));
  return [...names].map((name, i) => ({ '@id': `#forvalter${i + 1}`, '@type': 'Organization', name }));
}

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
