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
    case 'prefix':
      return `${v.navn} avkortes til de ${t.length} første tegnene.`;
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
        : `${v.navn} er erstattet med et tilfeldig nummer i serien ${t.series}, som ikke kan kobles til andre numre.`;
    case 'mask':
      return `${v.navn} er erstattet med en fast verdi.`;
    case 'empty':
      return `${v.navn} leveres tom.`;
    default:
      return unreachable(t);
  }
}

const describeRandom = (v: Variabel, maxDays: number): string =>
  `${v.navn} er forskjøvet med et tilfeldig antall dager (høyst ${maxDays}), det samme for alle datoene til en person; tidsrom er nøyaktige.`;

function describeReference(reference: Referansedato | undefined): string {
  if (reference?.metode !== 'indeksdato') return 'referansedatoen';
  const { register, tabell, variabel, velg } = reference.indeks;
  return `personens indeksdato (${velg === 'foerste' ? 'første' : 'siste'} ${variabel} i ${register}.${tabell} som oppfyller betingelsene)`;
}
