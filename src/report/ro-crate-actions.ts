import type { RiskReport } from '../artifacts/risk-report.ts';
import { plainPath } from './data-package.ts';
import type { ReportedDelivery } from './delivery.ts';
import { type Entity, ref, refs } from './ro-crate-entity.ts';
import { agentOf } from './ro-crate-parties.ts';
import { workflowId } from './workflow-id.ts';

/** The profile writes the state of an action as a string. */
const done = 'http://schema.org/CompletedActionStatus';
const failed = 'http://schema.org/FailedActionStatus';

/**
 * The run that made the delivery, and its assessments in the order of the phases of the Five Safes profile. The day of the
 * decision has no time: none is invented for it.
 */
export const actionsOf = (d: ReportedDelivery, { tabeller }: RiskReport): readonly Entity[] => [
  {
    '@id': '#vedtak',
    '@type': 'AssessAction',
    additionalType: ref('shp:SignOff'),
    name: `Vedtak ${d.vedtak.saksnummer}: utlevering er innvilget`,
    endTime: d.vedtak.vedtak.dato,
    agent: ref('#myndighet'),
    instrument: ref('#vedtaksfil'),
    object: [ref('./'), ref(workflowId(d.program)), ref('#prosjekt')],
    actionStatus: done,
  },
  {
    '@id': '#leveranse',
    '@type': 'CreateAction',
    name: `Leveranse ${d.run}`,
    endTime: d.made,
    agent: agentOf(d),
    instrument: ref(workflowId(d.program)),
    object: ref('#vedtaksfil'),
    result: refs(d.tables.flatMap((t) => t.parts.map(plainPath))),
    actionStatus: done,
  },
  checked(
    d,
    '#risiko',
    'shp:DisclosureCheck',
    tabeller.every((p) => p.krav.every((demand) => demand.oppfylt)),
  ),
  checked(d, '#innhold', 'shp:ValidationCheck', true),
];

/** What the program looked into before anything was published, on behalf of the forvaltere. */
const checked = (
  d: ReportedDelivery,
  id: '#risiko' | '#innhold',
  additionalType: string,
  met: boolean,
): Entity => ({
  '@id': id,
  '@type': 'AssessAction',
  additionalType: ref(additionalType),
  name:
    id === '#innhold'
      ? 'Levert skjema er sammenlignet med vedtaket: det stemmer'
      : `Kravene til anonymitet er ${met ? '' : 'ikke '}oppfylt`,
  endTime: d.made,
  agent: ref('#program'),
  object: ref('./'),
  ...(id === '#risiko' ? { result: ref('dokumentasjon/risiko.json') } : {}),
  actionStatus: met ? done : failed,
});
