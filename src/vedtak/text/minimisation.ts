import { unreachable } from '../../base/unreachable.ts';
import type { Minimering } from '../schema.ts';

const periods = { maaned: 'måned', kvartal: 'kvartal', aar: 'år' } as const;

/** A minimisation with all its parameters in words. */
export function describeMinimisation(m: Minimering): string {
  switch (m.type) {
    case 'referansedato':
      return 'erstattes etter referansedato, slik at alle tidsrom bevares';
    case 'dato':
      return `avkortes til ${periods[m.nivaa]}`;
    case 'aldersgruppe':
      return describeAge(m);
    case 'foedselsaar':
      return m.bredde === undefined ? 'blir fødselsår' : `blir fødselsår i grupper på ${m.bredde} år`;
    case 'fylke':
      return `blir fylke, etter inndelingen per ${m.per}${describePlace(m)}`;
    case 'region':
      return `blir ${m.inndeling}, etter inndelingen per ${m.per}${describePlace(m)}`;
    case 'kode':
      return `avkortes til ${typeof m.nivaa === 'number' ? `nivå eller antall tegn ${m.nivaa}` : m.nivaa} i kodeverket`;
    case 'hierarki':
      return `gjøres grovere til nivå ${m.nivaa} i hierarkiet ${m.fil}`;
    case 'sjelden':
      return `verdier som færre enn ${m.minst} personer har, blir «${m.til}»`;
    case 'avrund':
      return `avrundes til nærmeste ${m.til}`;
    case 'toppkode':
      return `settes til høyst ${m.topp}`;
    case 'bunnkode':
      return `settes til minst ${m.bunn}`;
    case 'intervall':
      return `blir et intervall med grensene ${m.grenser.join(', ')}`;
    case 'loepenummer':
      return `erstattes med et nummer i serien ${m.serie}${m.bredde === undefined ? '' : ` på ${m.bredde} siffer`}`;
    case 'maske':
      return `maskeres med den faste verdien «${m.verdi}»`;
    case 'tom':
      return 'leveres tom';
    default:
      return unreachable(m);
  }
}

function describeAge(m: Extract<Minimering, { type: 'aldersgruppe' }>): string {
  const parts = [
    ...(m.bredde === undefined ? [] : [`grupper på ${m.bredde} år`]),
    ...(m.grenser === undefined ? [] : [`grupper fra ${m.grenser.join(', ')} år`]),
    ...(m.bunn === undefined ? [] : [`under ${m.bunn} år samlet`]),
    ...(m.topp === undefined ? [] : [`${m.topp} år og eldre samlet`]),
  ];
  return [`blir alder ved ${m.ved}`, ...parts].join(', ');
}

function describePlace(m: Extract<Minimering, { type: 'fylke' | 'region' }>): string {
  const column = m.datokolonne === undefined ? '' : `, på datoen ${m.datokolonne}`;
  return m.ukjent === undefined ? column : `${column}; ukjent blir «${m.ukjent}»`;
}
