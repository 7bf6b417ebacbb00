import { below, chance, type Draw } from './draw.ts';

/** Ages at which the synthetic population has children. */
const YOUNGEST_PARENT = 18;
const PARENT_YEARS = 25;

/** Persons by sex and year of birth, numbered in each: `aarskull (nr, kjoenn, aar, plass, antall, fnr, foedselsdato, inn, slutt)`. */
const cohortTable = `CREATE TABLE aarskull AS
  SELECT nr, kjoenn, year(foedselsdato) AS aar, fnr, foedselsdato, inn, slutt,
    row_number() OVER (PARTITION BY kjoenn, year(foedselsdato) ORDER BY nr) - 1 AS plass,
    count(*) OVER (PARTITION BY kjoenn, year(foedselsdato)) AS antall FROM person`;

/** A parent of each person: one of those of the sex who were born as many years before as was drawn, and were there. */
function parentTable(draw: Draw, name: string, sex: '1' | '2'): string {
  const born = `year(p.foedselsdato) - ${YOUNGEST_PARENT} - ${below(PARENT_YEARS, draw(`${name} alder`, 'p.nr'))}`;
  return `CREATE TABLE ${name} AS
  SELECT v.nr, f.nr AS forelder, f.fnr, f.foedselsdato
  FROM (SELECT p.nr, p.foedselsdato AS dato, ${born} AS aar, ${draw(`${name} plass`, 'p.nr')} AS trekk FROM person p) v
  JOIN (SELECT DISTINCT aar, antall FROM aarskull WHERE kjoenn = '${sex}') a ON a.aar = v.aar
  JOIN (SELECT * FROM aarskull WHERE kjoenn = '${sex}') f ON f.aar = v.aar AND f.plass = v.trekk % a.antall
  WHERE f.inn <= v.dato AND f.slutt >= v.dato`;
}

/** Couples of a man and a woman two years younger; each is the other's. */
function spouseTable(draw: Draw): string {
  const couple = `SELECT m.nr AS mann, m.fnr AS mannens, k.nr AS kvinne, k.fnr AS kvinnens FROM aarskull m
    JOIN aarskull k ON k.kjoenn = '2' AND k.aar = m.aar + 2 AND k.plass = m.plass
    WHERE m.kjoenn = '1' AND date_diff('year', k.foedselsdato, least(m.slutt, k.slutt)) >= 20
      AND ${chance(550, draw('gift', 'm.nr'))}`;
  return `CREATE TABLE ektefelle AS
  SELECT mann AS nr, kvinnens AS fnr FROM (${couple}) UNION ALL SELECT kvinne, mannens FROM (${couple})`;
}

/** The last child of each mother in the population. */
const childTable = `CREATE TABLE barn AS
  SELECT m.forelder AS nr, max_by(p.fnr, p.nr) AS fnr, max(p.foedselsdato) AS foedselsdato
  FROM mor m JOIN person p ON p.nr = m.nr GROUP BY m.forelder`;

/** Statements that give each person mother, father, spouse and child, the same in every register: `(nr, fnr, …)`. */
export const kinTables = (draw: Draw): readonly string[] => [
  cohortTable,
  parentTable(draw, 'mor', '2'),
  parentTable(draw, 'far', '1'),
  spouseTable(draw),
  childTable,
  'DROP TABLE aarskull',
];
