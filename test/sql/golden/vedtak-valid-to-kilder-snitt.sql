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
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde npr.episode" AS e WHERE e."kjoenn" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR)) AND (starts_with(e."hoveddiagnose", $3) OR starts_with(e."hoveddiagnose", $4)) AND (e."inndato" >= CAST($5 AS DATE) AND e."inndato" <= CAST($6 AS DATE)) AND (CAST(floor(((year(CAST($7 AS DATE)) * 10000 + month(CAST($7 AS DATE)) * 100 + day(CAST($7 AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) >= 18 AND CAST(floor(((year(CAST($7 AS DATE)) * 10000 + month(CAST($7 AS DATE)) * 100 + day(CAST($7 AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) <= 95) GROUP BY 1));
-- $1 = '1'
-- $2 = '2'
-- $3 = 'I21'
-- $4 = 'I22'
-- $5 = '2012-01-01'
-- $6 = '2021-12-31'
-- $7 = '2021-12-31'

-- population.malformed-0
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 0";

-- population.candidates-1.table
CREATE TABLE "kandidater 1" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-1
INSERT INTO "kandidater 1" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde dar.doedsfall" AS e WHERE e."kjoenn" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR)) AND (e."underliggende_aarsak" IS NOT NULL AND NOT ((starts_with(e."underliggende_aarsak", $3) OR starts_with(e."underliggende_aarsak", $4) OR starts_with(e."underliggende_aarsak", $5)))) AND (CAST(floor(((year(CAST($6 AS DATE)) * 10000 + month(CAST($6 AS DATE)) * 100 + day(CAST($6 AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) >= 18 AND CAST(floor(((year(CAST($6 AS DATE)) * 10000 + month(CAST($6 AS DATE)) * 100 + day(CAST($6 AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) <= 95) GROUP BY 1));
-- $1 = '1'
-- $2 = '2'
-- $3 = 'V'
-- $4 = 'W'
-- $5 = 'X'
-- $6 = '2021-12-31'

-- population.malformed-1
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 1";

-- population.candidates-2.table
CREATE TABLE "kandidater 2" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-2
INSERT INTO "kandidater 2" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde npr.episode" AS e WHERE e."kommunenummer" IS NULL GROUP BY 1));

-- population.malformed-2
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 2";

-- population.candidates-3.table
CREATE TABLE "kandidater 3" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-3
INSERT INTO "kandidater 3" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde dar.doedsfall" AS e WHERE e."kommunenummer" IS NULL GROUP BY 1));

-- population.malformed-3
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 3";

-- population.candidates-4.table
CREATE TABLE "kandidater 4" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-4
INSERT INTO "kandidater 4" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, max(CAST(e."inndato" AS DATE)) AS dato FROM "kilde npr.episode" AS e WHERE (starts_with(e."hoveddiagnose", $1) OR starts_with(e."hoveddiagnose", $2)) AND (e."omsorgsnivaa" IS NOT NULL AND NOT (e."omsorgsnivaa" IN (CAST($3 AS VARCHAR)))) GROUP BY 1));
-- $1 = 'I21'
-- $2 = 'I22'
-- $3 = '3'

-- population.malformed-4
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 4";

-- population.identity
CREATE TABLE identitet AS SELECT '' AS identifikator, '' AS person WHERE false;

-- population.persons-0
CREATE TABLE "personer 0" AS SELECT coalesce(i.person, c.identifikator) AS person, min(c.dato) AS dato FROM "kandidater 0" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-0.drop
DROP TABLE "kandidater 0";

-- population.persons-1
CREATE TABLE "personer 1" AS SELECT coalesce(i.person, c.identifikator) AS person, min(c.dato) AS dato FROM "kandidater 1" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-1.drop
DROP TABLE "kandidater 1";

-- population.persons-2
CREATE TABLE "personer 2" AS SELECT coalesce(i.person, c.identifikator) AS person, min(c.dato) AS dato FROM "kandidater 2" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-2.drop
DROP TABLE "kandidater 2";

-- population.persons-3
CREATE TABLE "personer 3" AS SELECT coalesce(i.person, c.identifikator) AS person, min(c.dato) AS dato FROM "kandidater 3" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-3.drop
DROP TABLE "kandidater 3";

-- population.persons-4
CREATE TABLE "personer 4" AS SELECT coalesce(i.person, c.identifikator) AS person, max(c.dato) AS dato FROM "kandidater 4" AS c LEFT JOIN identitet AS i ON i.identifikator = c.identifikator WHERE c.gyldig GROUP BY 1;

-- population.candidates-4.drop
DROP TABLE "kandidater 4";

-- population.persons
CREATE TABLE populasjon AS SELECT person FROM ((SELECT person FROM "personer 0") INTERSECT (SELECT person FROM "personer 1")) AS drawn EXCEPT (SELECT person FROM "personer 2") EXCEPT (SELECT person FROM "personer 3");

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

-- key.numbers
CREATE TABLE nummerert AS SELECT person, loepenummer FROM populasjon JOIN kjent USING (person) UNION ALL SELECT u.person, t.loepenummer FROM uten AS u POSITIONAL JOIN trukket AS t;

-- key.reference
CREATE TABLE referanse AS SELECT person, dato AS referanse FROM "personer 4" WHERE dato IS NOT NULL;

-- key.table
CREATE TABLE noekkel AS WITH n AS (SELECT person, CAST(loepenummer AS BIGINT) AS loepenummer, referanse FROM nummerert LEFT JOIN referanse USING (person)) SELECT identifikator, loepenummer, referanse FROM n JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) UNION SELECT person, person FROM (SELECT * EXCLUDE (_h, _l), is_known_by(person, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN left(person, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN right(person, 5) END AS INTEGER) AS _l FROM (SELECT person FROM populasjon SEMI JOIN identitet USING (person)))) WHERE gyldig) AS id USING (person) UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person);

-- key.store
SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM noekkel ANTI JOIN lager USING (identifikator) UNION ALL SELECT * FROM lager_serier UNION ALL SELECT * FROM nye_serier;

-- judge.suppressed.table
CREATE TABLE undertrykt (loepenummer BIGINT);

-- delivered.table
CREATE TABLE levert (loepenummer BIGINT);

-- npr.episode.tally.table
CREATE OR REPLACE TABLE "telling npr.episode" (treff BIGINT, rader BIGINT);

-- npr.episode.tally
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE (e."liggetid" >= CAST($1 AS BIGINT));
-- $1 = 1

-- npr.episode.hoveddiagnose.texts.table
CREATE TABLE "tekster npr.episode.hoveddiagnose" (verdi VARCHAR);

-- npr.episode.hoveddiagnose.texts
INSERT INTO "tekster npr.episode.hoveddiagnose" SELECT DISTINCT e."hoveddiagnose" FROM "kilde npr.episode" AS e WHERE (NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- npr.episode.hoveddiagnose.codes
CREATE TABLE "koder npr.episode.hoveddiagnose" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT verdi AS kilde, left(verdi, 3) AS verdi FROM (SELECT DISTINCT verdi FROM "tekster npr.episode.hoveddiagnose" WHERE verdi IS NOT NULL));

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer BIGINT, "inndato" DATE, "hoveddiagnose" USMALLINT, "foedselsaar" SMALLINT, "kjoenn" UTINYINT, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE (e."liggetid" >= CAST($1 AS BIGINT)) GROUP BY ALL;
-- $1 = 1

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, CASE WHEN "u inndato" THEN NULL ELSE "v inndato" END, "v hoveddiagnose", CASE WHEN "u foedselsaar" THEN NULL ELSE "v foedselsaar" END, "v kjoenn", CASE WHEN "u inndato" OR "u hoveddiagnose" OR "u foedselsaar" OR "u kjoenn" THEN CAST("u inndato" AS UTINYINT) * 1::UTINYINT | CAST("u hoveddiagnose" AS UTINYINT) * 2::UTINYINT | CAST("u foedselsaar" AS UTINYINT) * 4::UTINYINT | CAST("u kjoenn" AS UTINYINT) * 8::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((DATE '2000-01-01' + CAST(CAST(e."inndato" AS DATE) - k.referanse AS INTEGER)) AS DATE) AS "v inndato", coalesce(CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."inndato" AS DATE) < e."foedselsdato", false) AS "u inndato", "koder hoveddiagnose".nr AS "v hoveddiagnose", (e."hoveddiagnose" IS NOT NULL AND "koder hoveddiagnose".nr IS NULL) AS "u hoveddiagnose", CAST((year(e."foedselsdato") // 5 * 5) AS SMALLINT) AS "v foedselsaar", coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) AS "u foedselsaar", CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) AS "v kjoenn", (e."kjoenn" IS NOT NULL AND CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) IS NULL) AS "u kjoenn" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder npr.episode.hoveddiagnose" AS "koder hoveddiagnose" ON "koder hoveddiagnose".kilde = e."hoveddiagnose" WHERE (e."liggetid" >= CAST($1 AS BIGINT)) AND (k.loepenummer BETWEEN $2 AND $3));
-- $1 = 1
-- $2 = 1000000000
-- $3 = 9999999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "inndato", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "hoveddiagnose", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "foedselsaar", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "kjoenn" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- npr.episode.leave-out
DELETE FROM klar."npr.episode" WHERE _ugyldig0 & 1 <> 0 OR _ugyldig0 & 4 <> 0 OR _ugyldig0 & 8 <> 0;

-- judge.classes.table
CREATE OR REPLACE TABLE klasser_del ("foedselsaar" SMALLINT, "kjoenn" UTINYINT, _personer BIGINT, _rader BIGINT);

-- judge.sensitive-0.table
CREATE OR REPLACE TABLE sensitiv_0 ("foedselsaar" SMALLINT, "kjoenn" UTINYINT, _verdi USMALLINT);

-- judge.class-persons
CREATE OR REPLACE TABLE klasse_person AS SELECT "foedselsaar", "kjoenn", loepenummer, count(*) AS _rader FROM klar."npr.episode" GROUP BY ALL;

-- judge.classes
INSERT INTO klasser_del SELECT "foedselsaar", "kjoenn", count(*), sum(_rader) FROM klasse_person GROUP BY ALL;

-- judge.sensitive-0
INSERT INTO sensitiv_0 SELECT DISTINCT "foedselsaar", "kjoenn", "hoveddiagnose" FROM klar."npr.episode";

-- judge.sum
CREATE OR REPLACE TABLE klasser AS SELECT c.*, l0._verdier AS _l0 FROM (SELECT "foedselsaar", "kjoenn", sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c JOIN (SELECT "foedselsaar", "kjoenn", count(*) AS _verdier FROM (SELECT DISTINCT * FROM sensitiv_0) GROUP BY ALL) AS l0 ON c."foedselsaar" IS NOT DISTINCT FROM l0."foedselsaar" AND c."kjoenn" IS NOT DISTINCT FROM l0."kjoenn";

-- judge.verdict
SELECT CAST(coalesce(min(_personer), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, CAST(count(*) FILTER (_personer = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (_personer < 10 OR _l0 < 2) AS DOUBLE) AS violating, CAST(coalesce(sum(_personer), 0) AS DOUBLE) AS units, CAST(min(_l0) AS DOUBLE) AS l_0 FROM klasser;

-- judge.suppress
INSERT INTO undertrykt SELECT DISTINCT s.loepenummer FROM klar."npr.episode" AS s JOIN (SELECT * FROM klasser WHERE _personer < 10 OR _l0 < 2) AS c ON s."foedselsaar" IS NOT DISTINCT FROM c."foedselsaar" AND s."kjoenn" IS NOT DISTINCT FROM c."kjoenn";

-- judge.remove-suppressed
DELETE FROM klar."npr.episode" WHERE loepenummer IN (SELECT loepenummer FROM undertrykt);

-- npr.episode.hoveddiagnose.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.hoveddiagnose" SEMI JOIN (SELECT DISTINCT "hoveddiagnose" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.hoveddiagnose.used.drop
DROP TYPE IF EXISTS "koder npr.episode.hoveddiagnose";

-- npr.episode.hoveddiagnose.used.type
CREATE TYPE "koder npr.episode.hoveddiagnose" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.hoveddiagnose.used.list
SET VARIABLE "koder npr.episode.hoveddiagnose" = (SELECT list(CAST(u.verdi AS "koder npr.episode.hoveddiagnose") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.hoveddiagnose") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder npr.episode.hoveddiagnose')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 3 AS kolonne, CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "kjoenn") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne;

-- npr.episode.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "inndato", "hoveddiagnose", "foedselsaar", "kjoenn") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder npr.episode.hoveddiagnose') AS VARCHAR))) AS texts FROM klar."npr.episode";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klasse_person;

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.part
COPY (SELECT loepenummer, "inndato" AS "inndato", getvariable('koder npr.episode.hoveddiagnose')["hoveddiagnose"] AS "hoveddiagnose", "foedselsaar" AS "foedselsaar", CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS "kjoenn" FROM (SELECT loepenummer, "inndato", "hoveddiagnose", "foedselsaar", "kjoenn" FROM klar."npr.episode" WHERE loepenummer BETWEEN 1000000000 AND 9999999999 ORDER BY ALL)) TO 'npr_episode_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- dar.doedsfall.tally.table
CREATE OR REPLACE TABLE "telling dar.doedsfall" (treff BIGINT, rader BIGINT);

-- dar.doedsfall.tally
INSERT INTO "telling dar.doedsfall" SELECT count(k.loepenummer), count(*) FROM "kilde dar.doedsfall" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- dar.doedsfall.underliggende_aarsak.texts.table
CREATE TABLE "tekster dar.doedsfall.underliggende_aarsak" (verdi VARCHAR);

-- dar.doedsfall.underliggende_aarsak.texts
INSERT INTO "tekster dar.doedsfall.underliggende_aarsak" SELECT DISTINCT e."underliggende_aarsak" FROM "kilde dar.doedsfall" AS e WHERE (NOT regexp_full_match(e."underliggende_aarsak", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- dar.doedsfall.underliggende_aarsak.codes
CREATE TABLE "koder dar.doedsfall.underliggende_aarsak" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT t.verdi AS kilde, l.gruppe AS verdi FROM (SELECT DISTINCT verdi FROM "tekster dar.doedsfall.underliggende_aarsak" WHERE verdi IS NOT NULL) AS t JOIN "kodeliste icd10.kapittel" AS l ON l.kategori = left(t.verdi, 3));

-- dar.doedsfall.stage.table
CREATE OR REPLACE TABLE klar."dar.doedsfall" (loepenummer BIGINT, "doedsdato" DATE, "underliggende_aarsak" USMALLINT, "doedssted" UTINYINT, "_ugyldig0" UTINYINT);

-- dar.doedsfall.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- dar.doedsfall.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde dar.doedsfall" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- dar.doedsfall.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- dar.doedsfall.stage
INSERT INTO klar."dar.doedsfall" SELECT loepenummer, CASE WHEN "u doedsdato" THEN NULL ELSE "v doedsdato" END, "v underliggende_aarsak", "v doedssted", CASE WHEN "u doedsdato" OR "u underliggende_aarsak" OR "u doedssted" THEN CAST("u doedsdato" AS UTINYINT) * 1::UTINYINT | CAST("u underliggende_aarsak" AS UTINYINT) * 2::UTINYINT | CAST("u doedssted" AS UTINYINT) * 4::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((DATE '2000-01-01' + CAST(CAST(e."doedsdato" AS DATE) - k.referanse AS INTEGER)) AS DATE) AS "v doedsdato", coalesce(CAST(e."doedsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."doedsdato" AS DATE) < e."foedselsdato", false) AS "u doedsdato", "koder underliggende_aarsak".nr AS "v underliggende_aarsak", (e."underliggende_aarsak" IS NOT NULL AND "koder underliggende_aarsak".nr IS NULL) AS "u underliggende_aarsak", CAST(list_position(['1', '2', '3', '4', '5', '9'], e."doedssted") AS UTINYINT) AS "v doedssted", (e."doedssted" IS NOT NULL AND CAST(list_position(['1', '2', '3', '4', '5', '9'], e."doedssted") AS UTINYINT) IS NULL) AS "u doedssted" FROM "kilde dar.doedsfall" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder dar.doedsfall.underliggende_aarsak" AS "koder underliggende_aarsak" ON "koder underliggende_aarsak".kilde = e."underliggende_aarsak" WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 1000000000
-- $2 = 9999999999

-- dar.doedsfall.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "doedsdato", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "underliggende_aarsak", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "doedssted" FROM klar."dar.doedsfall" WHERE _ugyldig0 <> 0;

-- dar.doedsfall.underliggende_aarsak.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder dar.doedsfall.underliggende_aarsak" SEMI JOIN (SELECT DISTINCT "underliggende_aarsak" AS nr FROM klar."dar.doedsfall") AS s USING (nr);

-- dar.doedsfall.underliggende_aarsak.used.drop
DROP TYPE IF EXISTS "koder dar.doedsfall.underliggende_aarsak";

-- dar.doedsfall.underliggende_aarsak.used.type
CREATE TYPE "koder dar.doedsfall.underliggende_aarsak" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- dar.doedsfall.underliggende_aarsak.used.list
SET VARIABLE "koder dar.doedsfall.underliggende_aarsak" = (SELECT list(CAST(u.verdi AS "koder dar.doedsfall.underliggende_aarsak") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder dar.doedsfall.underliggende_aarsak") AS a LEFT JOIN brukte AS u USING (nr));

-- dar.doedsfall.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder dar.doedsfall.underliggende_aarsak')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 2 AS kolonne, CAST(CAST(['1', '2', '3', '4', '5', '9'] AS ENUM ('1', '2', '3', '4', '5', '9')[])["doedssted"] AS VARCHAR) AS v, false AS tall FROM klar."dar.doedsfall" GROUP BY "doedssted") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne;

-- dar.doedsfall.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "doedsdato", "underliggende_aarsak", "doedssted") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder dar.doedsfall.underliggende_aarsak') AS VARCHAR))) AS texts FROM klar."dar.doedsfall";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."dar.doedsfall";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- dar.doedsfall.part
COPY (SELECT loepenummer, "doedsdato" AS "doedsdato", getvariable('koder dar.doedsfall.underliggende_aarsak')["underliggende_aarsak"] AS "underliggende_aarsak", CAST(['1', '2', '3', '4', '5', '9'] AS ENUM ('1', '2', '3', '4', '5', '9')[])["doedssted"] AS "doedssted" FROM (SELECT loepenummer, "doedsdato", "underliggende_aarsak", "doedssted" FROM klar."dar.doedsfall" WHERE loepenummer BETWEEN 1000000000 AND 9999999999 ORDER BY ALL)) TO 'dar_doedsfall_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
