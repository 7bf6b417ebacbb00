import { shownText } from '../../document/shown-value.ts';
import { isHealthResearch, isIncluded, registersOf, usesIncluded, type Facts } from './facts.ts';
import { isForvalterOf } from './grants.ts';
import { hitIf, type Hit, type LawRule } from './law-rule.ts';
import type { RegisterFacts } from './register-facts.ts';

/** Part A: who may decide. */
export const competenceRules: readonly LawRule[] = [
  {
    code: 'A1',
    problem: 'vedtak.register-not-included',
    title:
      'Helsedataservice has decided on a register that was not part of the national solution on that day',
    tittel:
      'Helsedataservice har gjort vedtak om et register som ikke var del av den nasjonale løsningen den dagen',
    basis: 'reg. §§ 3, 4, 5, 7',
    source: 'HN',
    outcome: { H: 'refuse', F: 'none' },
    find: (facts) =>
      usesIncluded(facts)
        ? []
        : registers(facts, ({ nasjonalLoesning }) =>
            nasjonalLoesning === null
              ? 'is not part of the national solution'
              : `is part of it from ${nasjonalLoesning.fra}`,
          ),
    expected: 'a register that Helsedataservice decides for, at least one of those that take part',
    fix: 'ask the controller of the register for a decision; Helsedataservice decides for included registers only',
  },
  {
    code: 'A2',
    problem: 'vedtak.competence',
    title: 'The forvalter has decided for an included register without naming an exception',
    tittel:
      'Registerforvalter har gjort vedtak om et innlemmet register uten å oppgi hvilket unntak det bygger på',
    basis: 'reg. § 10 second paragraph',
    source: 'HN',
    outcome: { H: 'none', F: 'refuse' },
    find: (facts) =>
      facts.vedtak.vedtak.hjemmel === 'ordinaer'
        ? included(facts).flatMap(({ value }) =>
            hitIf(
              true,
              ['vedtak', 'hjemmel'],
              `ordinaer for ${value.id}, which Helsedataservice decides for since ${value.nasjonalLoesning?.fra ?? ''}`,
            ),
          )
        : [],
    expected: 'a decision by Helsedataservice, or an exception named in vedtak.hjemmel',
    fix: 'send the application to Helsedataservice, or name unntak-10-3-a, unntak-10-3-b or overgang-11 where it holds',
  },
  {
    code: 'A3',
    problem: 'vedtak.exception-a',
    title:
      'Exception a, and the purpose is forskning, the user is private, or no task under law, regulation or instruction is named',
    tittel:
      'Unntak a, men formålet er forskning, databrukeren er privat, eller det er ikke oppgitt en oppgave etter lov, forskrift eller instruks',
    basis: 'reg. § 10 third paragraph a',
    source: 'HN',
    outcome: { H: 'none', F: 'refuse' },
    find: ({ vedtak: { vedtak, prosjekt, databruker } }) =>
      vedtak.hjemmel !== 'unntak-10-3-a'
        ? []
        : [
            ...hitIf(prosjekt.formaal === 'forskning', ['prosjekt', 'formaal'], 'forskning'),
            ...hitIf(databruker.type === 'privat', ['databruker', 'type'], 'privat'),
            ...hitIf(databruker.oppgavehjemmel === undefined, ['databruker', 'oppgavehjemmel'], 'nothing'),
          ],
    expected:
      'a public user (or the forvalter herself) with a task under law, regulation or instruction, and another purpose than forskning',
    fix: 'name the task in databruker.oppgavehjemmel; for forskning or a private user Helsedataservice decides',
  },
  {
    code: 'A4',
    problem: 'vedtak.exception-b',
    title:
      'Exception b, and another register is linked, someone outside receives data, or the project needs no approval by REK',
    tittel:
      'Unntak b, men et annet register kobles, noen utenfor mottar data, eller prosjektet trenger ikke godkjenning fra REK',
    basis: 'reg. § 10 third paragraph b',
    source: 'HN',
    outcome: { H: 'none', F: 'refuse' },
    find: (facts) => {
      const { vedtak, databruker } = facts.vedtak;
      if (vedtak.hjemmel !== 'unntak-10-3-b') return [];
      const ids = registersOf(facts).map(({ value }) => value.id);
      return [
        ...hitIf(ids.length > 1, ['vedtak', 'hjemmel'], `the registers ${ids.join(', ')}`),
        ...hitIf(databruker.type !== 'registerforvalter', ['databruker', 'type'], databruker.type),
        ...hitIf(!isHealthResearch(facts.vedtak), ['prosjekt', 'helseforskning'], 'none that needs REK'),
      ];
    },
    expected:
      'one register, used by the people of its own forvalter (databruker.type registerforvalter), for helseforskning',
    fix: 'apply to Helsedataservice, which decides in every other case',
  },
  {
    code: 'A5',
    problem: 'vedtak.transition',
    title:
      'The transition is named, and the application reached the forvalter when the register was included',
    tittel:
      'Overgangsregelen er oppgitt, men søknaden kom til registerforvalter da registeret alt var innlemmet',
    basis: 'reg. § 11',
    source: 'HN',
    outcome: { H: 'none', F: 'refuse' },
    find: (facts) => {
      const { hjemmel, soeknadMottatt } = facts.vedtak.vedtak;
      if (hjemmel !== 'overgang-11') return [];
      return registersOf(facts)
        .filter(({ value }) => soeknadMottatt === undefined || isIncluded(value, soeknadMottatt))
        .filter(({ value }) => value.nasjonalLoesning !== null)
        .map(({ value }) => ({
          path: ['vedtak', 'soeknadMottatt'],
          got: soeknadMottatt ?? 'nothing',
          expected: `an application received before ${value.nasjonalLoesning?.fra ?? ''}, when ${value.id} was included`,
        }));
    },
    expected: 'an application received before the register was included',
    fix: 'record the day on which the application first reached the forvalter, or send it to Helsedataservice',
  },
  {
    code: 'A6',
    problem: 'vedtak.earlier-decision',
    title:
      'A decision the forvalter made before the register was included, and not yet carried out, stays valid',
    tittel:
      'Et vedtak som registerforvalter gjorde før registeret ble innlemmet, og som ikke er gjennomført, står ved lag',
    basis: 'reg. § 11',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: (facts) => {
      const { dato } = facts.vedtak.vedtak;
      const since = registersOf(facts).filter(
        ({ value }) => isIncluded(value, facts.today) && !isIncluded(value, dato),
      );
      const own = facts.mode === 'F' ? since : [];
      return own.map(({ value }) => ({
        path: ['vedtak', 'dato'],
        got: `${dato}, before ${value.id} was included`,
      }));
    },
    expected: 'nothing more: the decision is carried out as it was made',
    fix: 'keep the decision with the record of the disclosure',
  },
  {
    code: 'A7',
    problem: 'vedtak.other-authority',
    title: 'The register is not included, and someone other than its forvalter has decided',
    tittel: 'Registeret er ikke innlemmet, og en annen enn registerforvalter har gjort vedtaket',
    basis: 'hregl chapter 3',
    source: 'NV AD HN',
    outcome: { H: 'none', F: 'warn' },
    quotes: true,
    find: (facts) => {
      const { myndighet, dato } = facts.vedtak.vedtak;
      return registersOf(facts)
        .filter(({ value }) => !isIncluded(value, dato) && !isForvalterOf(myndighet, value))
        .map(() => ({ path: ['vedtak', 'myndighet'], got: shownText(myndighet) }))
        .slice(0, 1);
    },
    expected: 'a decision by the registerforvalter of a register that is not included',
    fix: 'decide as forvalter, or state what gives the other authority its competence (the sources differ)',
  },
  {
    code: 'A9',
    problem: 'vedtak.primary-use',
    title: 'Primary use: health care, or decision support for the single patient',
    tittel: 'Primærbruk: helsehjelp eller beslutningsstøtte for den enkelte pasienten',
    basis: 'reg. § 1',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(prosjekt.type === 'helsehjelp', ['prosjekt', 'type'], 'helsehjelp'),
    expected: 'a secondary use',
    fix: 'use the rules for access to journals; the regulation does not cover health care',
  },
  {
    code: 'A10',
    problem: 'vedtak.biological-material',
    title: 'Human biological material itself is outside the regulation; data from analysing it are inside',
    tittel:
      'Humant biologisk materiale er ikke omfattet av forskriften; opplysninger fra analyse av det er omfattet',
    basis: 'reg. § 1',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { prosjekt } }) =>
      hitIf(prosjekt.biologiskMateriale, ['prosjekt', 'biologiskMateriale'], 'true'),
    expected: 'a decision on the material by those who answer for the biobank',
    fix: 'deliver the data only; the material is not covered by this decision',
  },
  {
    code: 'A11',
    problem: 'vedtak.svalbard',
    title: 'The regulation does not apply on Svalbard; users with ties there may apply like anyone',
    tittel: 'Forskriften gjelder ikke på Svalbard; databrukere med tilknytning dit kan søke som andre',
    basis: 'reg. § 1',
    source: 'HN',
    outcome: { H: 'note', F: 'note' },
    find: ({ vedtak: { databruker } }) => hitIf(databruker.land === 'SJ', ['databruker', 'land'], 'SJ'),
    expected: 'a user elsewhere, or an application treated like any other',
    fix: 'nothing more where the decision is made',
  },
  {
    code: 'A14',
    problem: 'vedtak.preparedness-ended',
    title: 'A preparedness register whose event is settled: its data are to be erased or made anonymous',
    tittel: 'Et beredskapsregister der hendelsen er avsluttet: opplysningene skal slettes eller anonymiseres',
    basis: 'hbl § 2-4 fifth paragraph',
    source: 'HN',
    outcome: { H: 'refuse', F: 'refuse' },
    find: (facts) =>
      registersOf(facts).flatMap(({ path, value: { id, rettsligKlasse, sluttdato } }) =>
        rettsligKlasse === 'beredskap' && sluttdato !== null && sluttdato < facts.today
          ? [{ path: [...path, 'register'], got: `${id}, which ended on ${sluttdato}` }]
          : [],
      ),
    expected: 'a preparedness register that is in force',
    fix: 'if the ministry has prolonged the register, set sluttdato in its catalogue entry',
  },
  {
    code: 'A15',
    problem: 'vedtak.no-application',
    title: 'Helsedataservice acts on applications only, and none is recorded',
    tittel: 'Helsedataservice handler bare etter søknad, og det er ikke oppgitt når søknaden ble mottatt',
    basis: 'reg. § 4',
    source: 'HN',
    outcome: { H: 'note', F: 'none' },
    find: ({ vedtak: { vedtak } }) =>
      hitIf(vedtak.soeknadMottatt === undefined, ['vedtak', 'soeknadMottatt'], 'nothing'),
    expected: 'the day the application was received',
    fix: 'add vedtak.soeknadMottatt',
  },
  {
    code: 'A18',
    problem: 'vedtak.other-disclosures',
    title: 'The forvalter knows of other disclosures that raise the risk of bakveisidentifisering',
    tittel: 'Registerforvalter kjenner til andre utleveringer som øker faren for bakveisidentifisering',
    basis: 'reg. §§ 4, 7',
    source: 'HN',
    outcome: { H: 'warn', F: 'note' },
    quotes: true,
    find: ({ vedtak: { vurderinger } }) =>
      vurderinger.andreUtleveringer === undefined
        ? []
        : [{ path: ['vurderinger', 'andreUtleveringer'], got: shownText(vurderinger.andreUtleveringer) }],
    expected: 'Helsedataservice told of it',
    fix: 'tell Helsedataservice, and state when and how',
  },
];

const included = (facts: Facts) =>
  registersOf(facts).filter(({ value }) => isIncluded(value, facts.vedtak.vedtak.dato));

const registers = (facts: Facts, say: (register: RegisterFacts) => string): readonly Hit[] =>
  registersOf(facts).map(({ path, value }) => ({
    path: [...path, 'register'],
    got: `${value.id}, which ${say(value)}`,
  }));
