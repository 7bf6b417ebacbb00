/** A rule that the program holds at another place than the list of legal rules. */
interface HeldElsewhere {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  /** Problem codes that refuse, where there are any. */
  readonly codes: readonly string[];
  readonly where: string;
}

/** The rules that the form of the file, the plan, the run or the record hold. */
export const heldElsewhere: readonly HeldElsewhere[] = [
  {
    code: 'A12',
    title: 'Decision withdrawn, not yet valid or expired',
    basis: 'vedtak',
    codes: ['vedtak.status', 'vedtak.not-valid'],
    where: 'the decision file, on the day of the run',
  },
  {
    code: 'A13',
    title: 'A change not yet decided',
    basis: 'HN 5.7',
    codes: ['vedtak.status'],
    where: 'an amendment is a decision file of its own and runs only with status gjeldende',
  },
  {
    code: 'A16',
    title: 'Delivery differs from the decision',
    basis: 'reg. § 10 first paragraph',
    codes: ['plan.unsupported', 'run.schema-differs'],
    where: 'the plan carries out the decision or refuses; each written file is held against the plan',
  },
  {
    code: 'A17',
    title: 'Suppression, generalisation or dropping that the decision neither orders nor delegates',
    basis: 'reg. §§ 4 fourth paragraph, 10',
    codes: [
      'risk.k',
      'risk.l',
      'risk.t',
      'risk.km',
      'risk.suppression-limit',
      'risk.nothing-left',
      'risk.no-coarsening',
    ],
    where:
      'the run stops with exit status 14; in mode H the finding is written as a note to Helsedataservice; in H+ and F the forvalter may order it in anonymitet.vedBrudd',
  },
  {
    code: 'P1',
    title: 'Purpose not one of the list',
    basis: 'hregl §§ 3, 19 a first paragraph a; reg. § 1',
    codes: ['vedtak.value'],
    where: 'the schema of the decision file: prosjekt.formaal',
  },
  {
    code: 'T10',
    title: 'Consent named for a register or group without a consent list',
    basis: 'hregl § 19 a',
    codes: ['plan.list-missing', 'plan.consent-group'],
    where:
      'samtykker.csv beside the extracts; a table with two bases must say which is for utvalg and which for kontroller',
  },
  {
    code: 'M1',
    title: 'Variable, person, period or detail not in the decision',
    basis: 'hregl § 19 a second paragraph; reg. § 10; GDPR article 5(1) c',
    codes: ['run.schema-differs'],
    where: 'only what registre lists is read; each written file is held against the plan',
  },
  {
    code: 'M2',
    title: 'Name, national number or other unique mark delivered without særlige grunner',
    basis: 'hregl § 19 a',
    codes: ['plan.direct-identifier', 'plan.identifier-out'],
    where: 'the plan',
  },
  {
    code: 'M3',
    title: 'Marks that count as linking to a person',
    basis: 'GDPR article 4; hregl § 2 f',
    codes: ['plan.direct-identifier', 'run.leak', 'risk.k'],
    where:
      'the catalogue’s kinds of variable, the leak scan, and the verdict on the variables of anonymitet.kvasi',
  },
  {
    code: 'K3',
    title: 'Method of linkage differs from what Helsedataservice decided',
    basis: 'reg. § 5',
    codes: [
      'plan.linked-elsewhere',
      'plan.known-apart',
      'plan.known-numbers',
      'vedtak.kobling-parter',
      'vedtak.utvalg-key-file',
    ],
    where: 'the plan carries out kobling as it is written or refuses',
  },
  {
    code: 'K7',
    title: 'Delivered file carries fødselsnummer as join key',
    basis: 'hregl § 19 a',
    codes: ['plan.direct-identifier', 'run.leak'],
    where: 'the plan; the leak scan of every delivered value',
  },
  {
    code: 'K10',
    title: 'Party that linked has not deleted what it received',
    basis: 'reg. § 4',
    codes: [],
    where:
      'the record: each noekkelfil handed over, with its deletion by the party (tilrette kvittering RUN --slettet-av); tilrette frister tells which are not confirmed. Files that others exchange are not part of it',
  },
  {
    code: 'K11',
    title: 'Exception b used with more than one register',
    basis: 'reg. § 10 third paragraph b',
    codes: ['vedtak.exception-b'],
    where: 'rule A4',
  },
  {
    code: 'C1',
    title: 'Use outside what the person consented to',
    basis: 'hregl § 19 a',
    codes: ['plan.list-missing', 'run.consent-unreadable'],
    where:
      'samtykker.csv, which carries scope and version of each consent: whoever has none to what rettsgrunnlag.samtykke.omfang names, by default the purpose, is left out',
  },
  {
    code: 'C2',
    title: 'Person has objected, where the register gives that right',
    basis: 'hregl § 19 a',
    codes: ['plan.list-missing', 'run.objection-unreadable'],
    where: 'reservasjoner.csv beside the extracts; nothing in a decision switches it off',
  },
  {
    code: 'C3',
    title: 'Consent withdrawn',
    basis: 'GDPR article 7',
    codes: ['plan.list-missing', 'run.consent-unreadable'],
    where:
      'samtykker.csv: the person is left out; the koblingsnøkkel finds her in earlier deliveries, whose recipient gets a list of deletions',
  },
  {
    code: 'C8',
    title: 'Guardian consented and the person is now 16',
    basis: 'NV 7.5.1',
    codes: [],
    where:
      'samtykker.csv, which says whether a guardian consented: counted in the run and told in the følgebrev, no small count; age by the person’s identifier',
  },
  {
    code: 'C10',
    title: 'Quality register without consent',
    basis: 'forskrift om medisinske kvalitetsregistre',
    codes: ['catalogue.objection-right'],
    where: 'the check of the catalogue entry',
  },
  {
    code: 'D1',
    title: '30 virkedager for one source, 60 when several registers are linked',
    basis: 'hregl § 19 f',
    codes: [],
    where: 'tilrette check and tilrette frister',
  },
  {
    code: 'D2',
    title: 'Runs from a complete application, never before a required decision by REK',
    basis: 'hregl § 19 f',
    codes: [],
    where: 'tilrette check and tilrette frister',
  },
  {
    code: 'D3',
    title: 'Stops when the data are available; days left on the date of the decision',
    basis: 'hregl § 19 f',
    codes: [],
    where: 'tilrette check and tilrette frister',
  },
  {
    code: 'D4',
    title: 'Whether Saturday is a virkedag is open',
    basis: '-',
    codes: [],
    where: 'tilrette check and tilrette frister, --loerdag; by default the reading that ends first',
  },
  {
    code: 'D5',
    title: 'Late: warn, never refuse',
    basis: '-',
    codes: [],
    where: 'tilrette check and tilrette frister',
  },
  {
    code: 'D6',
    title: 'Complaint: three weeks from receipt of both data and følgebrev',
    basis: 'reg. § 9; fvl § 29',
    codes: [],
    where: 'tilrette frister, from the receipt in the record',
  },
  {
    code: 'O1',
    title: 'Overview of disclosures from the register',
    basis: 'hregl § 19 h',
    codes: ['ledger.truncated'],
    where: 'the record: tilrette oversikt',
  },
  {
    code: 'O3',
    title: 'Written protocol of each disclosure',
    basis: 'GDPR article 30',
    codes: [],
    where: 'the record together with the decision file it names by its hash',
  },
  {
    code: 'O4',
    title: 'Worth recording: body, references, register, number of persons, channel, date, receipt',
    basis: '-',
    codes: [],
    where: 'the record',
  },
  {
    code: 'S1',
    title: 'No erasure date or criterion',
    basis: 'GDPR article 5',
    codes: ['vedtak.missing'],
    where: 'prosjekt.sluttdato is required, and the date of erasure where utlevering.slettes names none',
  },
];
