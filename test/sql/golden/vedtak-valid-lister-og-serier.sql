-- macro-0
CREATE MACRO has_control_digits(h, l) AS coalesce((9 * (h // 1) + 6 * (h // 10) + 9 * (h // 100) + 7 * (h // 1000) + 2 * (h // 10000) + 10 * (h // 100000) + 1 * (l // 10) + 3 * (l // 100) + 7 * (l // 1000) + 9 * (l // 10000)) % 11 = 0 AND (6 * (h // 1) + 2 * (h // 10) + 9 * (h // 100) + 5 * (h // 1000) + 7 * (h // 10000) + 9 * (h // 100000) + 1 * (l // 1) + 3 * (l // 10) + 5 * (l // 100) + 7 * (l // 1000) + 9 * (l // 10000)) % 11 = 0 AND (h >= 800000 OR ((h // 10000) % 40 BETWEEN 1 AND 31 AND ((h // 100) % 100) % 40 BETWEEN 1 AND 12 AND (h // 10000) % 40 <= CASE ((h // 100) % 100) % 40 WHEN 2 THEN 28 + CAST(h % 4 = 0 AS INTEGER) WHEN 4 THEN 30 WHEN 6 THEN 30 WHEN 9 THEN 30 WHEN 11 THEN 30 ELSE 31 END)), false);

-- macro-1
CREATE MACRO is_identifier(t) AS coalesce(regexp_full_match(t, '[0-9]{11}'), false) AND has_control_digits(TRY_CAST(left(t, 6) AS INTEGER), TRY_CAST(right(t, 5) AS INTEGER));

-- macro-2
CREATE MACRO is_known_by(t, h, l) AS has_control_digits(h, l);

-- macro-3
CREATE MACRO is_known(t) AS is_identifier(t);

-- population.candidates-0.table
CREATE TABLE "kandidater 0" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-0
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde npr.episode" AS e WHERE (starts_with(e."hoveddiagnose", $1)) GROUP BY 1));
-- $1 = 'C50'

-- population.malformed-0
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 0";

-- population.identity
CREATE TABLE identitet AS SELECT '' AS identifikator, '' AS person WHERE false;

-- population.persons-0
CREATE TABLE "personer 0" AS SELECT coalesce(i.person, c.identifikator) AS person, min(c.dato) AS dato FROM "kandidater 0" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-0.drop
DROP TABLE "kandidater 0";

-- population.persons
CREATE TABLE populasjon AS SELECT person FROM ((SELECT person FROM "personer 0")) AS drawn;

-- key.stored
CREATE TABLE lager AS SELECT identifikator, loepenummer FROM (SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false) WHERE serie IS NULL;

-- key.stored.series
CREATE TABLE lager_serier AS SELECT * FROM (SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false) WHERE serie IS NOT NULL;

-- key.stored.new
CREATE TABLE nye_serier AS SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false;

-- key.known
CREATE TABLE kjent AS SELECT coalesce(i.person, l.identifikator) AS person, min(l.loepenummer) AS loepenummer FROM lager AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1;

-- key.wanting
CREATE TABLE uten AS SELECT person FROM populasjon ANTI JOIN kjent USING (person);

-- key.drawn.table
CREATE TABLE trukket (loepenummer BIGINT);

-- key.offsets.known
CREATE TABLE kjent_forskyvning AS SELECT coalesce(i.person, l.identifikator) AS person, min(l.loepenummer) AS dager FROM lager_serier AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator WHERE l.serie = '*forskyvning' GROUP BY 1;

-- key.offsets.wanting
CREATE TABLE uten_forskyvning AS SELECT person FROM populasjon ANTI JOIN kjent_forskyvning USING (person);

-- key.offsets.table
CREATE TABLE trukket_forskyvning (dager BIGINT);

-- key.numbers
CREATE TABLE nummerert AS SELECT person, loepenummer FROM populasjon JOIN kjent USING (person) UNION ALL SELECT u.person, t.loepenummer FROM uten AS u POSITIONAL JOIN trukket AS t;

-- key.reference
CREATE TABLE referanse AS SELECT person, CAST(DATE '2000-01-01' - CAST(dager AS INTEGER) AS DATE) AS referanse FROM (SELECT person, dager FROM populasjon JOIN kjent_forskyvning USING (person) UNION ALL SELECT u.person, t.dager FROM uten_forskyvning AS u POSITIONAL JOIN trukket_forskyvning AS t);

-- key.table
CREATE TABLE noekkel AS WITH n AS (SELECT person, CAST(loepenummer AS INTEGER) AS loepenummer, referanse FROM nummerert LEFT JOIN referanse USING (person)) SELECT identifikator, loepenummer, referanse FROM n JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) UNION SELECT person, person FROM (SELECT * EXCLUDE (_h, _l), is_known_by(person, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN left(person, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN right(person, 5) END AS INTEGER) AS _l FROM (SELECT person FROM populasjon SEMI JOIN identitet USING (person)))) WHERE gyldig) AS id USING (person) UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person);

-- series.opphold.table
CREATE TABLE "verdier opphold" (verdi VARCHAR);

-- series.opphold.values
INSERT INTO "verdier opphold" SELECT DISTINCT CAST(e."episode_id" AS VARCHAR) FROM "kilde npr.episode" AS e SEMI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE e."episode_id" IS NOT NULL AND true;

-- series.opphold.owners
CREATE TABLE "eiere opphold" AS SELECT v.verdi AS kilde, coalesce(i.person, v.verdi) AS eier, false AS reservert FROM (SELECT DISTINCT verdi FROM "verdier opphold") AS v LEFT JOIN identitet AS i ON i.identifikator = v.verdi;

-- series.opphold.known
CREATE OR REPLACE TABLE kjent_serie AS SELECT coalesce(i.person, l.identifikator) AS eier, min(l.loepenummer) AS nummer FROM (SELECT identifikator, loepenummer FROM lager_serier WHERE serie = 'opphold') AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1;

-- series.opphold.wanting
CREATE OR REPLACE TABLE uten_serie AS SELECT DISTINCT eier FROM "eiere opphold" ANTI JOIN kjent_serie USING (eier) WHERE NOT reservert;

-- series.drawn.table
CREATE OR REPLACE TABLE trukket_serie (nummer BIGINT);

-- series.opphold.numbers
CREATE TABLE "serie opphold" AS SELECT o.kilde, CASE WHEN NOT o.reservert THEN n.nummer END AS nummer FROM "eiere opphold" AS o LEFT JOIN (SELECT eier, nummer FROM kjent_serie UNION ALL SELECT u.eier, t.nummer FROM uten_serie AS u POSITIONAL JOIN trukket_serie AS t) AS n USING (eier);

-- series.opphold.new
INSERT INTO nye_serier SELECT kilde, nummer, 'opphold' FROM "serie opphold" ANTI JOIN (SELECT identifikator, loepenummer FROM lager_serier WHERE serie = 'opphold') AS l ON l.identifikator = kilde WHERE nummer IS NOT NULL;

-- series.drop."verdier opphold"
DROP TABLE "verdier opphold";

-- series.drop."eiere opphold"
DROP TABLE "eiere opphold";

-- series.drop.kjent_serie
DROP TABLE kjent_serie;

-- series.drop.uten_serie
DROP TABLE uten_serie;

-- series.drop.trukket_serie
DROP TABLE trukket_serie;

-- series.foretak.table
CREATE TABLE "verdier foretak" (verdi VARCHAR);

-- series.foretak.values
INSERT INTO "verdier foretak" SELECT DISTINCT CAST(e."helseforetak" AS VARCHAR) FROM "kilde npr.episode" AS e SEMI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE e."helseforetak" IS NOT NULL AND true;

-- series.foretak.values
INSERT INTO "verdier foretak" SELECT DISTINCT CAST(e."varenummer" AS VARCHAR) FROM "kilde lmr.utlevering" AS e SEMI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE e."varenummer" IS NOT NULL AND true;

-- series.foretak.owners
CREATE TABLE "eiere foretak" AS SELECT v.verdi AS kilde, coalesce(i.person, v.verdi) AS eier, false AS reservert FROM (SELECT DISTINCT verdi FROM "verdier foretak") AS v LEFT JOIN identitet AS i ON i.identifikator = v.verdi;

-- series.foretak.known
CREATE OR REPLACE TABLE kjent_serie AS SELECT coalesce(i.person, l.identifikator) AS eier, min(l.loepenummer) AS nummer FROM (SELECT identifikator, loepenummer FROM lager_serier WHERE serie = 'foretak') AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1;

-- series.foretak.wanting
CREATE OR REPLACE TABLE uten_serie AS SELECT DISTINCT eier FROM "eiere foretak" ANTI JOIN kjent_serie USING (eier) WHERE NOT reservert;

-- series.drawn.table
CREATE OR REPLACE TABLE trukket_serie (nummer BIGINT);

-- series.foretak.numbers
CREATE TABLE "serie foretak" AS SELECT o.kilde, CASE WHEN NOT o.reservert THEN n.nummer END AS nummer FROM "eiere foretak" AS o LEFT JOIN (SELECT eier, nummer FROM kjent_serie UNION ALL SELECT u.eier, t.nummer FROM uten_serie AS u POSITIONAL JOIN trukket_serie AS t) AS n USING (eier);

-- series.foretak.new
INSERT INTO nye_serier SELECT kilde, nummer, 'foretak' FROM "serie foretak" ANTI JOIN (SELECT identifikator, loepenummer FROM lager_serier WHERE serie = 'foretak') AS l ON l.identifikator = kilde WHERE nummer IS NOT NULL;

-- series.drop."verdier foretak"
DROP TABLE "verdier foretak";

-- series.drop."eiere foretak"
DROP TABLE "eiere foretak";

-- series.drop.kjent_serie
DROP TABLE kjent_serie;

-- series.drop.uten_serie
DROP TABLE uten_serie;

-- series.drop.trukket_serie
DROP TABLE trukket_serie;

-- key.store
SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM noekkel ANTI JOIN lager USING (identifikator) UNION ALL SELECT * FROM lager_serier UNION ALL SELECT * FROM nye_serier UNION ALL SELECT identifikator, CAST(DATE '2000-01-01' - referanse AS BIGINT) AS loepenummer, '*forskyvning' AS serie FROM noekkel ANTI JOIN (SELECT identifikator FROM lager_serier WHERE serie = '*forskyvning') USING (identifikator);

-- judge.suppressed.table
CREATE TABLE undertrykt (loepenummer INTEGER);

-- delivered.table
CREATE TABLE levert (loepenummer INTEGER);

-- npr.episode.tally.table
CREATE OR REPLACE TABLE "telling npr.episode" (treff BIGINT, rader BIGINT);

-- npr.episode.tally
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- npr.episode.diagnose.texts.table
CREATE TABLE "tekster npr.episode.diagnose" (verdi VARCHAR, person INTEGER);

-- npr.episode.omsorg.texts.table
CREATE TABLE "tekster npr.episode.omsorg" (verdi VARCHAR);

-- npr.episode.omsorg.texts
INSERT INTO "tekster npr.episode.omsorg" SELECT DISTINCT e."omsorgsnivaa" FROM "kilde npr.episode" AS e WHERE (e."omsorgsnivaa" NOT IN ('1', '2', '3')) IS NOT TRUE;

-- npr.episode.helseregion.codes
CREATE TABLE "koder npr.episode.helseregion" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT DISTINCT verdi FROM (SELECT gruppe AS verdi FROM "kodeliste kommune-helseregion 2007-06-01 2024-01-01" WHERE gruppe IS NOT NULL UNION SELECT 'ukjent'));

-- npr.episode.landsdel.codes
CREATE TABLE "koder npr.episode.landsdel" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT DISTINCT verdi FROM (SELECT gruppe AS verdi FROM "kodeliste kommune-landsdel 1972-01-01 2020-01-01" WHERE gruppe IS NOT NULL));

-- npr.episode.omsorg.codes
CREATE TABLE "koder npr.episode.omsorg" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS UINTEGER) AS nr FROM (SELECT t.verdi AS kilde, l.gruppe AS verdi FROM (SELECT DISTINCT verdi FROM "tekster npr.episode.omsorg" WHERE verdi IS NOT NULL) AS t JOIN "kodeliste hierarki.csv 1" AS l ON l.kategori = t.verdi);

-- npr.episode.diagnose.counts
INSERT INTO "tekster npr.episode.diagnose" SELECT DISTINCT kilde, loepenummer FROM (SELECT k.loepenummer, e."hoveddiagnose" AS kilde, "koder omsorg".nr AS "v omsorg", (CAST(e."omsorgsnivaa" AS VARCHAR) IS NOT NULL AND "koder omsorg".nr IS NULL) AS "u omsorg" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder npr.episode.omsorg" AS "koder omsorg" ON "koder omsorg".kilde = CAST(e."omsorgsnivaa" AS VARCHAR) WHERE true AND e."hoveddiagnose" IS NOT NULL AND (NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE) WHERE NOT ("u omsorg");

-- npr.episode.diagnose.codes
CREATE TABLE "koder npr.episode.diagnose" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS UINTEGER) AS nr FROM (WITH par AS (SELECT DISTINCT verdi, person FROM "tekster npr.episode.diagnose" WHERE verdi IS NOT NULL), rang AS (SELECT verdi, count(*) AS n, row_number() OVER (ORDER BY count(*), verdi) AS plass FROM par GROUP BY verdi), nye AS (SELECT plass, count(*) AS nye FROM (SELECT min(plass) AS plass FROM par JOIN rang USING (verdi) GROUP BY person) GROUP BY plass), sum AS (SELECT verdi, n, coalesce(sum(nye) OVER (ORDER BY plass ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS foer, min(n) OVER () AS minst FROM rang LEFT JOIN nye USING (plass)) SELECT verdi AS kilde, CASE WHEN n < 10 OR (minst < 10 AND foer < 10) THEN 'annen' ELSE verdi END AS verdi FROM sum);

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer INTEGER, "inndato" DATE, "episode_id" UBIGINT, "helseforetak" UINTEGER, "helseregion" USMALLINT, "landsdel" USMALLINT, "diagnose" UINTEGER, "omsorg" UINTEGER, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, CASE WHEN "u inndato" THEN NULL ELSE "v inndato" END, CASE WHEN "u episode_id" THEN NULL ELSE "v episode_id" END, CASE WHEN "u helseforetak" THEN NULL ELSE "v helseforetak" END, "v helseregion", "v landsdel", CASE WHEN "u diagnose" THEN NULL ELSE "v diagnose" END, "v omsorg", CASE WHEN "u inndato" OR "u episode_id" OR "u helseforetak" OR "u helseregion" OR "u landsdel" OR "u diagnose" OR "u omsorg" THEN CAST("u inndato" AS UTINYINT) * 1::UTINYINT | CAST("u episode_id" AS UTINYINT) * 2::UTINYINT | CAST("u helseforetak" AS UTINYINT) * 4::UTINYINT | CAST("u helseregion" AS UTINYINT) * 8::UTINYINT | CAST("u landsdel" AS UTINYINT) * 16::UTINYINT | CAST("u diagnose" AS UTINYINT) * 32::UTINYINT | CAST("u omsorg" AS UTINYINT) * 64::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((DATE '2000-01-01' + CAST(CAST(e."inndato" AS DATE) - k.referanse AS INTEGER)) AS DATE) AS "v inndato", coalesce(CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."inndato" AS DATE) < e."foedselsdato", false) AS "u inndato", CAST("serie episode_id".nummer AS UBIGINT) AS "v episode_id", coalesce((e."episode_id" IS NOT NULL AND "serie episode_id".kilde IS NULL), false) AS "u episode_id", CAST("serie helseforetak".nummer AS UINTEGER) AS "v helseforetak", coalesce((e."helseforetak" IS NOT NULL AND "serie helseforetak".kilde IS NULL), false) AS "u helseforetak", "liste helseregion".nr AS "v helseregion", (e."kommunenummer" IS NOT NULL AND "liste helseregion".nr IS NULL) AS "u helseregion", "liste landsdel".nr AS "v landsdel", (e."kommunenummer" IS NOT NULL AND "liste landsdel".nr IS NULL) AS "u landsdel", "koder diagnose".nr AS "v diagnose", coalesce(NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?'), false) AS "u diagnose", "koder omsorg".nr AS "v omsorg", (CAST(e."omsorgsnivaa" AS VARCHAR) IS NOT NULL AND "koder omsorg".nr IS NULL) AS "u omsorg" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "serie opphold" AS "serie episode_id" ON "serie episode_id".kilde = CAST(e."episode_id" AS VARCHAR) LEFT JOIN "serie foretak" AS "serie helseforetak" ON "serie helseforetak".kilde = CAST(e."helseforetak" AS VARCHAR) LEFT JOIN (SELECT l.kategori, l.fra, l.til, k.nr FROM "kodeliste kommune-helseregion 2007-06-01 2024-01-01" AS l JOIN "koder npr.episode.helseregion" AS k ON k.verdi = CASE WHEN l.saerkode THEN 'ukjent' ELSE l.gruppe END) AS "liste helseregion" ON "liste helseregion".kategori = e."kommunenummer" AND CAST(e."inndato" AS DATE) >= "liste helseregion".fra AND CAST(e."inndato" AS DATE) < "liste helseregion".til LEFT JOIN (SELECT l.kategori, l.fra, l.til, k.nr FROM "kodeliste kommune-landsdel 1972-01-01 2020-01-01" AS l JOIN "koder npr.episode.landsdel" AS k ON k.verdi = CASE WHEN l.saerkode THEN NULL ELSE l.gruppe END) AS "liste landsdel" ON "liste landsdel".kategori = e."kommunenummer" AND CAST(e."inndato" AS DATE) >= "liste landsdel".fra AND CAST(e."inndato" AS DATE) < "liste landsdel".til LEFT JOIN "koder npr.episode.diagnose" AS "koder diagnose" ON "koder diagnose".kilde = e."hoveddiagnose" LEFT JOIN "koder npr.episode.omsorg" AS "koder omsorg" ON "koder omsorg".kilde = CAST(e."omsorgsnivaa" AS VARCHAR) WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "inndato", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "episode_id", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "helseforetak", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "helseregion", CAST(count(*) FILTER (_ugyldig0 & 16 <> 0) AS DOUBLE) AS "landsdel", CAST(count(*) FILTER (_ugyldig0 & 32 <> 0) AS DOUBLE) AS "diagnose", CAST(count(*) FILTER (_ugyldig0 & 64 <> 0) AS DOUBLE) AS "omsorg" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- npr.episode.leave-out
DELETE FROM klar."npr.episode" WHERE _ugyldig0 & 64 <> 0;

-- judge.classes.table
CREATE OR REPLACE TABLE klasser_del ("helseregion" USMALLINT, _personer BIGINT, _rader BIGINT);

-- judge.class-persons
CREATE OR REPLACE TABLE klasse_person AS SELECT "helseregion", loepenummer, count(*) AS _rader FROM klar."npr.episode" GROUP BY ALL;

-- judge.classes
INSERT INTO klasser_del SELECT "helseregion", count(*), sum(_rader) FROM klasse_person GROUP BY ALL;

-- judge.sum
CREATE OR REPLACE TABLE klasser AS SELECT c.* FROM (SELECT "helseregion", sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c;

-- judge.verdict
SELECT CAST(coalesce(min(_personer), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, CAST(count(*) FILTER (_personer = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (_personer < 5) AS DOUBLE) AS violating, CAST(coalesce(sum(_personer), 0) AS DOUBLE) AS units FROM klasser;

-- judge.suppress
INSERT INTO undertrykt SELECT DISTINCT s.loepenummer FROM klar."npr.episode" AS s JOIN (SELECT * FROM klasser WHERE _personer < 5) AS c ON s."helseregion" IS NOT DISTINCT FROM c."helseregion";

-- judge.remove-suppressed
DELETE FROM klar."npr.episode" WHERE loepenummer IN (SELECT loepenummer FROM undertrykt);

-- npr.episode.helseregion.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.helseregion" SEMI JOIN (SELECT DISTINCT "helseregion" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.helseregion.used.drop
DROP TYPE IF EXISTS "koder npr.episode.helseregion";

-- npr.episode.helseregion.used.type
CREATE TYPE "koder npr.episode.helseregion" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.helseregion.used.list
SET VARIABLE "koder npr.episode.helseregion" = (SELECT list(CAST(u.verdi AS "koder npr.episode.helseregion") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.helseregion") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.landsdel.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.landsdel" SEMI JOIN (SELECT DISTINCT "landsdel" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.landsdel.used.drop
DROP TYPE IF EXISTS "koder npr.episode.landsdel";

-- npr.episode.landsdel.used.type
CREATE TYPE "koder npr.episode.landsdel" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.landsdel.used.list
SET VARIABLE "koder npr.episode.landsdel" = (SELECT list(CAST(u.verdi AS "koder npr.episode.landsdel") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.landsdel") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.diagnose.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.diagnose" SEMI JOIN (SELECT DISTINCT "diagnose" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.diagnose.used.drop
DROP TYPE IF EXISTS "koder npr.episode.diagnose";

-- npr.episode.diagnose.used.type
CREATE TYPE "koder npr.episode.diagnose" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.diagnose.used.list
SET VARIABLE "koder npr.episode.diagnose" = (SELECT list(CAST(u.verdi AS "koder npr.episode.diagnose") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.diagnose") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.omsorg.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.omsorg" SEMI JOIN (SELECT DISTINCT "omsorg" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.omsorg.used.drop
DROP TYPE IF EXISTS "koder npr.episode.omsorg";

-- npr.episode.omsorg.used.type
CREATE TYPE "koder npr.episode.omsorg" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.omsorg.used.list
SET VARIABLE "koder npr.episode.omsorg" = (SELECT list(CAST(u.verdi AS "koder npr.episode.omsorg") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.omsorg") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 3 AS kolonne, CAST(unnest(getvariable('koder npr.episode.helseregion')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 4 AS kolonne, CAST(unnest(getvariable('koder npr.episode.landsdel')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 5 AS kolonne, CAST(unnest(getvariable('koder npr.episode.diagnose')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 6 AS kolonne, CAST(unnest(getvariable('koder npr.episode.omsorg')) AS VARCHAR) AS v, false AS tall) SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne;

-- npr.episode.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "inndato", "episode_id", "helseforetak", "helseregion", "landsdel", "diagnose", "omsorg") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder npr.episode.helseregion') AS VARCHAR), CAST(getvariable('koder npr.episode.landsdel') AS VARCHAR), CAST(getvariable('koder npr.episode.diagnose') AS VARCHAR), CAST(getvariable('koder npr.episode.omsorg') AS VARCHAR))) AS texts FROM klar."npr.episode";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klasse_person;

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.part
COPY (SELECT loepenummer, "inndato" AS "inndato", CAST("episode_id" AS BIGINT) AS "episode_id", CAST("helseforetak" AS INTEGER) AS "helseforetak", getvariable('koder npr.episode.helseregion')["helseregion"] AS "helseregion", getvariable('koder npr.episode.landsdel')["landsdel"] AS "landsdel", getvariable('koder npr.episode.diagnose')["diagnose"] AS "diagnose", getvariable('koder npr.episode.omsorg')["omsorg"] AS "omsorg" FROM (SELECT loepenummer, "inndato", "episode_id", "helseforetak", "helseregion", "landsdel", "diagnose", "omsorg" FROM klar."npr.episode" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'npr_episode_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- lmr.utlevering.tally.table
CREATE OR REPLACE TABLE "telling lmr.utlevering" (treff BIGINT, rader BIGINT);

-- lmr.utlevering.tally
INSERT INTO "telling lmr.utlevering" SELECT count(k.loepenummer), count(*) FROM "kilde lmr.utlevering" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- lmr.utlevering.stage.table
CREATE OR REPLACE TABLE klar."lmr.utlevering" (loepenummer INTEGER, "dag" DATE, "varenummer" UINTEGER, "_ugyldig0" UTINYINT);

-- lmr.utlevering.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- lmr.utlevering.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde lmr.utlevering" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- lmr.utlevering.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- lmr.utlevering.stage
INSERT INTO klar."lmr.utlevering" SELECT loepenummer, CASE WHEN "u dag" THEN NULL ELSE "v dag" END, CASE WHEN "u varenummer" THEN NULL ELSE "v varenummer" END, CASE WHEN "u dag" OR "u varenummer" THEN CAST("u dag" AS UTINYINT) * 1::UTINYINT | CAST("u varenummer" AS UTINYINT) * 2::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((DATE '2000-01-01' + CAST(CAST(e."utleveringsdato" AS DATE) - k.referanse AS INTEGER)) AS DATE) AS "v dag", coalesce(CAST(e."utleveringsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."utleveringsdato" AS DATE) < e."foedselsdato", false) AS "u dag", CAST("serie varenummer".nummer AS UINTEGER) AS "v varenummer", coalesce((e."varenummer" IS NOT NULL AND "serie varenummer".kilde IS NULL), false) AS "u varenummer" FROM "kilde lmr.utlevering" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "serie foretak" AS "serie varenummer" ON "serie varenummer".kilde = CAST(e."varenummer" AS VARCHAR) WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- lmr.utlevering.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "dag", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "varenummer" FROM klar."lmr.utlevering" WHERE _ugyldig0 <> 0;

-- lmr.utlevering.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "dag", "varenummer") >> 1 AS BIGINT)) AS VARCHAR) AS sum, '' AS texts FROM klar."lmr.utlevering";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."lmr.utlevering";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- lmr.utlevering.part
COPY (SELECT loepenummer, "dag" AS "dag", CAST("varenummer" AS INTEGER) AS "varenummer" FROM (SELECT loepenummer, "dag", "varenummer" FROM klar."lmr.utlevering" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'lmr_utlevering_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
