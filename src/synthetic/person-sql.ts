import { below, chance, unit, type Draw } from './draw.ts';
import { firstControlDigit, identifierText, secondControlDigit } from './identifier-sql.ts';
import { placeSlot } from './lookup-sql.ts';
import { ageAtDeath, SEX_HAZARD } from './mortality.ts';

/** Synthetic numbers have 80 added to the month, D-numbers 40 to the day. */
const SYNTHETIC_MONTH = 80;
const D_NUMBER_DAY = 40;

/** Numbered candidates of each year of birth, in the order of the years. */
export const candidateTable =
  'CREATE TABLE kandidat AS SELECT aar, unnest(range(kandidater)) AS n FROM kohort';

/**
 * A date, sex and individual number for every candidate, each combination once: running number to day of the year,
 * then by turns to the sexes, then to the individual numbers that the century rule gives the year; those whose control digit would
 * be 10 fall out.
 */
export function numberedTable(draw: Draw): string {
  const parts = { day: 'dag', month: 'mnd', year: 'aa', individual: 'ind' };
  const dParts = { ...parts, day: 'ddag' };
  return `CREATE TABLE nummerert AS
  WITH d AS (SELECT aar, n // dager AS omgang,
      make_date(aar, 1, 1) + ((n * 151 + ${below(365, draw('dag', 'aar'))}) % dager)::INTEGER AS foedselsdato
    FROM (SELECT *, CASE WHEN aar % 4 = 0 AND aar <> 1900 THEN 366 ELSE 365 END AS dager FROM kandidat)),
  r AS (SELECT *, omgang + ${below(2, draw('kjoenn', 'foedselsdato'))} AS runde FROM d),
  i AS (SELECT aar, foedselsdato, CASE WHEN runde % 2 = 0 THEN '1' ELSE '2' END AS kjoenn,
      day(foedselsdato)::INTEGER AS dag, ${D_NUMBER_DAY} + day(foedselsdato)::INTEGER AS ddag,
      ${SYNTHETIC_MONTH} + month(foedselsdato)::INTEGER AS mnd, (aar % 100)::INTEGER AS aa,
      (CASE WHEN aar < 2000 THEN 0 ELSE 500 END + 1 - runde % 2
        + 2 * ((omgang // 2 * 77 + ${below(250, draw('individ', 'foedselsdato'))}) % 250))::INTEGER AS ind FROM r),
  k AS (SELECT *, ${firstControlDigit(parts)} AS k1, ${firstControlDigit(dParts)} AS d1 FROM i),
  l AS (SELECT *, ${secondControlDigit(parts, 'k1')} AS k2, ${secondControlDigit(dParts, 'd1')} AS d2 FROM k)
  SELECT aar, foedselsdato, kjoenn, ${identifierText(parts, 'k1', 'k2')} AS fnr,
    CASE WHEN d1 < 10 AND d2 < 10 THEN ${identifierText(dParts, 'd1', 'd2')} END AS dnr
  FROM l WHERE k1 < 10 AND k2 < 10`;
}

/** As many of the numbered candidates of each year as the cohort has persons, numbered `nr` through all years. */
export const chosenTable = `CREATE TABLE valgt AS
  SELECT k.foer + v.rowid - f.foerste AS nr, v.* EXCLUDE (aar) FROM nummerert v
  JOIN (SELECT aar, min(n.rowid) AS foerste FROM nummerert n GROUP BY aar) f USING (aar)
  JOIN kohort k USING (aar)
  WHERE v.rowid - f.foerste < k.personer`;

/**
 * Persons numbered from 0: `fnr` is the current identifier; `dnr` the one before `bytte`, if any; events lie from `inn` to
 * `slutt`; `sted1` is the place until `flytter`, `sted2` after. Seven in a hundred had a D-number first, one in a
 * hundred, and those whose period ends before they got a fødselsnummer, have nothing else.
 */
export function personTable(draw: Draw, firstDay: string, lastDay: string): string {
  return `CREATE TABLE person AS
  WITH u AS (SELECT v.*, ${below(1000, draw('dnummer', 'v.nr'))} AS d,
      ${deathDate(draw, firstDay)} AS doed FROM valgt v),
  i AS (SELECT *, least(doed, ${lastDay}) AS slutt, dnr IS NOT NULL AND d < 85 AS foerstdnr,
      dnr IS NOT NULL AND d >= 988 AS alltiddnr, ${immigration(draw, firstDay, lastDay)} AS innvandret FROM u),
  p AS (SELECT *, innvandret + 60 + ${below(1400, draw('bytte', 'nr'))} AS bytte FROM i),
  q AS (SELECT *, foerstdnr AND bytte <= slutt AS harbyttet,
      alltiddnr OR foerstdnr AND bytte > slutt AS harbaredet FROM p)
  SELECT nr, CASE WHEN harbaredet THEN dnr ELSE fnr END AS fnr, CASE WHEN harbyttet THEN dnr END AS dnr, kjoenn,
    foedselsdato, CASE WHEN harbyttet THEN bytte END AS bytte,
    CASE WHEN foerstdnr OR alltiddnr THEN innvandret ELSE foedselsdato END AS inn,
    CASE WHEN doed <= ${lastDay} THEN doed END AS doedsdato, slutt, a.sted AS sted1, b.sted AS sted2,
    CASE WHEN ${chance(180, draw('flytter', 'nr'))}
      THEN ${firstDay} + (${unit(draw('flyttedag', 'nr'))} * (${lastDay} - ${firstDay}))::INTEGER
      ELSE DATE '9999-12-31' END AS flytter
  FROM q JOIN stedsplass a ON a.plass = ${placeSlot(draw('sted', 'nr'))}
  JOIN stedsplass b ON b.plass = ${placeSlot(draw('nytt sted', 'nr'))}`;
}

/** Never before the first day, since only the living are drawn; a day after the period for those who outlive it. */
function deathDate(draw: Draw, firstDay: string): string {
  const [man, woman] = SEX_HAZARD;
  const age = `(greatest(${firstDay} - v.foedselsdato, 0) / 365.25)`;
  const factor = `CASE WHEN v.kjoenn = '1' THEN ${man} ELSE ${woman} END`;
  const atDeath = ageAtDeath(age, unit(draw('doed', 'v.nr')), factor);
  return `(v.foedselsdato + ceil(${atDeath} * 365.25)::INTEGER)`;
}

/** The day on which a person with a D-number came: from some years before the period until its end, after birth. */
function immigration(draw: Draw, firstDay: string, lastDay: string): string {
  const day = `${firstDay} - 1500 + (${unit(draw('innvandret', 'nr'))} * (${lastDay} - ${firstDay} + 1000))::INTEGER`;
  return `greatest(foedselsdato, least(${day}, doed - 1))`;
}
