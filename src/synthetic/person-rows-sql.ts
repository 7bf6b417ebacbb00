import type { Dirt } from './dirt.ts';
import { below, chance, type Draw } from './draw.ts';
import { codeKey, placeYearKey, stratumOf } from './lookup-sql.ts';

/** SQL of freg.person: one row a person, with the kommune code of the last year of the period. */
export function registerRows(draw: Draw, dirt: Dirt, toYear: number): string {
  const place = 'CASE WHEN p.flytter <= p.slutt THEN p.sted2 ELSE p.sted1 END';
  const country = `list_extract(['POL', 'SWE', 'LTU', 'SOM', 'DEU', 'PHL', 'SYR', 'PAK'], 1 + ${below(8, draw('land', 'p.nr'))})`;
  return `SELECT ${dirt.identifier('p.fnr', 'p.nr')} AS foedselsnummer, p.foedselsdato, p.kjoenn,
    ${dirt.unknown(dirt.missing('s.kommunenummer', 'p.nr', 'kommune'), 'p.nr', 'kommune', '9998')} AS kommunenummer,
    ${dirt.future('p.doedsdato', 'p.nr', 'doedsdato')} AS doedsdato,
    ${dirt.missing(civilStatus(draw), 'p.nr', 'sivilstand')} AS sivilstand,
    CASE WHEN p.inn > p.foedselsdato OR ${chance(60, draw('innvandrer', 'p.nr'))} THEN ${country} ELSE 'NOR' END AS foedeland
  FROM person p JOIN stedsaar s ON s.noekkel = ${placeYearKey(place, String(toYear))}
  ORDER BY p.nr`;
}

function civilStatus(draw: Draw): string {
  const age = `(p.slutt - p.foedselsdato) // 365`;
  const drawn = `(${draw('sivilstand', 'p.nr')} % 100)`;
  return `CASE WHEN ${age} < 20 OR ${drawn} < 78 - ${age} THEN '1' WHEN ${age} > 70 AND ${drawn} > 125 - ${age} THEN '3'
    WHEN ${drawn} >= 82 THEN '4' ELSE '2' END`;
}

/** SQL of dar.doedsfall in the order of the date of death. */
export function deathRows(draw: Draw, dirt: Dirt): string {
  const place = 'CASE WHEN p.flytter <= p.doedsdato THEN p.sted2 ELSE p.sted1 END';
  const where = `(${draw('doedssted', 'p.nr')} % 100)`;
  return `SELECT ${dirt.identifier('p.fnr', 'p.nr')} AS foedselsnummer,
    ${dirt.future('p.doedsdato', 'p.nr', 'doedsdato')} AS doedsdato,
    ${dirt.unknown(dirt.missing('a.kode', 'p.nr', 'aarsak'), 'p.nr', 'aarsak', 'XX99')} AS underliggende_aarsak,
    p.foedselsdato, p.kjoenn,
    ${dirt.unknown(dirt.missing('s.kommunenummer', 'p.nr', 'kommune'), 'p.nr', 'kommune', '9998')} AS kommunenummer,
    CASE WHEN ${where} < 30 THEN '1' WHEN ${where} < 80 THEN '2' WHEN ${where} < 95 THEN '3' WHEN ${where} < 96 THEN '4'
      WHEN ${where} < 99 THEN '5' ELSE '9' END AS doedssted
  FROM (SELECT * FROM person WHERE doedsdato IS NOT NULL) p
  JOIN stedsaar s ON s.noekkel = ${placeYearKey(place, 'year(p.doedsdato)')}
  JOIN doedsaarsak a ON a.noekkel = ${codeKey(stratumOf('p.doedsdato'), draw('aarsak', 'p.nr'))}
  ORDER BY p.doedsdato, p.nr`;
}

/** SQL of identiteter: both identifiers of everyone whose D-number was replaced, with the current one as `person`. */
export const identityRows = `SELECT identifikator, person FROM (
    SELECT dnr AS identifikator, fnr AS person FROM person WHERE dnr IS NOT NULL
    UNION ALL SELECT fnr, fnr FROM person WHERE dnr IS NOT NULL)
  ORDER BY identifikator`;
