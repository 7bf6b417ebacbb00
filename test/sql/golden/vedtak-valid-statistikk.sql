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
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde npr.episode" AS e WHERE (starts_with(e."hoveddiagnose", $1) OR starts_with(e."hoveddiagnose", $2) OR starts_with(e."hoveddiagnose", $3) OR starts_with(e."hoveddiagnose", $4)) GROUP BY 1));
-- $1 = 'I60'
-- $2 = 'I61'
-- $3 = 'I63'
-- $4 = 'I64'

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
CREATE TABLE referanse AS SELECT person, CAST(NULL AS DATE) AS referanse FROM populasjon;

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
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer INTEGER, "innmaaned" DATE, "kjoenn" UTINYINT, "alder" UTINYINT, "liggetid" BIGINT, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, CASE WHEN "u innmaaned" THEN NULL ELSE "v innmaaned" END, "v kjoenn", CASE WHEN ("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) THEN NULL ELSE 1::UTINYINT + CAST("v alder" >= 20 AS UTINYINT) + CAST("v alder" >= 25 AS UTINYINT) + CAST("v alder" >= 30 AS UTINYINT) + CAST("v alder" >= 35 AS UTINYINT) + CAST("v alder" >= 40 AS UTINYINT) + CAST("v alder" >= 45 AS UTINYINT) + CAST("v alder" >= 50 AS UTINYINT) + CAST("v alder" >= 55 AS UTINYINT) + CAST("v alder" >= 60 AS UTINYINT) + CAST("v alder" >= 65 AS UTINYINT) + CAST("v alder" >= 70 AS UTINYINT) + CAST("v alder" >= 75 AS UTINYINT) + CAST("v alder" >= 80 AS UTINYINT) + CAST("v alder" >= 85 AS UTINYINT) + CAST("v alder" >= 90 AS UTINYINT) END, "v liggetid", CASE WHEN "u innmaaned" OR "u kjoenn" OR ("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) THEN CAST("u innmaaned" AS UTINYINT) * 1::UTINYINT | CAST("u kjoenn" AS UTINYINT) * 2::UTINYINT | CAST(("u alder" OR coalesce("v alder" NOT BETWEEN 0 AND 130, false)) AS UTINYINT) * 4::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST(CAST(date_trunc('month', CAST(e."inndato" AS DATE)) AS DATE) AS DATE) AS "v innmaaned", coalesce(CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."inndato" AS DATE) < e."foedselsdato", false) AS "u innmaaned", CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) AS "v kjoenn", (e."kjoenn" IS NOT NULL AND CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) IS NULL) AS "u kjoenn", CAST(floor(((year(CAST(e."inndato" AS DATE)) * 10000 + month(CAST(e."inndato" AS DATE)) * 100 + day(CAST(e."inndato" AS DATE))) - (year(CAST(e."foedselsdato" AS DATE)) * 10000 + month(CAST(e."foedselsdato" AS DATE)) * 100 + day(CAST(e."foedselsdato" AS DATE)))) / 10000) AS INTEGER) AS "v alder", coalesce(coalesce(CAST(e."foedselsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false) OR coalesce(e."foedselsdato" IS NOT NULL AND CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01', false), false) AS "u alder", CAST(CASE WHEN e."liggetid" > 60 THEN 60 ELSE e."liggetid" END AS BIGINT) AS "v liggetid" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator  WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "innmaaned", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "kjoenn", CAST(count(*) FILTER (_ugyldig0 & 4 <> 0) AS DOUBLE) AS "alder", CAST(count(*) FILTER (_ugyldig0 & 8 <> 0) AS DOUBLE) AS "liggetid" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- statistikk.innleggelser.table
CREATE OR REPLACE TABLE "antall innleggelser" ("innmaaned" VARCHAR, "kjoenn" VARCHAR, "alder" VARCHAR, _sett UINTEGER, _personer BIGINT, _rader BIGINT, _ene BIGINT, _enslige BIGINT);

-- statistikk.pasienter.table
CREATE OR REPLACE TABLE "antall pasienter" ("kjoenn" VARCHAR, "alder" VARCHAR, _sett UINTEGER, _personer BIGINT, _rader BIGINT, _ene BIGINT, _enslige BIGINT);

-- statistikk.liggetider.table
CREATE OR REPLACE TABLE "antall liggetider" ("kjoenn" VARCHAR, "liggetid" VARCHAR, _sett UINTEGER, _personer BIGINT, _rader BIGINT, _ene BIGINT, _enslige BIGINT);

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "kjoenn" UNION ALL SELECT 2 AS kolonne, CAST(CAST(['0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+'] AS ENUM ('0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+')[])["alder"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "alder") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 3 AS kolonne, CASE WHEN "liggetid" = floor("liggetid") THEN lpad(CAST(CAST("liggetid" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "liggetid" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 3 AS kolonne, CASE WHEN "liggetid" = floor("liggetid") THEN lpad(CAST(CAST("liggetid" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "liggetid" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."npr.episode";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.person-cells
CREATE OR REPLACE TABLE person_celle AS SELECT *, count(*) OVER (PARTITION BY loepenummer) = 1 AS _en, sum(_rader) OVER (PARTITION BY loepenummer) = 1 AS _enslig FROM (SELECT loepenummer, "innmaaned", "kjoenn", "alder", "liggetid", count(*) AS _rader FROM klar."npr.episode" GROUP BY ALL);

-- statistikk.innleggelser.count
INSERT INTO "antall innleggelser" SELECT CAST("innmaaned" AS VARCHAR), CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR), CAST(CAST(['0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+'] AS ENUM ('0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+')[])["alder"] AS VARCHAR), _sett, _personer, _rader, _ene, _enslige FROM (SELECT "innmaaned", "kjoenn", "alder", GROUPING("innmaaned", "kjoenn", "alder") AS _sett, count(DISTINCT loepenummer) AS _personer, coalesce(sum(_rader), 0) AS _rader, count(*) FILTER (_en) AS _ene, count(*) FILTER (_enslig) AS _enslige FROM person_celle GROUP BY CUBE ("innmaaned", "kjoenn", "alder"));

-- statistikk.pasienter.count
INSERT INTO "antall pasienter" SELECT CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR), CAST(CAST(['0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+'] AS ENUM ('0-19', '20-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65-69', '70-74', '75-79', '80-84', '85-89', '90+')[])["alder"] AS VARCHAR), _sett, _personer, _rader, _ene, _enslige FROM (SELECT "kjoenn", "alder", GROUPING("kjoenn", "alder") AS _sett, count(DISTINCT loepenummer) AS _personer, coalesce(sum(_rader), 0) AS _rader, count(*) FILTER (_en) AS _ene, count(*) FILTER (_enslig) AS _enslige FROM person_celle GROUP BY CUBE ("kjoenn", "alder"));

-- statistikk.liggetider.count
INSERT INTO "antall liggetider" SELECT CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR), CAST("liggetid" AS VARCHAR), _sett, _personer, _rader, _ene, _enslige FROM (SELECT "kjoenn", "liggetid", GROUPING("kjoenn", "liggetid") AS _sett, count(DISTINCT loepenummer) AS _personer, coalesce(sum(_rader), 0) AS _rader, count(*) FILTER (_en) AS _ene, count(*) FILTER (_enslig) AS _enslige FROM person_celle GROUP BY "kjoenn", "liggetid");

-- npr.episode.person-cells.drop
DROP TABLE person_celle;

-- npr.episode.drop
DROP TABLE klar."npr.episode";

-- statistikk.innleggelser.groups
SELECT count(*) AS n FROM (SELECT DISTINCT "innmaaned", "kjoenn", "alder", _sett FROM "antall innleggelser");

-- statistikk.innleggelser.counted
SELECT "innmaaned" AS d0, "kjoenn" AS d1, "alder" AS d2, _sett AS sett, CAST(sum(_personer) AS DOUBLE) AS personer, CAST(sum(_rader) AS DOUBLE) AS rader, CAST(sum(_ene) AS DOUBLE) AS ene, CAST(sum(_enslige) AS DOUBLE) AS enslige FROM "antall innleggelser" GROUP BY ALL ORDER BY ALL;

-- statistikk.innleggelser.drop
DROP TABLE "antall innleggelser";

-- statistikk.pasienter.groups
SELECT count(*) AS n FROM (SELECT DISTINCT "kjoenn", "alder", _sett FROM "antall pasienter");

-- statistikk.pasienter.counted
SELECT "kjoenn" AS d0, "alder" AS d1, _sett AS sett, CAST(sum(_personer) AS DOUBLE) AS personer, CAST(sum(_rader) AS DOUBLE) AS rader, CAST(sum(_ene) AS DOUBLE) AS ene, CAST(sum(_enslige) AS DOUBLE) AS enslige FROM "antall pasienter" GROUP BY ALL ORDER BY ALL;

-- statistikk.pasienter.drop
DROP TABLE "antall pasienter";

-- statistikk.liggetider.groups
SELECT count(*) AS n FROM (SELECT DISTINCT "kjoenn", "liggetid", _sett FROM "antall liggetider");

-- statistikk.liggetider.counted
SELECT "kjoenn" AS d0, "liggetid" AS d1, _sett AS sett, CAST(sum(_personer) AS DOUBLE) AS personer, CAST(sum(_rader) AS DOUBLE) AS rader, CAST(sum(_ene) AS DOUBLE) AS ene, CAST(sum(_enslige) AS DOUBLE) AS enslige FROM "antall liggetider" GROUP BY ALL ORDER BY ALL;

-- statistikk.liggetider.drop
DROP TABLE "antall liggetider";

-- statistikk.innleggelser.told.table
CREATE OR REPLACE TABLE "tabell innleggelser" (_nr BIGINT, "innmaaned" VARCHAR, "kjoenn" VARCHAR, "alder" VARCHAR, antall BIGINT);

-- statistikk.innleggelser.told
INSERT INTO "tabell innleggelser" SELECT nr, d0, d1, d2, antall FROM (SELECT unnest(from_json($1, '[{"nr": "BIGINT", "d0": "VARCHAR", "d1": "VARCHAR", "d2": "VARCHAR", "antall": "BIGINT"}]'), recursive := true));
-- $1 = '[]'

-- statistikk.innleggelser.part
COPY (SELECT "innmaaned", "kjoenn", "alder", antall, CASE WHEN antall IS NULL THEN 'prikket' ELSE '' END AS markering FROM "tabell innleggelser" ORDER BY _nr) TO 'statistikk_innleggelser_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- statistikk.innleggelser.told.drop
DROP TABLE "tabell innleggelser";

-- statistikk.pasienter.told.table
CREATE OR REPLACE TABLE "tabell pasienter" (_nr BIGINT, "kjoenn" VARCHAR, "alder" VARCHAR, antall BIGINT);

-- statistikk.pasienter.told
INSERT INTO "tabell pasienter" SELECT nr, d0, d1, antall FROM (SELECT unnest(from_json($1, '[{"nr": "BIGINT", "d0": "VARCHAR", "d1": "VARCHAR", "antall": "BIGINT"}]'), recursive := true));
-- $1 = '[]'

-- statistikk.pasienter.part
COPY (SELECT "kjoenn", "alder", antall, CASE WHEN antall IS NULL THEN 'prikket' ELSE '' END AS markering FROM "tabell pasienter" ORDER BY _nr) TO 'statistikk_pasienter_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- statistikk.pasienter.told.drop
DROP TABLE "tabell pasienter";

-- statistikk.liggetider.told.table
CREATE OR REPLACE TABLE "tabell liggetider" (_nr BIGINT, "kjoenn" VARCHAR, "liggetid" VARCHAR, antall BIGINT);

-- statistikk.liggetider.told
INSERT INTO "tabell liggetider" SELECT nr, d0, d1, antall FROM (SELECT unnest(from_json($1, '[{"nr": "BIGINT", "d0": "VARCHAR", "d1": "VARCHAR", "antall": "BIGINT"}]'), recursive := true));
-- $1 = '[]'

-- statistikk.liggetider.part
COPY (SELECT "kjoenn", "liggetid", antall, CASE WHEN antall IS NULL THEN 'prikket' ELSE '' END AS markering FROM "tabell liggetider" ORDER BY _nr) TO 'statistikk_liggetider_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- statistikk.liggetider.told.drop
DROP TABLE "tabell liggetider";
