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
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, min(CAST(e."inndato" AS DATE)) AS dato FROM "kilde npr.episode" AS e WHERE (starts_with(e."hoveddiagnose", $1) OR starts_with(e."hoveddiagnose", $2) OR starts_with(e."hoveddiagnose", $3)) AND (e."inndato" >= CAST($4 AS DATE) AND e."inndato" <= CAST($5 AS DATE)) GROUP BY 1));
-- $1 = 'I'
-- $2 = 'J'
-- $3 = 'K'
-- $4 = '2015-01-01'
-- $5 = '2022-12-31'

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

-- key.numbers
CREATE TABLE nummerert AS SELECT person, loepenummer FROM populasjon JOIN kjent USING (person) UNION ALL SELECT u.person, t.loepenummer FROM uten AS u POSITIONAL JOIN trukket AS t;

-- key.reference
CREATE TABLE referanse AS SELECT person, dato AS referanse FROM "personer 0" WHERE dato IS NOT NULL;

-- key.table
CREATE TABLE noekkel AS WITH n AS (SELECT person, CAST(loepenummer AS INTEGER) AS loepenummer, referanse FROM nummerert LEFT JOIN referanse USING (person)) SELECT identifikator, loepenummer, referanse FROM n JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) UNION SELECT person, person FROM (SELECT * EXCLUDE (_h, _l), is_known_by(person, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN left(person, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN right(person, 5) END AS INTEGER) AS _l FROM (SELECT person FROM populasjon SEMI JOIN identitet USING (person)))) WHERE gyldig) AS id USING (person) UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person);

-- key.store
SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM noekkel ANTI JOIN lager USING (identifikator) UNION ALL SELECT * FROM lager_serier UNION ALL SELECT * FROM nye_serier;

-- judge.suppressed.table
CREATE TABLE undertrykt (loepenummer INTEGER);

-- delivered.table
CREATE TABLE levert (loepenummer INTEGER);

-- npr.episode.tally.table
CREATE OR REPLACE TABLE "telling npr.episode" (treff BIGINT, rader BIGINT);

-- npr.episode.tally
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE (e."inndato" >= CAST($1 AS DATE) AND e."inndato" <= CAST($2 AS DATE));
-- $1 = '2015-01-01'
-- $2 = '2024-12-31'

-- npr.episode.hoveddiagnose.texts.table
CREATE TABLE "tekster npr.episode.hoveddiagnose" (verdi VARCHAR);

-- npr.episode.hoveddiagnose.texts
INSERT INTO "tekster npr.episode.hoveddiagnose" SELECT DISTINCT e."hoveddiagnose" FROM "kilde npr.episode" AS e WHERE (NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- npr.episode.hoveddiagnose.codes
CREATE TABLE "koder npr.episode.hoveddiagnose" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT verdi AS kilde, left(verdi, 3) AS verdi FROM (SELECT DISTINCT verdi FROM "tekster npr.episode.hoveddiagnose" WHERE verdi IS NOT NULL));

-- npr.episode.fylke.codes
CREATE TABLE "koder npr.episode.fylke" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT DISTINCT verdi FROM (SELECT gruppe AS verdi FROM "kodeliste fylke 2024-01-01" WHERE gruppe IS NOT NULL));

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer INTEGER, "inndag" INTEGER, "utdag" INTEGER, "hoveddiagnose" USMALLINT, "aldersgruppe" UTINYINT, "kjoenn" UTINYINT, "fylke" USMALLINT, "liggetid" BIGINT, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE (e."inndato" >= CAST($1 AS DATE) AND e."inndato" <= CAST($2 AS DATE)) GROUP BY ALL;
-- $1 = '2015-01-01'
-- $2 = '2024-12-31'

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, CASE WHEN "u inndag" THEN NULL ELSE "v inndag" END, CASE WHEN "u utdag" THEN NULL ELSE "v utdag" END, "v hoveddiagnose", CASE WHEN ("u aldersgruppe" OR coalesce("v aldersgruppe" NOT BETWEEN 0 AND 130, false)) THEN NULL ELSE 1::UTINYINT + CAST("v aldersgruppe" >= 30 AS UTINYINT) + CAST("v aldersgruppe" >= 65 AS UTINYINT) END, "v kjoenn", "v fylke", "v liggetid", CASE WHEN "u inndag" OR "u utdag" OR "u hoveddiagnose" OR ("u aldersgruppe" OR coalesce("v aldersgruppe" NOT BETWEEN 0 AND 130, false)) OR "u kjoenn" OR "u fylke" THEN CAST("u inndag" AS UTINYINT) * 1::UTINYINT | CAST("u utdag" AS UTINYINT) * 2::UTINYINT | CAST("u hoveddiagnose" AS UTINYINT) * 4::UTINYINT | CAST(("u aldersgruppe" OR coalesce("v aldersgruppe" NOT BETWEEN 0 AND 130, false)) AS UTINYINT) * 8::UTINYINT | CAST("u kjoenn" AS UTINYINT) * 16::UTINYINT | CAST("u fylke" AS UTINYINT) * 32::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((CAST(e."inndato" AS DATE) - k.referanse) AS INTEGER) AS "v inndag", coalesce(CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."inndato" AS DATE) < e."foedselsdato", false) AS "u inndag", CAST((CAST(e."utdato" AS DATE) - k.referanse) AS INTEGER) AS "v utdag", coalesce(CAST(e."utdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) AS "u utdag", "koder hoveddiagnose".nr AS "v hoveddiagnose", (e."hoveddiagnose" IS NOT NULL AND "koder hoveddiagnose".nr IS NULL) AS "u hoveddiagnose", CAST(floor(((year(CAST(e."inndato" AS DATE)) * 10000 + month(CAST(e."inndato" AS DATE)) * 100 + day(CAST(e."inndato" AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) AS "v aldersgruppe", coalesce(coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) OR coalesce(e."foedselsdato" IS NOT NULL AND CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false), false) AS "u aldersgruppe", CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) AS "v kjoenn", (e."kjoenn" IS NOT NULL AND CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) IS NULL) AS "u kjoenn", "liste fylke".nr AS "v fylke", (e."kommunenummer" IS NOT NULL AND "liste fylke".nr IS NULL) AS "u fylke", CAST(CASE WHEN e."liggetid" > 30 THEN 30 ELSE e."liggetid" END AS BIGINT) AS "v liggetid" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder npr.episode.hoveddiagnose" AS "koder hoveddiagnose" ON "koder hoveddiagnose".kilde = e."hoveddiagnose" LEFT JOIN (SELECT l.kategori, l.fra, l.til, k.nr FROM "kodeliste fylke 2024-01-01" AS l JOIN "koder npr.episode.fylke" AS k ON k.verdi = CASE WHEN l.saerkode THEN NULL ELSE l.gruppe END) AS "liste fylke" ON "liste fylke".kategori = e."kommunenummer" AND CAST(e."inndato" AS DATE) >= "liste fylke".fra AND CAST(e."inndato" AS DATE) < "liste fylke".til WHERE (e."inndato" >= CAST($1 AS DATE) AND e."inndato" <= CAST($2 AS DATE)) AND (k.loepenummer BETWEEN $3 AND $4));
-- $1 = '2015-01-01'
-- $2 = '2024-12-31'
-- $3 = 10000000
-- $4 = 99999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "inndag", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "utdag", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "hoveddiagnose", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "aldersgruppe", CAST(count(*) FILTER (_ugyldig0 & 16 <> 0) AS DOUBLE) AS "kjoenn", CAST(count(*) FILTER (_ugyldig0 & 32 <> 0) AS DOUBLE) AS "fylke", CAST(count(*) FILTER (_ugyldig0 & 64 <> 0) AS DOUBLE) AS "liggetid" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- judge.classes.table
CREATE OR REPLACE TABLE klasser_del ("aldersgruppe" UTINYINT, "kjoenn" UTINYINT, "fylke" USMALLINT, _personer BIGINT, _rader BIGINT);

-- judge.sensitive-0.table
CREATE OR REPLACE TABLE sensitiv_0 ("aldersgruppe" UTINYINT, "kjoenn" UTINYINT, "fylke" USMALLINT, _verdi USMALLINT);

-- judge.class-persons
CREATE OR REPLACE TABLE klasse_person AS SELECT "aldersgruppe", "kjoenn", "fylke", loepenummer, count(*) AS _rader FROM klar."npr.episode" GROUP BY ALL;

-- judge.classes
INSERT INTO klasser_del SELECT "aldersgruppe", "kjoenn", "fylke", count(*), sum(_rader) FROM klasse_person GROUP BY ALL;

-- judge.sensitive-0
INSERT INTO sensitiv_0 SELECT DISTINCT "aldersgruppe", "kjoenn", "fylke", "hoveddiagnose" FROM klar."npr.episode";

-- judge.sum
CREATE OR REPLACE TABLE klasser AS SELECT c.*, l0._verdier AS _l0 FROM (SELECT "aldersgruppe", "kjoenn", "fylke", sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c JOIN (SELECT "aldersgruppe", "kjoenn", "fylke", count(*) AS _verdier FROM (SELECT DISTINCT * FROM sensitiv_0) GROUP BY ALL) AS l0 ON c."aldersgruppe" IS NOT DISTINCT FROM l0."aldersgruppe" AND c."kjoenn" IS NOT DISTINCT FROM l0."kjoenn" AND c."fylke" IS NOT DISTINCT FROM l0."fylke";

-- judge.verdict
SELECT CAST(coalesce(min(_personer), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, CAST(count(*) FILTER (_personer = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (_personer < 5 OR _l0 < 2) AS DOUBLE) AS violating, CAST(coalesce(sum(_personer), 0) AS DOUBLE) AS units, CAST(min(_l0) AS DOUBLE) AS l_0 FROM klasser;

-- judge.suppress
INSERT INTO undertrykt SELECT DISTINCT s.loepenummer FROM klar."npr.episode" AS s JOIN (SELECT * FROM klasser WHERE _personer < 5 OR _l0 < 2) AS c ON s."aldersgruppe" IS NOT DISTINCT FROM c."aldersgruppe" AND s."kjoenn" IS NOT DISTINCT FROM c."kjoenn" AND s."fylke" IS NOT DISTINCT FROM c."fylke";

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

-- npr.episode.fylke.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.fylke" SEMI JOIN (SELECT DISTINCT "fylke" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.fylke.used.drop
DROP TYPE IF EXISTS "koder npr.episode.fylke";

-- npr.episode.fylke.used.type
CREATE TYPE "koder npr.episode.fylke" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.fylke.used.list
SET VARIABLE "koder npr.episode.fylke" = (SELECT list(CAST(u.verdi AS "koder npr.episode.fylke") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.fylke") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 2 AS kolonne, CAST(unnest(getvariable('koder npr.episode.hoveddiagnose')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 3 AS kolonne, CAST(CAST(['0-29', '30-64', '65+'] AS ENUM ('0-29', '30-64', '65+')[])["aldersgruppe"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "aldersgruppe" UNION ALL SELECT 4 AS kolonne, CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "kjoenn" UNION ALL SELECT 5 AS kolonne, CAST(unnest(getvariable('koder npr.episode.fylke')) AS VARCHAR) AS v, false AS tall) SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "inndag" = floor("inndag") THEN lpad(CAST(CAST("inndag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "inndag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 1 AS kolonne, CASE WHEN "utdag" = floor("utdag") THEN lpad(CAST(CAST("utdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "utdag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 6 AS kolonne, CASE WHEN "liggetid" = floor("liggetid") THEN lpad(CAST(CAST("liggetid" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "liggetid" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "inndag" = floor("inndag") THEN lpad(CAST(CAST("inndag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "inndag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 1 AS kolonne, CASE WHEN "utdag" = floor("utdag") THEN lpad(CAST(CAST("utdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "utdag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 6 AS kolonne, CASE WHEN "liggetid" = floor("liggetid") THEN lpad(CAST(CAST("liggetid" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "liggetid" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- npr.episode.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "inndag", "utdag", "hoveddiagnose", "aldersgruppe", "kjoenn", "fylke", "liggetid") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder npr.episode.hoveddiagnose') AS VARCHAR), CAST(getvariable('koder npr.episode.fylke') AS VARCHAR))) AS texts FROM klar."npr.episode";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klasse_person;

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.part
COPY (SELECT loepenummer, "inndag" AS "inndag", "utdag" AS "utdag", getvariable('koder npr.episode.hoveddiagnose')["hoveddiagnose"] AS "hoveddiagnose", CAST(['0-29', '30-64', '65+'] AS ENUM ('0-29', '30-64', '65+')[])["aldersgruppe"] AS "aldersgruppe", CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS "kjoenn", getvariable('koder npr.episode.fylke')["fylke"] AS "fylke", "liggetid" AS "liggetid" FROM (SELECT loepenummer, "inndag", "utdag", "hoveddiagnose", "aldersgruppe", "kjoenn", "fylke", "liggetid" FROM klar."npr.episode" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'npr_episode_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- dar.doedsfall.tally.table
CREATE OR REPLACE TABLE "telling dar.doedsfall" (treff BIGINT, rader BIGINT);

-- dar.doedsfall.tally
INSERT INTO "telling dar.doedsfall" SELECT count(k.loepenummer), count(*) FROM "kilde dar.doedsfall" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- dar.doedsfall.underliggende_aarsak.texts.table
CREATE TABLE "tekster dar.doedsfall.underliggende_aarsak" (verdi VARCHAR);

-- dar.doedsfall.underliggende_aarsak.texts
INSERT INTO "tekster dar.doedsfall.underliggende_aarsak" SELECT DISTINCT e."underliggende_aarsak" FROM "kilde dar.doedsfall" AS e WHERE (NOT regexp_full_match(e."underliggende_aarsak", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- dar.doedsfall.underliggende_aarsak.codes
CREATE TABLE "koder dar.doedsfall.underliggende_aarsak" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT t.verdi AS kilde, l.gruppe AS verdi FROM (SELECT DISTINCT verdi FROM "tekster dar.doedsfall.underliggende_aarsak" WHERE verdi IS NOT NULL) AS t JOIN "kodeliste icd10.blokk" AS l ON l.kategori = left(t.verdi, 3));

-- dar.doedsfall.stage.table
CREATE OR REPLACE TABLE klar."dar.doedsfall" (loepenummer INTEGER, "doedsdag" INTEGER, "underliggende_aarsak" USMALLINT, "_ugyldig0" UTINYINT);

-- dar.doedsfall.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- dar.doedsfall.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde dar.doedsfall" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- dar.doedsfall.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- dar.doedsfall.stage
INSERT INTO klar."dar.doedsfall" SELECT loepenummer, CASE WHEN "u doedsdag" THEN NULL ELSE "v doedsdag" END, "v underliggende_aarsak", CASE WHEN "u doedsdag" OR "u underliggende_aarsak" THEN CAST("u doedsdag" AS UTINYINT) * 1::UTINYINT | CAST("u underliggende_aarsak" AS UTINYINT) * 2::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((CAST(e."doedsdato" AS DATE) - k.referanse) AS INTEGER) AS "v doedsdag", coalesce(CAST(e."doedsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."doedsdato" AS DATE) < e."foedselsdato", false) AS "u doedsdag", "koder underliggende_aarsak".nr AS "v underliggende_aarsak", (e."underliggende_aarsak" IS NOT NULL AND "koder underliggende_aarsak".nr IS NULL) AS "u underliggende_aarsak" FROM "kilde dar.doedsfall" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder dar.doedsfall.underliggende_aarsak" AS "koder underliggende_aarsak" ON "koder underliggende_aarsak".kilde = e."underliggende_aarsak" WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- dar.doedsfall.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "doedsdag", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "underliggende_aarsak" FROM klar."dar.doedsfall" WHERE _ugyldig0 <> 0;

-- dar.doedsfall.underliggende_aarsak.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder dar.doedsfall.underliggende_aarsak" SEMI JOIN (SELECT DISTINCT "underliggende_aarsak" AS nr FROM klar."dar.doedsfall") AS s USING (nr);

-- dar.doedsfall.underliggende_aarsak.used.drop
DROP TYPE IF EXISTS "koder dar.doedsfall.underliggende_aarsak";

-- dar.doedsfall.underliggende_aarsak.used.type
CREATE TYPE "koder dar.doedsfall.underliggende_aarsak" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- dar.doedsfall.underliggende_aarsak.used.list
SET VARIABLE "koder dar.doedsfall.underliggende_aarsak" = (SELECT list(CAST(u.verdi AS "koder dar.doedsfall.underliggende_aarsak") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder dar.doedsfall.underliggende_aarsak") AS a LEFT JOIN brukte AS u USING (nr));

-- dar.doedsfall.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder dar.doedsfall.underliggende_aarsak')) AS VARCHAR) AS v, false AS tall) SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "doedsdag" = floor("doedsdag") THEN lpad(CAST(CAST("doedsdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."dar.doedsfall" WHERE "doedsdag" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "doedsdag" = floor("doedsdag") THEN lpad(CAST(CAST("doedsdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."dar.doedsfall" WHERE "doedsdag" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- dar.doedsfall.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "doedsdag", "underliggende_aarsak") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder dar.doedsfall.underliggende_aarsak') AS VARCHAR))) AS texts FROM klar."dar.doedsfall";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."dar.doedsfall";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- dar.doedsfall.part
COPY (SELECT loepenummer, "doedsdag" AS "doedsdag", getvariable('koder dar.doedsfall.underliggende_aarsak')["underliggende_aarsak"] AS "underliggende_aarsak" FROM (SELECT loepenummer, "doedsdag", "underliggende_aarsak" FROM klar."dar.doedsfall" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'dar_doedsfall_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- lmr.utlevering.tally.table
CREATE OR REPLACE TABLE "telling lmr.utlevering" (treff BIGINT, rader BIGINT);

-- lmr.utlevering.tally
INSERT INTO "telling lmr.utlevering" SELECT count(k.loepenummer), count(*) FROM "kilde lmr.utlevering" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- lmr.utlevering.atckode.texts.table
CREATE TABLE "tekster lmr.utlevering.atckode" (verdi VARCHAR);

-- lmr.utlevering.atckode.texts
INSERT INTO "tekster lmr.utlevering.atckode" SELECT DISTINCT e."atckode" FROM "kilde lmr.utlevering" AS e WHERE (NOT regexp_full_match(e."atckode", '[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?')) IS NOT TRUE;

-- lmr.utlevering.atckode.codes
CREATE TABLE "koder lmr.utlevering.atckode" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS UINTEGER) AS nr FROM (SELECT verdi AS kilde, left(verdi, 5) AS verdi FROM (SELECT DISTINCT verdi FROM "tekster lmr.utlevering.atckode" WHERE verdi IS NOT NULL));

-- lmr.utlevering.stage.table
CREATE OR REPLACE TABLE klar."lmr.utlevering" (loepenummer INTEGER, "utleveringsdag" INTEGER, "atckode" UINTEGER, "antall_ddd" DOUBLE, "_ugyldig0" UTINYINT);

-- lmr.utlevering.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- lmr.utlevering.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde lmr.utlevering" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- lmr.utlevering.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- lmr.utlevering.stage
INSERT INTO klar."lmr.utlevering" SELECT loepenummer, CASE WHEN "u utleveringsdag" THEN NULL ELSE "v utleveringsdag" END, "v atckode", CASE WHEN "u antall_ddd" THEN NULL ELSE "v antall_ddd" END, CASE WHEN "u utleveringsdag" OR "u atckode" OR "u antall_ddd" THEN CAST("u utleveringsdag" AS UTINYINT) * 1::UTINYINT | CAST("u atckode" AS UTINYINT) * 2::UTINYINT | CAST("u antall_ddd" AS UTINYINT) * 4::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((CAST(e."utleveringsdato" AS DATE) - k.referanse) AS INTEGER) AS "v utleveringsdag", coalesce(CAST(e."utleveringsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."utleveringsdato" AS DATE) < e."foedselsdato", false) AS "u utleveringsdag", "koder atckode".nr AS "v atckode", (e."atckode" IS NOT NULL AND "koder atckode".nr IS NULL) AS "u atckode", CAST(round(round(e."antall_ddd" / CAST(10 AS DOUBLE)) * CAST(10 AS DOUBLE), 0) AS DOUBLE) AS "v antall_ddd", coalesce(NOT isfinite(e."antall_ddd"), false) AS "u antall_ddd" FROM "kilde lmr.utlevering" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder lmr.utlevering.atckode" AS "koder atckode" ON "koder atckode".kilde = e."atckode" WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- lmr.utlevering.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "utleveringsdag", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "atckode", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "antall_ddd" FROM klar."lmr.utlevering" WHERE _ugyldig0 <> 0;

-- lmr.utlevering.atckode.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder lmr.utlevering.atckode" SEMI JOIN (SELECT DISTINCT "atckode" AS nr FROM klar."lmr.utlevering") AS s USING (nr);

-- lmr.utlevering.atckode.used.drop
DROP TYPE IF EXISTS "koder lmr.utlevering.atckode";

-- lmr.utlevering.atckode.used.type
CREATE TYPE "koder lmr.utlevering.atckode" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- lmr.utlevering.atckode.used.list
SET VARIABLE "koder lmr.utlevering.atckode" = (SELECT list(CAST(u.verdi AS "koder lmr.utlevering.atckode") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder lmr.utlevering.atckode") AS a LEFT JOIN brukte AS u USING (nr));

-- lmr.utlevering.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder lmr.utlevering.atckode')) AS VARCHAR) AS v, false AS tall) SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "utleveringsdag" = floor("utleveringsdag") THEN lpad(CAST(CAST("utleveringsdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "utleveringsdag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 2 AS kolonne, CASE WHEN "antall_ddd" = floor("antall_ddd") THEN lpad(CAST(CAST("antall_ddd" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "antall_ddd" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "utleveringsdag" = floor("utleveringsdag") THEN lpad(CAST(CAST("utleveringsdag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "utleveringsdag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 2 AS kolonne, CASE WHEN "antall_ddd" = floor("antall_ddd") THEN lpad(CAST(CAST("antall_ddd" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "antall_ddd" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- lmr.utlevering.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "utleveringsdag", "atckode", "antall_ddd") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder lmr.utlevering.atckode') AS VARCHAR))) AS texts FROM klar."lmr.utlevering";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."lmr.utlevering";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- lmr.utlevering.part
COPY (SELECT loepenummer, "utleveringsdag" AS "utleveringsdag", getvariable('koder lmr.utlevering.atckode')["atckode"] AS "atckode", "antall_ddd" AS "antall_ddd" FROM (SELECT loepenummer, "utleveringsdag", "atckode", "antall_ddd" FROM klar."lmr.utlevering" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'lmr_utlevering_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
