import type { Lang } from './figures.ts';

const nb = {
  title: 'Tabeller med antall',
  lead: (k: string) =>
    `Det som er levert, er antall, ikke rader om personer. Antall av 1 til ${k} personer er prikket, i summene også, og så mange andre antall er prikket at ingen av dem kan regnes ut.`,
  table: 'Tabell',
  counts: 'Teller',
  dimensions: 'Etter',
  lines: 'Linjer',
  zeros: 'Nuller',
  hidden: 'Prikket',
  measure: { personer: 'personer', rader: 'rader' },
  of: (measure: string, source: string) => `${measure} i ${source}`,
  how: (k: string) =>
    `For hvert antall av for få personer er det kontrollert hva den som kjenner alle andre tall i leveransen, kan regne seg til: hva antallet minst og høyst kan være, når ingen antall er negative og alle er hele. Forskjellen er minst ${k} (for rader også minst så stor som antallet rader). Kontrollen er gjort med lineær programmering på alle tabellene fra samme registertabell samlet (Hundepool m.fl., Statistical Disclosure Control, 2012, kapittel 4), og hvert spenn er vist med hele tall som stemmer med alt som er fortalt.`,
  zeroNote:
    'Kombinasjoner som ingen har, er levert som 0. En null sier ikke noe om en bestemt person, bortsett fra der alle i en gruppe er i samme kategori; slike grupper stanser leveransen for de variablene vedtaket nevner som sensitive.',
  splitNote:
    'Hvor mange som er prikket for sin egen skyld og hvor mange for å verne andre, står ikke her: det ville sagt mer om de prikkede tallene.',
  repeatNote:
    'Tallene kan sammenlignes med tall fra andre leveranser av samme sak, andre vedtak og åpen statistikk. En tabell der bare få personer er kommet til eller falt fra siden sist, kan røpe dem ved differansen; det er ikke kontrollert her.',
  earlier: (count: string) =>
    `Det er levert ${count} ganger før i denne saken. Se over om tallene er endret med få personer siden da, før leveransen godkjennes.`,
  single:
    'Tabellene har ingen rader om enkeltpersoner, og ingen antall av få personer er fortalt eller kan regnes ut av dem.',
  infer: 'Se nuller og sensitive variabler over.',
};

type Texts = typeof nb;

const en: Texts = {
  title: 'Tables of counts',
  lead: (k) =>
    `What is delivered are counts, not rows about persons. Counts of 1 to ${k} persons are left out, in the sums too, and so many other counts are left out that none of them can be worked out.`,
  table: 'Table',
  counts: 'Counts',
  dimensions: 'By',
  lines: 'Lines',
  zeros: 'Zeros',
  hidden: 'Left out',
  measure: { personer: 'persons', rader: 'rows' },
  of: (measure, source) => `${measure} in ${source}`,
  how: (k) =>
    `For each count of too few persons it was checked what somebody who knows every other figure of the delivery can work out: the least and the most that the count can be, when no count is negative and all are whole. The difference is at least ${k} (for rows also at least as large as their number). The check is by linear programming on all tables from the same register table together (Hundepool et al., Statistical Disclosure Control, 2012, chapter 4), and each interval is shown by whole numbers that agree with all that is told.`,
  zeroNote:
    'Combinations that nobody has are delivered as 0. A zero says nothing of a certain person, but where everyone in a group is in the same category; such groups stop the delivery for the variables that the decision names as sensitive.',
  splitNote:
    'How many are left out for their own sake and how many to protect others is not told here: it would say more of the figures that are left out.',
  repeatNote:
    'The figures can be compared with those of other deliveries of the same case, other decisions and open statistics. A table in which only few persons came or went since the last one may give them away by the difference; that is not checked here.',
  earlier: (count) =>
    `There have been ${count} deliveries in this case before. See whether the figures have changed by few persons since then before the delivery is approved.`,
  single:
    'The tables have no rows about single persons, and no count of few persons is told or can be worked out from them.',
  infer: 'See zeros and sensitive variables above.',
};

/** What the risk page says of tables of counts, in each language. */
export const statisticsTexts: Readonly<Record<Lang, Texts>> = { nb, en };
