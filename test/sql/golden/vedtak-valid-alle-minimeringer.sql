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
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde lmr.utlevering" AS e WHERE (CASE WHEN isfinite(CAST(e."antall_ddd" AS DOUBLE)) THEN e."antall_ddd" END >= CAST($1 AS DOUBLE)) AND (e."antall_pakninger" IS NOT NULL AND NOT ((e."antall_pakninger" >= CAST($2 AS BIGINT)))) AND (e."atckode" IS NOT NULL AND NOT (e."atckode" IN (CAST($3 AS VARCHAR)))) GROUP BY 1));
-- $1 = 0.5
-- $2 = 100
-- $3 = 'N02BE01'

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
CREATE TABLE referanse AS SELECT person, DATE '2020-01-01' AS referanse FROM populasjon;

-- key.table
CREATE TABLE noekkel AS WITH n AS (SELECT person, CAST(loepenummer AS INTEGER) AS loepenummer, referanse FROM nummerert LEFT JOIN referanse USING (person)) SELECT identifikator, loepenummer, referanse FROM n JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) UNION SELECT person, person FROM (SELECT * EXCLUDE (_h, _l), is_known_by(person, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN left(person, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN right(person, 5) END AS INTEGER) AS _l FROM (SELECT person FROM populasjon SEMI JOIN identitet USING (person)))) WHERE gyldig) AS id USING (person) UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person);

-- key.store
SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM noekkel ANTI JOIN lager USING (identifikator) UNION ALL SELECT * FROM lager_serier UNION ALL SELECT * FROM nye_serier;

-- judge.suppressed.table
CREATE TABLE undertrykt (loepenummer INTEGER);

-- delivered.table
CREATE TABLE levert (loepenummer INTEGER);

-- lmr.utlevering.tally.table
CREATE OR REPLACE TABLE "telling lmr.utlevering" (treff BIGINT, rader BIGINT);

-- lmr.utlevering.tally
INSERT INTO "telling lmr.utlevering" SELECT count(k.loepenummer), count(*) FROM "kilde lmr.utlevering" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- lmr.utlevering.atc.texts.table
CREATE TABLE "tekster lmr.utlevering.atc" (verdi VARCHAR);

-- lmr.utlevering.atc.texts
INSERT INTO "tekster lmr.utlevering.atc" SELECT DISTINCT e."atckode" FROM "kilde lmr.utlevering" AS e WHERE (NOT regexp_full_match(e."atckode", '[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?')) IS NOT TRUE;

-- lmr.utlevering.atc.codes
CREATE TABLE "koder lmr.utlevering.atc" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS UINTEGER) AS nr FROM (SELECT verdi AS kilde, left(verdi, 5) AS verdi FROM (SELECT DISTINCT verdi FROM "tekster lmr.utlevering.atc" WHERE verdi IS NOT NULL));

-- lmr.utlevering.fylke.codes
CREATE TABLE "koder lmr.utlevering.fylke" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT DISTINCT verdi FROM (SELECT gruppe AS verdi FROM "kodeliste fylke 2020-01-01" WHERE gruppe IS NOT NULL UNION SELECT '99'));

-- lmr.utlevering.stage.table
CREATE OR REPLACE TABLE klar."lmr.utlevering" (loepenummer INTEGER, "dag" INTEGER, "atc" UINTEGER, "ddd_avrundet" DOUBLE, "ddd_gruppe" UTINYINT, "pakninger" BIGINT, "pakninger_min" BIGINT, "varenummer" BOOLEAN, "fylke" USMALLINT, "alder" UTINYINT, "kjoenn" UTINYINT, "_ugyldig0" UINTEGER);

-- lmr.utlevering.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- lmr.utlevering.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde lmr.utlevering" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- lmr.utlevering.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- lmr.utlevering.stage
INSERT INTO klar."lmr.utlevering" SELECT loepenummer, CASE WHEN "u dag" THEN NULL ELSE "v dag" END, "v atc", CASE WHEN "u ddd_avrundet" THEN NULL ELSE "v ddd_avrundet" END, CASE WHEN "u ddd_gruppe" THEN NULL ELSE "v ddd_gruppe" END, "v pakninger", "v pakninger_min", "v varenummer", "v fylke", CASE WHEN ("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) THEN NULL ELSE 1::UTINYINT + CAST("v alder" >= 18 AS UTINYINT) + CAST("v alder" >= 67 AS UTINYINT) END, "v kjoenn", CASE WHEN "u dag" OR "u atc" OR "u ddd_avrundet" OR "u ddd_gruppe" OR "u fylke" OR ("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) OR "u kjoenn" THEN CAST("u dag" AS UINTEGER) * 1::UINTEGER | CAST("u atc" AS UINTEGER) * 2::UINTEGER | CAST("u ddd_avrundet" AS UINTEGER) * 4::UINTEGER | CAST("u ddd_gruppe" AS UINTEGER) * 8::UINTEGER | CAST("u fylke" AS UINTEGER) * 128::UINTEGER | CAST(("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) AS UINTEGER) * 256::UINTEGER | CAST("u kjoenn" AS UINTEGER) * 512::UINTEGER ELSE 0::UINTEGER END FROM (SELECT k.loepenummer, CAST((CAST(e."utleveringsdato" AS DATE) - k.referanse) AS INTEGER) AS "v dag", coalesce(CAST(e."utleveringsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."utleveringsdato" AS DATE) < e."foedselsdato", false) AS "u dag", "koder atc".nr AS "v atc", (e."atckode" IS NOT NULL AND "koder atc".nr IS NULL) AS "u atc", CAST(round(round(e."antall_ddd" / CAST(0.5 AS DOUBLE)) * CAST(0.5 AS DOUBLE), 1) AS DOUBLE) AS "v ddd_avrundet", coalesce(NOT isfinite(e."antall_ddd"), false) AS "u ddd_avrundet", CAST(1::UTINYINT + CAST(e."antall_ddd" >= 1 AS UTINYINT) + CAST(e."antall_ddd" >= 10 AS UTINYINT) + CAST(e."antall_ddd" >= 100 AS UTINYINT) AS UTINYINT) AS "v ddd_gruppe", coalesce(NOT isfinite(e."antall_ddd"), false) AS "u ddd_gruppe", CAST(CASE WHEN e."antall_pakninger" > 10 THEN 10 ELSE e."antall_pakninger" END AS BIGINT) AS "v pakninger", CAST(CASE WHEN e."antall_pakninger" < 1 THEN 1 ELSE e."antall_pakninger" END AS BIGINT) AS "v pakninger_min", CAST(true AS BOOLEAN) AS "v varenummer", "liste fylke".nr AS "v fylke", (e."kommunenummer" IS NOT NULL AND "liste fylke".nr IS NULL) AS "u fylke", CAST(floor(((year(CAST(e."utleveringsdato" AS DATE)) * 10000 + month(CAST(e."utleveringsdato" AS DATE)) * 100 + day(CAST(e."utleveringsdato" AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) AS "v alder", coalesce(coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) OR coalesce(e."foedselsdato" IS NOT NULL AND CAST(e."utleveringsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false), false) AS "u alder", CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) AS "v kjoenn", (e."kjoenn" IS NOT NULL AND CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) IS NULL) AS "u kjoenn" FROM "kilde lmr.utlevering" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder lmr.utlevering.atc" AS "koder atc" ON "koder atc".kilde = e."atckode" LEFT JOIN (SELECT l.kategori, l.fra, l.til, k.nr FROM "kodeliste fylke 2020-01-01" AS l JOIN "koder lmr.utlevering.fylke" AS k ON k.verdi = CASE WHEN l.saerkode THEN '99' ELSE l.gruppe END) AS "liste fylke" ON "liste fylke".kategori = e."kommunenummer" AND CAST(e."utleveringsdato" AS DATE) >= "liste fylke".fra AND CAST(e."utleveringsdato" AS DATE) < "liste fylke".til WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- lmr.utlevering.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "dag", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "atc", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "ddd_avrundet", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "ddd_gruppe", CAST(count(*) FILTER (_ugyldig0 & 16 <> 0) AS DOUBLE) AS "pakninger", CAST(count(*) FILTER (_ugyldig0 & 32 <> 0) AS DOUBLE) AS "pakninger_min", CAST(count(*) FILTER (_ugyldig0 & 64 <> 0) AS DOUBLE) AS "varenummer", CAST(count(*) FILTER (_ugyldig0 & 128 <> 0) AS DOUBLE) AS "fylke", CAST(count(*) FILTER (_ugyldig0 & 256 <> 0) AS DOUBLE) AS "alder", CAST(count(*) FILTER (_ugyldig0 & 512 <> 0) AS DOUBLE) AS "kjoenn" FROM klar."lmr.utlevering" WHERE _ugyldig0 <> 0;

-- judge.classes.table
CREATE OR REPLACE TABLE klasser_del ("alder" UTINYINT, "kjoenn" UTINYINT, "fylke" USMALLINT, _personer BIGINT, _rader BIGINT);

-- judge.class-persons
CREATE OR REPLACE TABLE klasse_person AS SELECT "alder", "kjoenn", "fylke", loepenummer, count(*) AS _rader FROM klar."lmr.utlevering" GROUP BY ALL;

-- judge.classes
INSERT INTO klasser_del SELECT "alder", "kjoenn", "fylke", count(*), sum(_rader) FROM klasse_person GROUP BY ALL;

-- judge.sum
CREATE OR REPLACE TABLE klasser AS SELECT c.* FROM (SELECT "alder", "kjoenn", "fylke", sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c;

-- judge.verdict
SELECT CAST(coalesce(min(_rader), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, CAST(count(*) FILTER (_rader = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (_rader < 5) AS DOUBLE) AS violating, CAST(coalesce(sum(_rader), 0) AS DOUBLE) AS units FROM klasser;

-- judge.suppress
INSERT INTO undertrykt SELECT DISTINCT s.loepenummer FROM klar."lmr.utlevering" AS s JOIN (SELECT * FROM klasser WHERE _rader < 5) AS c ON s."alder" IS NOT DISTINCT FROM c."alder" AND s."kjoenn" IS NOT DISTINCT FROM c."kjoenn" AND s."fylke" IS NOT DISTINCT FROM c."fylke";

-- judge.remove-suppressed
DELETE FROM klar."lmr.utlevering" WHERE loepenummer IN (SELECT loepenummer FROM undertrykt);

-- lmr.utlevering.atc.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder lmr.utlevering.atc" SEMI JOIN (SELECT DISTINCT "atc" AS nr FROM klar."lmr.utlevering") AS s USING (nr);

-- lmr.utlevering.atc.used.drop
DROP TYPE IF EXISTS "koder lmr.utlevering.atc";

-- lmr.utlevering.atc.used.type
CREATE TYPE "koder lmr.utlevering.atc" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- lmr.utlevering.atc.used.list
SET VARIABLE "koder lmr.utlevering.atc" = (SELECT list(CAST(u.verdi AS "koder lmr.utlevering.atc") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder lmr.utlevering.atc") AS a LEFT JOIN brukte AS u USING (nr));

-- lmr.utlevering.fylke.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder lmr.utlevering.fylke" SEMI JOIN (SELECT DISTINCT "fylke" AS nr FROM klar."lmr.utlevering") AS s USING (nr);

-- lmr.utlevering.fylke.used.drop
DROP TYPE IF EXISTS "koder lmr.utlevering.fylke";

-- lmr.utlevering.fylke.used.type
CREATE TYPE "koder lmr.utlevering.fylke" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- lmr.utlevering.fylke.used.list
SET VARIABLE "koder lmr.utlevering.fylke" = (SELECT list(CAST(u.verdi AS "koder lmr.utlevering.fylke") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder lmr.utlevering.fylke") AS a LEFT JOIN brukte AS u USING (nr));

-- lmr.utlevering.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder lmr.utlevering.atc')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 3 AS kolonne, CAST(CAST(['<1', '[1,10)', '[10,100)', '>=100'] AS ENUM ('<1', '[1,10)', '[10,100)', '>=100')[])["ddd_gruppe"] AS VARCHAR) AS v, false AS tall FROM klar."lmr.utlevering" GROUP BY "ddd_gruppe" UNION ALL SELECT 7 AS kolonne, CAST(unnest(getvariable('koder lmr.utlevering.fylke')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 8 AS kolonne, CAST(CAST(['0-17', '18-66', '67+'] AS ENUM ('0-17', '18-66', '67+')[])["alder"] AS VARCHAR) AS v, false AS tall FROM klar."lmr.utlevering" GROUP BY "alder" UNION ALL SELECT 9 AS kolonne, CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR) AS v, false AS tall FROM klar."lmr.utlevering" GROUP BY "kjoenn") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "dag" = floor("dag") THEN lpad(CAST(CAST("dag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "dag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 2 AS kolonne, CASE WHEN "ddd_avrundet" = floor("ddd_avrundet") THEN lpad(CAST(CAST("ddd_avrundet" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "ddd_avrundet" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 4 AS kolonne, CASE WHEN "pakninger" = floor("pakninger") THEN lpad(CAST(CAST("pakninger" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "pakninger" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 5 AS kolonne, CASE WHEN "pakninger_min" = floor("pakninger_min") THEN lpad(CAST(CAST("pakninger_min" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "pakninger_min" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "dag" = floor("dag") THEN lpad(CAST(CAST("dag" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "dag" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 2 AS kolonne, CASE WHEN "ddd_avrundet" = floor("ddd_avrundet") THEN lpad(CAST(CAST("ddd_avrundet" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "ddd_avrundet" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 4 AS kolonne, CASE WHEN "pakninger" = floor("pakninger") THEN lpad(CAST(CAST("pakninger" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "pakninger" BETWEEN 100000000 AND 99999999999 UNION ALL SELECT 5 AS kolonne, CASE WHEN "pakninger_min" = floor("pakninger_min") THEN lpad(CAST(CAST("pakninger_min" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."lmr.utlevering" WHERE "pakninger_min" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- lmr.utlevering.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "dag", "atc", "ddd_avrundet", "ddd_gruppe", "pakninger", "pakninger_min", "varenummer", "fylke", "alder", "kjoenn") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder lmr.utlevering.atc') AS VARCHAR), CAST(getvariable('koder lmr.utlevering.fylke') AS VARCHAR))) AS texts FROM klar."lmr.utlevering";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klasse_person;

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- lmr.utlevering.part
COPY (SELECT loepenummer, "dag" AS "dag", getvariable('koder lmr.utlevering.atc')["atc"] AS "atc", "ddd_avrundet" AS "ddd_avrundet", CAST(['<1', '[1,10)', '[10,100)', '>=100'] AS ENUM ('<1', '[1,10)', '[10,100)', '>=100')[])["ddd_gruppe"] AS "ddd_gruppe", "pakninger" AS "pakninger", "pakninger_min" AS "pakninger_min", '*' AS "varenummer", getvariable('koder lmr.utlevering.fylke')["fylke"] AS "fylke", CAST(['0-17', '18-66', '67+'] AS ENUM ('0-17', '18-66', '67+')[])["alder"] AS "alder", CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS "kjoenn" FROM (SELECT loepenummer, "dag", "atc", "ddd_avrundet", "ddd_gruppe", "pakninger", "pakninger_min", "varenummer", "fylke", "alder", "kjoenn" FROM klar."lmr.utlevering" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'lmr_utlevering_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- npr.episode.tally.table
CREATE OR REPLACE TABLE "telling npr.episode" (treff BIGINT, rader BIGINT);

-- npr.episode.tally
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- npr.episode.blokk.texts.table
CREATE TABLE "tekster npr.episode.blokk" (verdi VARCHAR);

-- npr.episode.kapittel.texts.table
CREATE TABLE "tekster npr.episode.kapittel" (verdi VARCHAR);

-- npr.episode.blokk.texts
INSERT INTO "tekster npr.episode.blokk" SELECT DISTINCT e."hoveddiagnose" FROM "kilde npr.episode" AS e WHERE (NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- npr.episode.kapittel.texts
INSERT INTO "tekster npr.episode.kapittel" SELECT DISTINCT e."hoveddiagnose" FROM "kilde npr.episode" AS e WHERE (NOT regexp_full_match(e."hoveddiagnose", '[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?')) IS NOT TRUE;

-- npr.episode.blokk.codes
CREATE TABLE "koder npr.episode.blokk" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT t.verdi AS kilde, l.gruppe AS verdi FROM (SELECT DISTINCT verdi FROM "tekster npr.episode.blokk" WHERE verdi IS NOT NULL) AS t JOIN "kodeliste icd10.blokk" AS l ON l.kategori = left(t.verdi, 3));

-- npr.episode.kapittel.codes
CREATE TABLE "koder npr.episode.kapittel" AS SELECT *, CAST(dense_rank() OVER (ORDER BY verdi) AS USMALLINT) AS nr FROM (SELECT t.verdi AS kilde, l.gruppe AS verdi FROM (SELECT DISTINCT verdi FROM "tekster npr.episode.kapittel" WHERE verdi IS NOT NULL) AS t JOIN "kodeliste icd10.kapittel" AS l ON l.kategori = left(t.verdi, 3));

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer INTEGER, "episode_id" BOOLEAN, "blokk" USMALLINT, "kapittel" USMALLINT, "bidiagnoser" VARCHAR, "foedselsaar" SMALLINT, "alder_2020" UTINYINT, "omsorgsnivaa" UTINYINT, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, "v episode_id", "v blokk", "v kapittel", "v bidiagnoser", CASE WHEN "u foedselsaar" THEN NULL ELSE "v foedselsaar" END, CASE WHEN ("u alder_2020" OR coalesce("v alder_2020" NOT BETWEEN 0 AND 130, false)) THEN NULL ELSE 1::UTINYINT + CAST("v alder_2020" >= 10 AS UTINYINT) + CAST("v alder_2020" >= 20 AS UTINYINT) + CAST("v alder_2020" >= 30 AS UTINYINT) + CAST("v alder_2020" >= 40 AS UTINYINT) + CAST("v alder_2020" >= 50 AS UTINYINT) + CAST("v alder_2020" >= 60 AS UTINYINT) + CAST("v alder_2020" >= 70 AS UTINYINT) + CAST("v alder_2020" >= 80 AS UTINYINT) END, "v omsorgsnivaa", CASE WHEN "u blokk" OR "u kapittel" OR "u foedselsaar" OR ("u alder_2020" OR coalesce("v alder_2020" NOT BETWEEN 0 AND 130, false)) OR "u omsorgsnivaa" THEN CAST("u blokk" AS UTINYINT) * 2::UTINYINT | CAST("u kapittel" AS UTINYINT) * 4::UTINYINT | CAST("u foedselsaar" AS UTINYINT) * 16::UTINYINT | CAST(("u alder_2020" OR coalesce("v alder_2020" NOT BETWEEN 0 AND 130, false)) AS UTINYINT) * 32::UTINYINT | CAST("u omsorgsnivaa" AS UTINYINT) * 64::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST(NULL AS BOOLEAN) AS "v episode_id", "koder blokk".nr AS "v blokk", (e."hoveddiagnose" IS NOT NULL AND "koder blokk".nr IS NULL) AS "u blokk", "koder kapittel".nr AS "v kapittel", (e."hoveddiagnose" IS NOT NULL AND "koder kapittel".nr IS NULL) AS "u kapittel", CAST(e."bidiagnoser" AS VARCHAR) AS "v bidiagnoser", CAST((year(e."foedselsdato") // 1 * 1) AS SMALLINT) AS "v foedselsaar", coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) AS "u foedselsaar", CAST(floor(((year(DATE '2020-01-01') * 10000 + month(DATE '2020-01-01') * 100 + day(DATE '2020-01-01')) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) AS "v alder_2020", coalesce(coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false), false) AS "u alder_2020", CAST(list_position(['1', '2', '3'], e."omsorgsnivaa") AS UTINYINT) AS "v omsorgsnivaa", (e."omsorgsnivaa" IS NOT NULL AND CAST(list_position(['1', '2', '3'], e."omsorgsnivaa") AS UTINYINT) IS NULL) AS "u omsorgsnivaa" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator LEFT JOIN "koder npr.episode.blokk" AS "koder blokk" ON "koder blokk".kilde = e."hoveddiagnose" LEFT JOIN "koder npr.episode.kapittel" AS "koder kapittel" ON "koder kapittel".kilde = e."hoveddiagnose" WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "episode_id", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "blokk", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "kapittel", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "bidiagnoser", CAST(count(*) FILTER (_ugyldig0 & 16 <> 0) AS DOUBLE) AS "foedselsaar", CAST(count(*) FILTER (_ugyldig0 & 32 <> 0) AS DOUBLE) AS "alder_2020", CAST(count(*) FILTER (_ugyldig0 & 64 <> 0) AS DOUBLE) AS "omsorgsnivaa" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- npr.episode.blokk.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.blokk" SEMI JOIN (SELECT DISTINCT "blokk" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.blokk.used.drop
DROP TYPE IF EXISTS "koder npr.episode.blokk";

-- npr.episode.blokk.used.type
CREATE TYPE "koder npr.episode.blokk" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.blokk.used.list
SET VARIABLE "koder npr.episode.blokk" = (SELECT list(CAST(u.verdi AS "koder npr.episode.blokk") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.blokk") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.kapittel.used
CREATE OR REPLACE TABLE brukte AS SELECT DISTINCT verdi, nr FROM "koder npr.episode.kapittel" SEMI JOIN (SELECT DISTINCT "kapittel" AS nr FROM klar."npr.episode") AS s USING (nr);

-- npr.episode.kapittel.used.drop
DROP TYPE IF EXISTS "koder npr.episode.kapittel";

-- npr.episode.kapittel.used.type
CREATE TYPE "koder npr.episode.kapittel" AS ENUM (SELECT verdi FROM brukte UNION ALL SELECT '' WHERE NOT EXISTS (FROM brukte) ORDER BY 1);

-- npr.episode.kapittel.used.list
SET VARIABLE "koder npr.episode.kapittel" = (SELECT list(CAST(u.verdi AS "koder npr.episode.kapittel") ORDER BY a.nr) FROM (SELECT DISTINCT nr FROM "koder npr.episode.kapittel") AS a LEFT JOIN brukte AS u USING (nr));

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(unnest(getvariable('koder npr.episode.blokk')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 2 AS kolonne, CAST(unnest(getvariable('koder npr.episode.kapittel')) AS VARCHAR) AS v, false AS tall UNION ALL SELECT 5 AS kolonne, CAST(CAST(['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80+'] AS ENUM ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80+')[])["alder_2020"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "alder_2020" UNION ALL SELECT 6 AS kolonne, CAST(CAST(['1', '2', '3'] AS ENUM ('1', '2', '3')[])["omsorgsnivaa"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "omsorgsnivaa") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 3 AS kolonne, "bidiagnoser" AS v, false AS tall FROM klar."npr.episode"))) AS DOUBLE) AS keyed FROM (SELECT 3 AS kolonne, "bidiagnoser" AS v, false AS tall FROM klar."npr.episode") GROUP BY kolonne;

-- npr.episode.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "episode_id", "blokk", "kapittel", "bidiagnoser", "foedselsaar", "alder_2020", "omsorgsnivaa") >> 1 AS BIGINT)) AS VARCHAR) AS sum, sha256(concat_ws(chr(31), CAST(getvariable('koder npr.episode.blokk') AS VARCHAR), CAST(getvariable('koder npr.episode.kapittel') AS VARCHAR))) AS texts FROM klar."npr.episode";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."npr.episode";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.part
COPY (SELECT loepenummer, CAST(NULL AS VARCHAR) AS "episode_id", getvariable('koder npr.episode.blokk')["blokk"] AS "blokk", getvariable('koder npr.episode.kapittel')["kapittel"] AS "kapittel", "bidiagnoser" AS "bidiagnoser", "foedselsaar" AS "foedselsaar", CAST(['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80+'] AS ENUM ('0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70-79', '80+')[])["alder_2020"] AS "alder_2020", CAST(['1', '2', '3'] AS ENUM ('1', '2', '3')[])["omsorgsnivaa"] AS "omsorgsnivaa" FROM (SELECT loepenummer, "episode_id", "blokk", "kapittel", "bidiagnoser", "foedselsaar", "alder_2020", "omsorgsnivaa" FROM klar."npr.episode" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'npr_episode_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
