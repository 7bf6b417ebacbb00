import type { Register, Tabell } from '../catalogue/register.ts';
import { chance, unit, type Draw } from './draw.ts';
import { placeYearKey } from './lookup-sql.ts';
import type { Profile } from './profiles.ts';

/** First and last day of events, as SQL. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

/** How the rows of a table come about. */
export type RowKind = 'birth' | 'death' | 'afterDeath' | 'mother' | 'person' | 'event';

/** The kind of a table's rows, from what the catalogue says of its dates and pointers. */
export function rowKind(register: Register, table: Tabell): RowKind {
  if (!table.enRadPerPerson) return 'event';
  if (register.rettsligKlasse === 'helsearkiv') return 'afterDeath';
  if (table.variabler.some((v) => v.pekerPaa === 'barn')) return 'mother';
  if (table.hendelsesdato === 'foedselsdato') return 'birth';
  return table.hendelsesdato === 'doedsdato' ? 'death' : 'person';
}

/** What of a person the rows take over, beside `e` (number of the row), `dato`, place and provider. */
const person = 'p.nr, p.fnr, p.dnr, p.bytte, p.kjoenn, p.foedselsdato, p.doedsdato, p.inn, p.slutt';

/** SQL of the rows `e, dato, kommunenummer, helseforetak` and the columns of their person, from drawn events. */
export function eventSource(lived: string, profile: Profile): string {
  const sex = profile.sex === undefined ? '' : `AND p.kjoenn = '${profile.sex}'`;
  return `SELECT h.e, h.dato, s.kommunenummer, s.helseforetak, ${person} ${lived} ${sex}`;
}

/** As `eventSource`, for a table with at most one row a person. */
export function personSource(
  draw: Draw,
  kind: Exclude<RowKind, 'event'>,
  salt: string,
  period: Period,
  profile: Profile,
): string {
  const { first, last } = period;
  const from = `greatest(p.inn, ${first})`;
  const anyDay = `${from} + (${unit(draw(`${salt} dato`, 'p.nr'))} * (p.slutt - ${from}))::INTEGER`;
  const dates = {
    birth: 'p.foedselsdato',
    death: 'p.doedsdato',
    afterDeath: `least(${last}, p.doedsdato + (${unit(draw(`${salt} dato`, 'p.nr'))} * 700)::INTEGER)`,
    mother: `greatest(${first}, b.foedselsdato - 160)`,
    person: anyDay,
  } as const;
  const holds = {
    birth: `p.foedselsdato BETWEEN ${first} AND ${last}`,
    death: 'p.doedsdato IS NOT NULL',
    afterDeath: 'p.doedsdato IS NOT NULL',
    mother: `b.foedselsdato BETWEEN ${first} AND ${last}`,
    person: 'true',
  } as const;
  const sex = profile.sex === undefined ? 'true' : `p.kjoenn = '${profile.sex}'`;
  const share = chance(Math.min(1000, Math.round(profile.perPerson * 1000)), draw(`${salt} med`, 'p.nr'));
  const children = kind === 'mother' ? 'JOIN barn b ON b.nr = p.nr' : '';
  const dated = `SELECT p.*, ${dates[kind]} AS dato FROM person p ${children} WHERE ${holds[kind]} AND ${sex} AND ${share}`;
  const place = placeYearKey('CASE WHEN p.dato < p.flytter THEN p.sted1 ELSE p.sted2 END', 'year(p.dato)');
  return `SELECT p.nr AS e, p.dato, s.kommunenummer, s.helseforetak, ${person}
    FROM (${dated}) p JOIN stedsaar s ON s.noekkel = ${place}`;
}
