import type { Breach } from '../steps/record-breach.ts';

/**
 * A draft of the notice to Datatilsynet (GDPR article 33 third paragraph), in Norwegian Markdown: what the record knows
 * is filled in, what only people know is asked for. It holds names of tables and variables and counts of persons, and
 * no value of a register.
 */
export function renderBreach(breach: Breach): string {
  const { disclosure: d, delivered, received, deletions } = breach.run;
  const p = d.protokoll;
  return [
    '# Utkast: melding om brudd på personopplysningssikkerheten',
    '',
    `Frist for melding til Datatilsynet: **${breach.due}** (72 timer etter at bruddet ble oppdaget ${breach.discovered}).`,
    '',
    '## Hva som er levert',
    '',
    '| | |',
    '|---|---|',
    row('Saksnummer', d.saksnummer),
    row('Kjøring', d.run),
    row('Levert', delivered),
    row('Vedtak', `${d.myndighet}, ${d.hjemmel}${p === undefined ? '' : `, ${p.vedtak.dato}`}`),
    row('Registrerte personer', String(d.persons)),
    row('Kategorier av registrerte', list(p?.registrerte)),
    row('Kategorier av opplysninger', list(p?.opplysninger)),
    ...d.registre.map((r) => row(r.tabell, `${r.rows} rader, ${r.persons} personer`)),
    ...(p?.variabler ?? []).map((v) => row(`Variabler i ${v.tabell}`, v.navn.join(', '))),
    row('Løpenummerserie', p === undefined ? 'ikke registrert' : `${p.serie.sak} nr. ${p.serie.nr}`),
    row('Andre leveringer i samme serie', breach.sameSeries.join(', ') || 'ingen'),
    row('Pakke', d.package),
    row('Manifest (SHA-256)', d.manifest),
    '',
    '## Til hvem',
    '',
    '| | |',
    '|---|---|',
    row('Databruker', d.databruker),
    row('Land', p?.mottaker.land ?? 'ikke registrert'),
    row('Garantier ved overføring', list(p?.mottaker.garantier)),
    row('Kanal', [d.kanal, p?.mottaker.analyserom].filter((t) => t != null).join(': ')),
    row('Personer med tilgang', list(p?.mottaker.personer)),
    row('Kryptert til nøklene', d.mottakere.join(', ')),
    row('Mottatt', received ?? 'ikke kvittert'),
    row(
      'Sletting bekreftet',
      deletions.map((x) => `${x.part ?? 'databruker'} ${x.date}`).join(', ') || 'nei',
    ),
    row('Utført av', p?.utfoertAv ?? 'ikke registrert'),
    row('Godkjent av', breach.run.approvedBy ?? 'ikke registrert'),
    '',
    ...OPEN_QUESTIONS,
  ].join('\n');
}

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

const list = (texts: readonly string[] | undefined): string =>
  texts === undefined ? 'ikke registrert' : texts.join('; ') || 'ingen';

const row = (what: string, text: string): string => `| ${what} | ${text.replace(/[\n|]/g, ' ')} |`;
