import { isJoined } from '../artifacts/joined.ts';
import type { ReportedDelivery } from './delivery.ts';
import { type Entity, idsOf, ref, refs } from './ro-crate-entity.ts';
import { workflowId } from './workflow-id.ts';

/** Who is responsible for the registers that were delivered from, each once. */
export function forvaltereOf({ tables, catalogue }: ReportedDelivery): readonly Entity[] {
  const ofRegisters = tables.filter((t) => !isJoined(t.plan) && t.counts === null);
  const names = new Set(ofRegisters.map((t) => catalogue.get(t.plan.register)?.forvalter ?? t.plan.register));
  return [...names].map((name, i) => ({ '@id': `#forvalter${i + 1}`, '@type': 'Organization', name }));
}

/** The terms, the project, who asked on its behalf, who decided, and the program that acts for the forvaltere. */
export function partiesOf(d: ReportedDelivery): readonly Entity[] {
  const { vedtak, program } = d;
  const conditions = ['Bare til formålet i vedtaket.', ...vedtak.vedtak.vilkaar].join(' ');
  return [
    { '@id': '#vilkaar', '@type': 'CreativeWork', name: 'Vilkår i vedtaket', description: conditions },
    {
      '@id': '#vedtaksfil',
      '@type': 'CreativeWork',
      name: `Vedtak ${vedtak.saksnummer}`,
      dateCreated: vedtak.vedtak.dato,
      sha256: d.vedtakSha256,
    },
    {
      '@id': '#prosjekt',
      '@type': 'Project',
      name: vedtak.prosjekt.tittel,
      identifier: vedtak.prosjekt.id,
      member: ref('#databruker'),
    },
    { '@id': '#databruker', '@type': 'Organization', name: vedtak.databruker.virksomhet },
    ...requesterOf(vedtak),
    { '@id': '#myndighet', '@type': 'Organization', name: vedtak.vedtak.myndighet },
    {
      '@id': '#program',
      '@type': 'SoftwareApplication',
      name: program.navn,
      version: program.versjon,
      url: workflowId(program),
      provider: refs(idsOf(forvaltereOf(d))),
    },
  ];
}

/** Who leads the project, else the first who has access; no one where the decision names no person. */
function requesterOf({ databruker }: ReportedDelivery['vedtak']): readonly Entity[] {
  const name = databruker.prosjektleder ?? databruker.personer[0];
  return name === undefined
    ? []
    : [
        {
          '@id': '#ansvarlig',
          '@type': 'Person',
          name,
          affiliation: ref('#databruker'),
          memberOf: ref('#prosjekt'),
        },
      ];
}

/** Who asked for the delivery: a person where the decision names one, as the profile demands, else the databruker. */
export const agentOf = ({ vedtak }: ReportedDelivery): { readonly '@id': string } =>
  ref(requesterOf(vedtak)[0]?.['@id'] ?? '#databruker');
