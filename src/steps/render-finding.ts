import type { AssessedVedtak } from '../vedtak/read-vedtak.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** A demand that was not met. */
export interface Finding {
  readonly decision: AssessedVedtak;
  readonly run: string;
  /** ISO date of the run. */
  readonly date: string;
  /** Codes of the refusal, `risk.*`. */
  readonly codes: readonly string[];
}

/**
 * The note to Helsedataservice, in Norwegian and ready to send: what the decision demands, that it is not met, and what
 * an amended decision could say. It holds nothing that was counted, since a small count discloses.
 */
export function renderFinding({ decision, run, date, codes }: Finding): string {
  const { vedtak, sha256 } = decision;
  return [
    '# Vedtaket kan ikke utføres som det står',
    '',
    `Til: ${vedtak.vedtak.myndighet}`,
    '',
    `| | |`,
    `|---|---|`,
    `| Saksnummer | ${cell(vedtak.saksnummer)} |`,
    `| Prosjekt | ${cell(`${vedtak.prosjekt.id}: ${vedtak.prosjekt.tittel}`)} |`,
    `| Vedtak av | ${vedtak.vedtak.dato} |`,
    `| Databruker | ${cell(vedtak.databruker.virksomhet)} |`,
    `| Tilrettelagt | ${date}, kjøring ${run} |`,
    `| Vedtaksfil (SHA-256) | ${sha256} |`,
    '',
    '## Hva vedtaket krever',
    '',
    ...demands(vedtak),
    '',
    '## Hva som ble funnet',
    '',
    ...codes.map((code) => `- ${foundBy(code)}`),
    '',
    'Ingenting er levert. Antall personer og hvilke grupper det gjelder, er utelatt her: små antall kan i seg selv røpe',
    'opplysninger om enkeltpersoner. Registerforvalter kan legge dem fram på annen måte.',
    '',
    '## Hvorfor registerforvalter ikke løser det selv',
    '',
    'Data skal leveres som vedtatt. Å gjøre dataene grovere eller utelate personer ut over det vedtaket bestemmer, er en',
    'annen levering enn den som er vedtatt (forskriften § 10 første ledd), med mindre minimeringen er overlatt til',
    'registerforvalter (§ 4 fjerde ledd).',
    '',
    '## Hva et endret vedtak kan si',
    '',
    ...remedies(vedtak).map((text, i) => `${i + 1}. ${text}`),
    '',
  ].join('\n');
}

function demands(vedtak: Vedtak): string[] {
  const { sensitive, vedBrudd, maksUndertrykking } = vedtak.anonymitet;
  return [
    ...sizes(vedtak),
    ...sensitive.map(
      ({ variabel, l, t }) =>
        `- ${variabel}: ${[l === undefined ? '' : `minst ${l} ulike verdier i hver gruppe`, t === undefined ? '' : `avstand til fordelingen høyst ${t}`].filter(Boolean).join(', ')}.`,
    ),
    `- Når kravet ikke er oppfylt: ${vedBrudd}${vedBrudd === 'undertrykk' ? `, høyst ${percent(maksUndertrykking)} av personene` : ''}.`,
  ];
}

/** How small a group of persons, or a count in a table, may be. */
function sizes({ anonymitet: { k, enhet, kvasi }, utlevering: { tabeller } }: Vedtak): string[] {
  if (tabeller === undefined)
    return [
      `- Minst ${k} ${enhet === 'person' ? 'personer' : 'rader'} i hver gruppe av ${kvasi.join(', ')}.`,
    ];
  return tabeller.map(
    ({ navn, dimensjoner }) =>
      `- Tabellen ${navn}: ingen antall av 1 til ${k - 1} personer, etter ${dimensjoner.join(', ')}.`,
  );
}

function foundBy(code: string): string {
  switch (code) {
    case 'risk.tables-unsafe':
      return 'Ingen utelatelser er nok til at små antall ikke kan regnes ut.';
    case 'risk.tables-alike':
      return 'I noen grupper har alle samme verdi, som nuller i tabellen viser.';
    case 'risk.tables-few':
      return 'Det er færre personer i alt enn kravet gjelder.';
    case 'risk.suppression-limit':
      return 'Kravet kan ikke oppfylles innenfor grensen vedtaket setter for undertrykking.';
    case 'risk.nothing-left':
      return 'Kravet kan ikke oppfylles uten at alle personer utelates.';
    default:
      return 'Kravet er ikke oppfylt på det nivået av detaljer vedtaket gir.';
  }
}

const remedies = ({ anonymitet: { kvasi, vedBrudd }, utlevering: { tabeller } }: Vedtak): string[] => [
  `Grovere nivå for en eller flere av variablene ${namesOf(kvasi, tabeller).join(', ')}.`,
  `En av variablene tas ut av ${tabeller === undefined ? 'variabellisten' : 'tabellen'}.`,
  vedBrudd === 'undertrykk'
    ? 'En høyere grense for undertrykking (anonymitet.maksUndertrykking).'
    : 'Undertrykking av personer i små grupper, med en øvre grense (anonymitet.vedBrudd undertrykk).',
  'Dataminimeringen overlates til registerforvalter (vedtak.dataminimeringVed registerforvalter).',
];

const namesOf = (kvasi: readonly string[], tabeller: Vedtak['utlevering']['tabeller']): readonly string[] =>
  tabeller === undefined ? kvasi : [...new Set(tabeller.flatMap(({ dimensjoner }) => dimensjoner))];

const percent = (share: number): string =>
  `${(share * 100).toLocaleString('nb-NO', { maximumFractionDigits: 2 })} prosent`;

/** Text of the decision inside a table. */
const cell = (text: string): string => text.replace(/[\n|]/g, ' ');
