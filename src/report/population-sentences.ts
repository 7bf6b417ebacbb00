import type { Plan, PlanConsent, PlanControls } from '../artifacts/plan.ts';
import { limitOf, type ReportedDelivery } from './delivery.ts';
import { showPart } from './disclosure-control.ts';
import { figuresOf } from './figures.ts';

const figures = figuresOf('nb');
const list = new Intl.ListFormat('nb', { type: 'conjunction' });

/** Who is in a delivery beside those the utvalg selects, and on what consent: sentences for plan, codebook and følgebrev. */
export const describePopulation = ({ population, reference, number }: PlannedPersons): readonly string[] => [
  ...(number.handedOver !== undefined && population.sources.length === 0
    ? ['Utvalget er personene i nøkkelfilen: en annen part i koblingen har trukket det.']
    : []),
  ...(number.handedOver === undefined ? [] : ['Løpenumrene er tildelt av en annen part, i en nøkkelfil.']),
  ...(number.derived === undefined
    ? []
    : ['Løpenumrene er avledet av fødselsnummeret under en hemmelighet som partene i koblingen deler.']),
  ...(population.controls === undefined
    ? []
    : [describeControls(population.controls, reference?.type === 'index')]),
  ...(population.consent === undefined ? [] : [describeConsent(population.consent)]),
];

/** What a plan says of persons. */
type PlannedPersons = Pick<Plan, 'population' | 'reference' | 'number'>;

const PERIODS = { maaned: 'måned', kvartal: 'kvartal', aar: 'år' } as const;

function describeControls({ selection, perPerson, match }: PlanControls, isIndexed: boolean): string {
  const alike = match.map(({ column, truncate }) =>
    truncate === null ? column : `${column} (${PERIODS[truncate]})`,
  );
  const matched = alike.length === 0 ? '' : ` og har samme ${list.format(alike)}`;
  const dates = isIndexed
    ? ' Datoene til en kontroll regnes fra indeksdatoen til personen hun er trukket for.'
    : '';
  return (
    `For hver person i utvalget er det trukket ${perPerson} ${perPerson === 1 ? 'kontroll' : 'kontroller'} fra ` +
    `${selection.register}.${selection.tabell}, tilfeldig blant dem som ikke er i utvalget${matched}. ` +
    `Ingen er kontroll for flere.${dates}`
  );
}

const GROUPS = { alle: '', utvalg: ' (personene i utvalget)', kontroller: ' (kontrollene)' } as const;

function describeConsent({ registers, scopes, versions }: PlanConsent): string {
  const where = registers.map(({ register, of }) => `${register}${GROUPS[of]}`);
  const which = versions === null ? '' : `, i versjon ${list.format(versions)}`;
  return `Leveransen bygger på samtykke i ${list.format(where)}, som dekker ${list.format(scopes)}${which}. Bare personer med et slikt samtykke, som ikke er trukket tilbake, er med.`;
}

/** What the recipient must know of controls and of consents that guardians gave; no small count is told. */
export function remarkPopulation(d: ReportedDelivery): readonly string[] {
  const limit = limitOf(d.vedtak.anonymitet.k);
  const shown = (part: number, whole: number): string => figures.count(showPart(part, whole, limit));
  const few = d.controls?.short ?? 0;
  const drawn = d.controls?.persons ?? 0;
  return [
    ...(d.controls === null ? [] : [`Det er trukket ${shown(drawn, d.population)} kontroller.`]),
    ...(few === 0
      ? []
      : [
          `${shown(few, d.population - drawn)} personer i utvalget har færre kontroller enn vedtaket ber om.`,
        ]),
    ...(d.grownUp === 0
      ? []
      : [
          `For ${shown(d.grownUp, d.persons)} personer er samtykket gitt av foresatte, og de er nå 16 år eller eldre. De skal være informert om det og om retten til å trekke samtykket.`,
        ]),
  ];
}
