import type { Lang } from './figures.ts';

const nb = {
  title: 'Risiko for gjenkjenning',
  lead: (about: string) => `Målt på nøyaktig det som gjelder ${about}.`,
  nothingJudged: 'Ingen indirekte identifiserende variabler er levert, så det er ingen grupper å måle.',
  met: 'Alle krav er oppfylt',
  missed: 'Krav som IKKE er oppfylt',
  undemanded: 'Det er ikke stilt krav',
  smallest: (k: string, unit: string) => `den minste gruppen har ${k} ${unit}`,
  demand: { k: 'k', l: 'l-diversitet', t: 't-nærhet', km: 'k med kjente hendelser' },
  demandOf: (name: string, column: string | null, found: string, limit: string, most: boolean) =>
    `${name}${column === null ? '' : ` for ${column}`} er ${found}, krevd ${most ? 'høyst' : 'minst'} ${limit}`,
  unit: { person: 'personer', rad: 'rader' },
  quasi: 'Indirekte identifiserende variabler',
  key: 'Hovedtall',
  persons: 'Personer',
  classes: 'Grupper (ekvivalensklasser)',
  k: 'Minste gruppe (k)',
  alone: 'Personer som er alene i en gruppe',
  several: 'Noen personer er i flere grupper og teller med i hver av dem.',
  sizes: 'Hvor store gruppene er',
  sizesNote: (limit: string) =>
    `Søylene viser personer etter størrelsen på gruppen de er i. Nabostørrelser er slått sammen til ingen søyle har færre enn ${limit} personer, og antallet er avrundet til nærmeste ${limit}. Grupper under kravet er merket.`,
  sizesEmpty: 'For få personer til å vise fordelingen.',
  size: 'Gruppens størrelse',
  andMore: (from: string) => `${from} og mer`,
  change: 'Risiko før og etter',
  changeNote:
    'Før er slik vedtaket lister variablene; etter er når grupper under kravet er gjort større eller undertrykt. Antall er avrundet, så ingen differanse røper få personer.',
  before: 'før',
  after: 'etter',
  figure: 'Mål',
  coarsening: 'Tap mot risiko',
  coarseningNote:
    'Hvert punkt er én måte å gjøre variablene grovere på som ble vurdert. Fylte punkter oppfyller kravene med så mye undertrykking som vedtaket tillater, åpne gjør det ikke. Ringen viser den som er valgt: den som taper minst av dem som oppfyller kravene.',
  chosen: 'valgt',
  choice: 'Valg',
  next: (place: string) => `nest beste ${place}`,
  levels: 'Nivå for hver variabel (0 er finest)',
  loss: (metric: string) =>
    metric === 'loss' ? 'Informasjonstap (0 er ingenting, 1 er alt)' : `Tap (${metric})`,
  averageAxis: 'Gjennomsnittlig risiko',
  suppressed: 'Undertrykt',
  attackers: 'Tre tenkte angripere',
  attacker: 'Angriper',
  highest: 'Høyeste risiko',
  average: 'Gjennomsnitt',
  prosecutor: 'Vet at personen er med (prosecutor)',
  journalist: 'Vet ikke om personen er med (journalist)',
  marketer: 'Vil kjenne igjen så mange som mulig (marketer)',
  bound:
    'Uten tall for befolkningen er de to siste en øvre grense: ingen gruppe er mindre i befolkningen enn her.',
  without: 'Hva hver variabel koster',
  withoutNote:
    'Tallene viser risikoen dersom én variabel ikke var med. Faller den mye, er det den variabelen som skiller.',
  without1: 'Uten variabelen',
  all: 'Alle variabler med',
  atLeast: (k: string) => `minst ${k}`,
  attrition: 'Fra register til leveranse',
  attritionNote: (limit: string) =>
    `Antall under ${limit} vises ikke, og andre er avrundet, så ingen differanse røper et lite antall.`,
  step: 'Trinn',
  gone: 'Bort',
  left: 'Igjen',
  leftAfter: 'Det som er igjen etter hvert trinn der noe falt bort.',
  start: 'I uttrekket',
  startPersons: 'Trukket til utvalget',
  questions: 'Datatilsynets tre spørsmål',
  single: 'Kan en person skilles ut?',
  singleYes: 'Ja. Noen er alene i gruppen sin, og kan skilles ut av den som kjenner disse variablene.',
  singleNo: (k: string, quasi: string) =>
    `Ikke på ${quasi}: hver kombinasjon deles av minst ${k}. Andre variabler i leveransen kan likevel være kjent for noen.`,
  singleUnder: (k: string) => `Det kan ikke utelukkes: minste gruppe er ${k}.`,
  link: 'Kan opplysningene kobles med andre?',
  linkUnknown: 'For en enkelt fil vet ikke programmet hva som er levert før.',
  linkNone: 'Registeret over utleveringer viser ingen tidligere leveranser fra samme registre.',
  linkSome: (same: string, recipient: string, registers: string) =>
    `Tidligere leveranser: ${same} i samme sak (samme løpenumre, de kan kobles), ${recipient} til samme mottaker i andre saker, ${registers} fra minst ett av de samme registrene. Saker har ulike løpenumre; koblinger på tvers må gå på sammenfall i verdier.`,
  infer: 'Kan noe sluttes om en person uten å skille henne ut?',
  inferNone: 'Ingen sensitive variabler er målt.',
  inferOf: (column: string, l: string) => `${column}: minst ${l} ulike verdier i hver gruppe.`,
  inferAlike: (persons: string) => ` Personer i grupper med bare én verdi: ${persons}.`,
  how: 'Slik er det regnet',
  howText:
    'En gruppe er alle som har samme verdi på alle de indirekte identifiserende variablene; en verdi som mangler, er en egen verdi. Risikoen for en person er én delt på antallet i gruppen hennes.',
};

type Texts = typeof nb;

const en: Texts = {
  title: 'Risk of re-identification',
  lead: (about) => `Measured on exactly what concerns ${about}.`,
  nothingJudged: 'No quasi-identifier is delivered, so there are no groups to measure.',
  met: 'Every demand is met',
  missed: 'Demands that are NOT met',
  undemanded: 'Nothing was demanded',
  smallest: (k, unit) => `the smallest group has ${k} ${unit}`,
  demand: { k: 'k', l: 'l-diversity', t: 't-closeness', km: 'k with known events' },
  demandOf: (name, column, found, limit, most) =>
    `${name}${column === null ? '' : ` of ${column}`} is ${found}, demanded ${most ? 'at most' : 'at least'} ${limit}`,
  unit: { person: 'persons', rad: 'rows' },
  quasi: 'Quasi-identifiers',
  key: 'Main figures',
  persons: 'Persons',
  classes: 'Groups (equivalence classes)',
  k: 'Smallest group (k)',
  alone: 'Persons alone in a group',
  several: 'Some persons are in several groups and count in each.',
  sizes: 'How large the groups are',
  sizesNote: (limit) =>
    `The bars show persons by the size of the group they are in. Neighbouring sizes are put together until no bar has fewer than ${limit} persons, and the number is rounded to the nearest ${limit}. Groups below the demand are marked.`,
  sizesEmpty: 'Too few persons to show the distribution.',
  size: 'Size of the group',
  andMore: (from) => `${from} and more`,
  change: 'Risk before and after',
  changeNote:
    'Before is as the decision lists the variables; after is when groups below the demand have been made larger or suppressed. Counts are rounded, so that no difference tells of few persons.',
  before: 'before',
  after: 'after',
  figure: 'Measure',
  coarsening: 'Loss against risk',
  coarseningNote:
    'Each point is one way to make the variables coarser that was evaluated. Filled points meet the demands with as much suppression as the decision allows, open ones do not. The ring marks the chosen one: of those that meet the demands it loses least.',
  chosen: 'chosen',
  choice: 'Choice',
  next: (place) => `next best ${place}`,
  levels: 'Level of each variable (0 is the finest)',
  loss: (metric) =>
    metric === 'loss' ? 'Information loss (0 is nothing, 1 everything)' : `Loss (${metric})`,
  averageAxis: 'Average risk',
  suppressed: 'Suppressed',
  attackers: 'Three imagined attackers',
  attacker: 'Attacker',
  highest: 'Highest risk',
  average: 'Average',
  prosecutor: 'Knows that the person is there (prosecutor)',
  journalist: 'Does not know whether the person is there (journalist)',
  marketer: 'Wants to recognise as many as possible (marketer)',
  bound:
    'Without figures of the population the last two are upper bounds: no group is smaller in the population than here.',
  without: 'What each variable costs',
  withoutNote:
    'The risk if one variable were left out. Where it falls much, that variable tells persons apart.',
  without1: 'Without the variable',
  all: 'With all variables',
  atLeast: (k) => `at least ${k}`,
  attrition: 'From register to delivery',
  attritionNote: (limit) =>
    `Counts below ${limit} are not shown and others are rounded, so that no difference gives a small count away.`,
  step: 'Step',
  gone: 'Lost',
  left: 'Left',
  leftAfter: 'What is left after each step that lost anything.',
  start: 'In the extract',
  startPersons: 'Drawn to the population',
  questions: 'The three questions of Datatilsynet',
  single: 'Can a person be singled out?',
  singleYes: 'Yes. Some are alone in their group, and can be singled out by whoever knows these variables.',
  singleNo: (k, quasi) =>
    `Not by ${quasi}: each combination is shared by at least ${k}. Other variables may still be known to somebody.`,
  singleUnder: (k) => `It cannot be ruled out: the smallest group is ${k}.`,
  link: 'Can the data be linked with others?',
  linkUnknown: 'Of a single file the program does not know what was delivered before.',
  linkNone: 'The record of disclosures shows no earlier delivery from the same registers.',
  linkSome: (same, recipient, registers) =>
    `Earlier deliveries: ${same} in the same case (same numbers, they can be linked), ${recipient} to the same recipient in other cases, ${registers} from at least one of the same registers. Cases have different numbers; links across them would go by coinciding values.`,
  infer: 'Can something be inferred of a person without singling her out?',
  inferNone: 'No sensitive variable was measured.',
  inferOf: (column, l) => `${column}: at least ${l} different values in each group.`,
  inferAlike: (persons) => ` Persons in groups with one value only: ${persons}.`,
  how: 'How it was computed',
  howText:
    'A group is everyone with the same value of all quasi-identifiers; a missing value is a value of its own. The risk of a person is one divided by the number in her group.',
};

/** What the risk page says, in each language. */
export const riskTexts: Readonly<Record<Lang, Texts>> = { nb, en };
export type RiskTexts = Texts;
