import type { Json } from '../base/canonical-json.ts';
import type { RiskReport } from '../artifacts/risk-report.ts';
import type { ReportedDelivery } from './delivery.ts';
import { actionsOf } from './ro-crate-actions.ts';
import { type Entity, idsOf, ref, refs } from './ro-crate-entity.ts';
import { filesOf, type NamedText } from './ro-crate-files.ts';
import { forvaltereOf, partiesOf } from './ro-crate-parties.ts';
import { workflowId } from './workflow-id.ts';

const CRATE = 'https://w3id.org/ro/crate/1.2';
const FIVE_SAFES = 'https://w3id.org/5s-crate/0.4';
/** Terms that the context of RO-Crate 1.2 does not have. */
const OWN_TERMS = {
  shp: 'https://w3id.org/shp#',
};

/**
 * Metadata as RO-Crate 1.2 (w3id.org/ro/crate/1.2) in the Five Safes profile (w3id.org/5s-crate/0.4): the program as the
 * workflow, its run as what was requested and made, and the phases that a delivery goes through. Paths are from the folder
 * that it lies in, above those of parts and documents, as the specification demands. The profile's BagIt archive is not
 * made: the signed manifest is in its place.
 */
export function crateOf(d: ReportedDelivery, risk: RiskReport, documents: readonly NamedText[]): Json {
  const files = filesOf(d, documents);
  const actions = actionsOf(d, risk);
  return {
    '@context': [`${CRATE}/context`, OWN_TERMS],
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: ref(CRATE),
        about: ref('./'),
      },
      rootOf(d, files, actions),
      { '@id': FIVE_SAFES, '@type': 'Profile', name: 'Five Safes RO-Crate profile' },
      { '@id': '#kjoering', '@type': 'PropertyValue', name: 'Leveranse', value: d.run },
      workflowOf(d),
      ...files,
      ...forvaltereOf(d),
      ...partiesOf(d),
      ...actions,
    ],
  };
}

/** The program, whose source is a Workflow RO-Crate by its own `ro-crate-metadata.json`. */
const workflowOf = ({ program }: ReportedDelivery): Entity => ({
  '@id': workflowId(program),
  '@type': 'Dataset',
  name: `${program.navn} ${program.versjon}`,
  description: 'Programmet som har laget leveransen fra vedtaket, med kildekode.',
  version: program.versjon,
  conformsTo: ref('https://w3id.org/workflowhub/workflow-ro-crate/1.0'),
});

const rootOf = (d: ReportedDelivery, files: readonly Entity[], actions: readonly Entity[]): Entity => ({
  '@id': './',
  '@type': 'Dataset',
  conformsTo: ref(FIVE_SAFES),
  mainEntity: ref(workflowId(d.program)),
  name: `${d.vedtak.saksnummer}: ${d.vedtak.prosjekt.tittel}`,
  description: `Leveranse ${d.run} etter vedtak fra ${d.vedtak.vedtak.myndighet}. Stiene gjelder fra mappen denne filen skal ligge i: den over data og dokumentasjon.`,
  identifier: ref('#kjoering'),
  datePublished: d.made,
  expires: d.slettes,
  license: ref('#vilkaar'),
  author: refs(idsOf(forvaltereOf(d))),
  publisher: refs(idsOf(forvaltereOf(d))),
  sourceOrganization: ref('#prosjekt'),
  hasPart: refs(idsOf([workflowOf(d), ...files])),
  mentions: refs(idsOf(actions)),
});
