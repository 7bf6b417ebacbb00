import { overviewOf, type OverviewRow, type OverviewValue } from '../steps/overview.ts';
import { overviewLabel } from './overview-labels.ts';
import { isTime, timeText } from './time-text.ts';
import type { Breach } from '../steps/record-breach.ts';

/**
 * A draft of the notice to Datatilsynet (GDPR article 33 third paragraph), in Norwegian Markdown: what the record knows
 * is filled in, what only people know is asked for. It holds names of tables and variables and counts of persons, and
 * no value of a register.
 */
export const renderBreach = (breach: Breach): string =>
  [
    '# Utkast: melding om brudd på personopplysningssikkerheten',
    '',
    `Frist for melding til Datatilsynet: **${timeText(breach.due)}**, 72 timer etter at bruddet ble oppdaget (${timeText(breach.discovered)}).`,
    '',
    ...SECTIONS.flatMap(({ title, columns }) => ['', `## ${title}`, '', ...tableOf(breach, columns)]),
    '',
    ...OPEN_QUESTIONS,
  ].join('\n');

/** Columns of the overview that a notice tells. */
const SECTIONS = [
  {
    title: 'Hva som er levert',
    columns: [
      ...['saksnummer', 'kjoering', 'levert', 'prosjekt', 'myndighet', 'hjemmel', 'vedtaksdato', 'personer'],
      ...['registrerte', 'opplysninger', 'registre', 'variabler', 'serie', 'pakke', 'manifest'],
    ],
  },
  {
    title: 'Til hvem',
    columns: [
      ...['databruker', 'mottakertype', 'land', 'garantier', 'kanal', 'behandlingsland', 'tilgang'],
      ...['mottakernoekler', 'mottatt', 'slettet', 'utfoertAv', 'godkjentAv'],
    ],
  },
];

function tableOf({ run, sameSeries }: Breach, columns: readonly string[]): readonly string[] {
  const row: OverviewRow = overviewOf([run])[0] ?? {};
  const others = columns.includes('serie')
    ? [line('Andre leveringer i samme serie', sameSeries.join(', ') || 'ingen')]
    : [];
  const told = columns.map((column) => line(overviewLabel(column), textOf(row[column] ?? null)));
  return ['| | |', '|---|---|', ...told, ...others];
}

function textOf(value: OverviewValue): string {
  if (value === null) return 'ikke registrert';
  if (typeof value === 'object') return value.join('; ') || 'ingen registrert';
  return isTime(value) ? timeText(value) : String(value);
}

const line = (what: string, text: string): string => `| ${what} | ${text.replace(/[\n|]/g, ' ')} |`;

/** What the article asks for and no record can know. */
const OPEN_QUESTIONS: readonly string[] = [
  '## Fylles ut av registerforvalter',
  '',
  '- Hva som skjedde, når det begynte og når det tok slutt:',
  '- Om koblingsnøkkelen eller andre nøkler er på avveie:',
  '- Sannsynlige konsekvenser for de registrerte:',
  '- Tiltak som er gjort og skal gjøres, også for å begrense skade:',
  '- Om de registrerte skal underrettes (personvernforordningen artikkel 34), og hvordan:',
  '- Personvernombud eller annet kontaktpunkt:',
  '- Hvorfor meldingen eventuelt kommer senere enn 72 timer:',
  '',
];
