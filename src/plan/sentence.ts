import type { PlanTransform } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import type { Variabel } from '../catalogue/register.ts';
import type { Referansedato } from '../vedtak/schema.ts';

const periods = { maaned: 'måneden', kvartal: 'kvartalet', aar: 'året' } as const;

/** One sentence in bokmål on what became of a variable, for the codebook. */
export function describeColumn(v: Variabel, t: PlanTransform, reference: Referansedato | undefined): string {
  switch (t.type) {
    case 'keep':
      return `${v.navn} leveres som den er.`;
    case 'referenceDays':
      return `${v.navn} leveres som antall hele dager fra ${describeReference(reference)}.`;
    case 'referenceDate':
      if (reference?.metode === 'tilfeldig') return describeRandom(v, reference.maksDager);
      return `${v.navn} er flyttet slik at ${describeReference(reference)} faller på ${t.anchor}; tidsrom er nøyaktige.`;
    case 'truncateDate':
      return `${v.navn} leveres som første dag i ${periods[t.to]}.`;
    case 'ageBand':
      return `${v.navn} blir alder i hele år ved ${t.at}, i gruppene ${t.bands.map((b) => b.label).join(', ')}.`;
    case 'birthYear':
      return t.width === 1
        ? `${v.navn} blir fødselsår.`
        : `${v.navn} blir første år i en gruppe på ${t.width} fødselsår.`;
    case 'fylke':
      return `${v.navn} blir fylket kommunen lå i på ${t.dateColumn}, etter inndelingen fra ${t.division}.`;
    case 'region':
      return `${v.navn} blir ${areaName(t.list)} den lå i på ${t.dateColumn}, etter inndelingen fra ${t.division ?? t.edition}.`;
    case 'hierarchy':
      return `${v.navn} gjøres grovere til nivå ${t.level} i hierarkiet ${t.file}; en verdi som ikke står der, leveres ikke.`;
    case 'rare':
      return `${v.navn} leveres som den er, men verdier som færre enn ${t.least} personer har, blir «${t.other}».`;
    case 'prefix':
      return `${v.navn} avkortes til de ${t.length} første tegnene${levelName(v, t.length)}.`;
    case 'group':
      return `${v.navn} blir ${t.list === 'icd10.blokk' ? 'blokken' : 'kapittelet'} koden hører til i ICD-10.`;
    case 'round':
      return `${v.navn} avrundes til nærmeste ${t.to}.`;
    case 'clamp':
      return `${v.navn} ${t.top === null ? `settes til minst ${t.bottom}` : `settes til høyst ${t.top}`}.`;
    case 'interval':
      return `${v.navn} blir et intervall med grensene ${t.bounds.join(', ')}.`;
    case 'series':
      return t.series === 'loepenummer'
        ? `${v.navn} er erstattet med løpenummeret i samme serie som personene i utvalget.`
        : t.derived === true
          ? `${v.navn} er erstattet med et nummer i serien ${t.series}, avledet under prosjektets hemmelighet.`
          : `${v.navn} er erstattet med et tilfeldig nummer i serien ${t.series}, som ikke kan kobles til andre numre.`;
    case 'mask':
      return `${v.navn} er erstattet med en fast verdi.`;
    case 'empty':
      return `${v.navn} leveres tom.`;
    default:
      return unreachable(t);
  }
}

const AREA_NAMES: Readonly<Record<string, string>> = {
  helseregion: 'helseregionen',
  landsdel: 'landsdelen',
  sentralitet: 'sentralitetsklassen',
  helseforetak: 'helseforetaket',
};

const areaName = (list: string): string => {
  const name = list.slice(list.indexOf('-') + 1);
  return AREA_NAMES[name] ?? name;
};

/** What the first characters of a code are in its code system. */
const PREFIX_NAMES: Readonly<Record<string, readonly [length: number, name: string][]>> = {
  icd10: [[3, 'kategorien i ICD-10']],
  atc: [
    [1, 'nivå 1 i ATC'],
    [3, 'nivå 2 i ATC'],
    [4, 'nivå 3 i ATC'],
    [5, 'nivå 4 i ATC'],
    [7, 'nivå 5 i ATC'],
  ],
  icpc2: [
    [1, 'kapittelet i ICPC-2'],
    [3, 'koden i ICPC-2'],
  ],
  ncsp: [
    [1, 'kapittelet i NCSP'],
    [2, 'gruppen i NCSP'],
    [3, 'undergruppen i NCSP'],
  ],
  ncmp: [[1, 'kapittelet i NCMP']],
};

function levelName({ kodeverk }: Variabel, characters: number): string {
  const names = kodeverk === undefined ? [] : (PREFIX_NAMES[kodeverk] ?? []);
  const name = names.find(([length]) => length === characters)?.[1];
  return name === undefined ? '' : `, ${name}`;
}

const describeRandom = (v: Variabel, maxDays: number): string =>
  `${v.navn} er forskjøvet med et tilfeldig antall dager (høyst ${maxDays}), det samme for alle datoene til en person; tidsrom er nøyaktige.`;

function describeReference(reference: Referansedato | undefined): string {
  if (reference?.metode !== 'indeksdato') return 'referansedatoen';
  const { register, tabell, variabel, velg } = reference.indeks;
  return `personens indeksdato (${velg === 'foerste' ? 'første' : 'siste'} ${variabel} i ${register}.${tabell} som oppfyller betingelsene)`;
}
