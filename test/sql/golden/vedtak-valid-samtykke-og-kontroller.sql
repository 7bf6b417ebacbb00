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
INSERT INTO "kandidater 0" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, min(CAST(e."operasjonsdato" AS DATE)) AS dato FROM "kilde nrl.operasjon" AS e WHERE (e."operasjonsdato" >= CAST($1 AS DATE) AND e."operasjonsdato" <= CAST($2 AS DATE)) GROUP BY 1));
-- $1 = '2020-01-01'
-- $2 = '2022-12-31'

-- population.malformed-0
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 0";

-- population.candidates-1.table
CREATE TABLE "kandidater 1" (identifikator VARCHAR, rader BIGINT, dato DATE, gyldig BOOLEAN);

-- population.candidates-1
INSERT INTO "kandidater 1" SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT e."foedselsnummer" AS identifikator, count(*) AS rader, CAST(NULL AS DATE) AS dato FROM "kilde freg.person" AS e WHERE e."doedsdato" IS NULL GROUP BY 1));

-- population.malformed-1
SELECT CAST(coalesce(sum(rader) FILTER (NOT gyldig), 0) AS DOUBLE) AS malformed, CAST(coalesce(sum(rader), 0) AS DOUBLE) AS total FROM "kandidater 1";

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

-- population.objections.none
CREATE TABLE reservert (person VARCHAR);

-- population.consents
CREATE TABLE samtykke AS SELECT coalesce(i.person, s.foedselsnummer) AS person, lower(trim(coalesce(s."register", ''))) AS register, lower(trim(coalesce(s."omfang", ''))) AS omfang, trim(coalesce(s."versjon", '')) AS versjon, TRY_CAST(nullif(trim(coalesce(s."gitt", '')), '') AS DATE) AS gitt, TRY_CAST(nullif(trim(coalesce(s."trukket", '')), '') AS DATE) AS trukket, lower(trim(coalesce(s."verge", ''))) = 'ja' AS verge, TRY_CAST(format('{:04d}-{:02d}-{:02d}', CASE WHEN s.foedselsnummer >= '8' THEN NULL WHEN TRY_CAST(substr(s.foedselsnummer, 7, 3) AS INTEGER) < 500 THEN 1900 WHEN TRY_CAST(substr(s.foedselsnummer, 5, 2) AS INTEGER) < 40 THEN 2000 WHEN TRY_CAST(substr(s.foedselsnummer, 7, 3) AS INTEGER) < 750 AND TRY_CAST(substr(s.foedselsnummer, 5, 2) AS INTEGER) >= 54 THEN 1800 WHEN TRY_CAST(substr(s.foedselsnummer, 7, 3) AS INTEGER) >= 900 THEN 1900 END + TRY_CAST(substr(s.foedselsnummer, 5, 2) AS INTEGER), (TRY_CAST(substr(s.foedselsnummer, 3, 2) AS INTEGER) % 40), (TRY_CAST(substr(s.foedselsnummer, 1, 2) AS INTEGER) % 40)) AS DATE) AS foedt FROM "samtykker" AS s LEFT JOIN identitet AS i ON i.identifikator = s.foedselsnummer;

-- population.without-consent
CREATE TABLE uten_samtykke AS (((SELECT person FROM ((SELECT person FROM "personer 0"))) UNION SELECT person FROM (SELECT person, omfang, max(trukket) AS sist FROM samtykke WHERE trukket IS NOT NULL AND register IN ('', $1) AND omfang IN ($2, $3) GROUP BY ALL)) EXCEPT SELECT person FROM (SELECT s.* FROM samtykke AS s LEFT JOIN (SELECT person, omfang, max(trukket) AS sist FROM samtykke WHERE trukket IS NOT NULL AND register IN ('', $4) AND omfang IN ($5, $6) GROUP BY ALL) AS w USING (person, omfang) WHERE s.trukket IS NULL AND s.register IN ('', $7) AND s.omfang IN ($8, $9) AND s.versjon IN ($10, $11) AND (w.sist IS NULL OR s.gitt > w.sist)) GROUP BY person HAVING count(DISTINCT omfang) = 2) UNION (((SELECT person FROM ((SELECT person FROM "personer 0")) UNION SELECT person FROM ((SELECT person FROM "personer 1"))) UNION SELECT person FROM (SELECT person, omfang, max(trukket) AS sist FROM samtykke WHERE trukket IS NOT NULL AND register IN ('', $12) AND omfang IN ($13, $14) GROUP BY ALL)) EXCEPT SELECT person FROM (SELECT s.* FROM samtykke AS s LEFT JOIN (SELECT person, omfang, max(trukket) AS sist FROM samtykke WHERE trukket IS NOT NULL AND register IN ('', $15) AND omfang IN ($16, $17) GROUP BY ALL) AS w USING (person, omfang) WHERE s.trukket IS NULL AND s.register IN ('', $18) AND s.omfang IN ($19, $20) AND s.versjon IN ($21, $22) AND (w.sist IS NULL OR s.gitt > w.sist)) GROUP BY person HAVING count(DISTINCT omfang) = 2);
-- $1 = 'npr'
-- $2 = 'kobling'
-- $3 = 'kvalitetsforbedring'
-- $4 = 'npr'
-- $5 = 'kobling'
-- $6 = 'kvalitetsforbedring'
-- $7 = 'npr'
-- $8 = 'kobling'
-- $9 = 'kvalitetsforbedring'
-- $10 = '2015'
-- $11 = '2021'
-- $12 = 'nrl'
-- $13 = 'kobling'
-- $14 = 'kvalitetsforbedring'
-- $15 = 'nrl'
-- $16 = 'kobling'
-- $17 = 'kvalitetsforbedring'
-- $18 = 'nrl'
-- $19 = 'kobling'
-- $20 = 'kvalitetsforbedring'
-- $21 = '2015'
-- $22 = '2021'

-- population.consents.leave-out
INSERT INTO reservert SELECT person FROM uten_samtykke;

-- population.consents.drop
DROP TABLE uten_samtykke;

-- population.persons
CREATE TABLE populasjon AS SELECT person FROM ((SELECT person FROM "personer 0")) AS drawn EXCEPT (SELECT person FROM reservert);

-- population.controls.pool
CREATE TABLE kontroll_mulig AS SELECT DISTINCT person FROM ((SELECT person FROM "personer 1")) EXCEPT SELECT person FROM ((SELECT person FROM "personer 0")) EXCEPT SELECT person FROM (SELECT person FROM reservert);

-- population.controls.likeness.table
CREATE TABLE likhet_rader (identifikator VARCHAR, v0 VARCHAR, v1 VARCHAR);

-- population.controls.likeness.rows
INSERT INTO likhet_rader SELECT DISTINCT e."foedselsnummer", CAST(e."kjoenn" AS VARCHAR), CAST(CAST(date_trunc('year', CAST(e."foedselsdato" AS DATE)) AS DATE) AS VARCHAR) FROM "kilde freg.person" AS e;

-- population.controls.likeness
CREATE TABLE likhet AS SELECT coalesce(i.person, r.identifikator) AS person, min(v0) AS v0, min(v1) AS v1 FROM likhet_rader AS r LEFT JOIN identitet AS i ON i.identifikator = r.identifikator GROUP BY 1 HAVING min(v0) = max(v0) AND min(v1) = max(v1);

-- population.controls.likeness.drop
DROP TABLE likhet_rader;

-- key.stored
CREATE TABLE lager AS SELECT identifikator, loepenummer FROM (SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false) WHERE serie IS NULL;

-- key.stored.series
CREATE TABLE lager_serier AS SELECT * FROM (SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false) WHERE serie IS NOT NULL;

-- key.stored.new
CREATE TABLE nye_serier AS SELECT '' AS identifikator, CAST(0 AS BIGINT) AS loepenummer, '' AS serie WHERE false;

-- key.known
CREATE TABLE kjent AS SELECT coalesce(i.person, l.identifikator) AS person, min(l.loepenummer) AS loepenummer FROM lager AS l LEFT JOIN identitet AS i ON i.identifikator = l.identifikator GROUP BY 1;

-- key.controls.kept
CREATE TABLE kontroll AS SELECT person, sak, runde FROM (SELECT l.person, l.sak, l.runde, n.loepenummer AS nummer FROM (SELECT DISTINCT coalesce(i.person, s.identifikator) AS person, n.person AS sak, CAST(substr(s.serie, 11) AS INTEGER) AS runde FROM lager_serier AS s LEFT JOIN identitet AS i ON i.identifikator = s.identifikator JOIN (SELECT DISTINCT coalesce(j.person, l.identifikator) AS person, l.loepenummer FROM lager AS l LEFT JOIN identitet AS j ON j.identifikator = l.identifikator) AS n ON n.loepenummer = s.loepenummer WHERE starts_with(s.serie, '*kontroll ')) AS l SEMI JOIN kontroll_mulig AS m ON m.person = l.person SEMI JOIN populasjon AS p ON p.person = l.sak LEFT JOIN kjent AS n ON n.person = l.person QUALIFY row_number() OVER (PARTITION BY l.person ORDER BY l.runde, nummer, l.sak) = 1) QUALIFY row_number() OVER (PARTITION BY sak ORDER BY runde, nummer) <= $1;
-- $1 = 2

-- key.controls.places
CREATE TABLE kontroll_plass AS SELECT v0, v1, person AS sak, row_number() OVER (PARTITION BY v0, v1 ORDER BY s.nr, md5_number($1 || person)) AS plass FROM populasjon JOIN likhet USING (person) LEFT JOIN (SELECT sak, count(*) AS har FROM kontroll GROUP BY sak) AS k ON k.sak = person CROSS JOIN generate_series(1, 2) AS s(nr) WHERE s.nr > coalesce(k.har, 0);
-- $1 = '(drawn in each run)'

-- key.controls.drawn
INSERT INTO kontroll SELECT f.person, s.sak, NULL FROM (SELECT person, v0, v1, row_number() OVER (PARTITION BY v0, v1 ORDER BY md5_number($1 || person)) AS plass FROM kontroll_mulig ANTI JOIN kontroll USING (person) JOIN likhet USING (person) SEMI JOIN kontroll_plass USING (v0, v1)) AS f JOIN kontroll_plass AS s USING (v0, v1, plass);
-- $1 = '(drawn in each run)'

-- key.controls.count
SELECT (SELECT count(*) FROM kontroll) AS persons, (SELECT count(*) FROM populasjon LEFT JOIN (SELECT sak, count(*) AS har FROM kontroll GROUP BY sak) AS k ON k.sak = person WHERE person NOT IN (SELECT person FROM kontroll) AND coalesce(k.har, 0) < $1) AS short;
-- $1 = 2

-- key.controls.add
INSERT INTO populasjon SELECT person FROM kontroll;

-- key.wanting
CREATE TABLE uten AS SELECT person FROM populasjon ANTI JOIN kjent USING (person);

-- key.drawn.table
CREATE TABLE trukket (loepenummer BIGINT);

-- key.numbers
CREATE TABLE nummerert AS SELECT person, loepenummer FROM populasjon JOIN kjent USING (person) UNION ALL SELECT u.person, t.loepenummer FROM uten AS u POSITIONAL JOIN trukket AS t;

-- key.reference
CREATE TABLE referanse AS WITH egne AS (SELECT person, dato AS referanse FROM "personer 0" WHERE dato IS NOT NULL) SELECT person, referanse FROM egne ANTI JOIN kontroll USING (person) UNION ALL SELECT k.person, e.referanse FROM kontroll AS k JOIN egne AS e ON e.person = k.sak;

-- key.table
CREATE TABLE noekkel AS WITH n AS (SELECT person, CAST(loepenummer AS INTEGER) AS loepenummer, referanse FROM nummerert LEFT JOIN referanse USING (person)) SELECT identifikator, loepenummer, referanse FROM n JOIN (SELECT identifikator, person FROM identitet SEMI JOIN populasjon USING (person) UNION SELECT person, person FROM (SELECT * EXCLUDE (_h, _l), is_known_by(person, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN left(person, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(person, '[0-9]{11}') THEN right(person, 5) END AS INTEGER) AS _l FROM (SELECT person FROM populasjon SEMI JOIN identitet USING (person)))) WHERE gyldig) AS id USING (person) UNION ALL SELECT person, loepenummer, referanse FROM n ANTI JOIN identitet USING (person);

-- key.store
SELECT identifikator, loepenummer, CAST(NULL AS VARCHAR) AS serie FROM lager UNION ALL SELECT identifikator, CAST(loepenummer AS BIGINT), NULL FROM noekkel ANTI JOIN lager USING (identifikator) UNION ALL SELECT * FROM lager_serier UNION ALL SELECT * FROM nye_serier UNION ALL SELECT id.identifikator, CAST(s.loepenummer AS BIGINT) AS loepenummer, '*kontroll ' || (SELECT coalesce(max(CAST(substr(serie, 11) AS INTEGER)), 0) + 1 FROM lager_serier WHERE starts_with(serie, '*kontroll ')) AS serie FROM kontroll AS k JOIN nummerert AS s ON s.person = k.sak JOIN nummerert AS n ON n.person = k.person JOIN noekkel AS id ON id.loepenummer = n.loepenummer WHERE k.runde IS NULL;

-- judge.suppressed.table
CREATE TABLE undertrykt (loepenummer INTEGER);

-- delivered.table
CREATE TABLE levert (loepenummer INTEGER);

-- npr.episode.tally.table
CREATE OR REPLACE TABLE "telling npr.episode" (treff BIGINT, rader BIGINT);

-- npr.episode.tally
INSERT INTO "telling npr.episode" SELECT count(k.loepenummer), count(*) FROM "kilde npr.episode" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- npr.episode.stage.table
CREATE OR REPLACE TABLE klar."npr.episode" (loepenummer INTEGER, "inndato" INTEGER, "kjoenn" UTINYINT, "_ugyldig0" UTINYINT);

-- npr.episode.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- npr.episode.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde npr.episode" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- npr.episode.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- npr.episode.stage
INSERT INTO klar."npr.episode" SELECT loepenummer, CASE WHEN "u inndato" THEN NULL ELSE "v inndato" END, "v kjoenn", CASE WHEN "u inndato" OR "u kjoenn" THEN CAST("u inndato" AS UTINYINT) * 1::UTINYINT | CAST("u kjoenn" AS UTINYINT) * 2::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((CAST(e."inndato" AS DATE) - k.referanse) AS INTEGER) AS "v inndato", coalesce(CAST(e."inndato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."inndato" AS DATE) < e."foedselsdato", false) AS "u inndato", CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) AS "v kjoenn", (e."kjoenn" IS NOT NULL AND CAST(list_position(['1', '2', '9'], e."kjoenn") AS UTINYINT) IS NULL) AS "u kjoenn" FROM "kilde npr.episode" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator  WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- npr.episode.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "inndato", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "kjoenn" FROM klar."npr.episode" WHERE _ugyldig0 <> 0;

-- judge.classes.table
CREATE OR REPLACE TABLE klasser_del ("kjoenn" UTINYINT, _personer BIGINT, _rader BIGINT);

-- judge.class-persons
CREATE OR REPLACE TABLE klasse_person AS SELECT "kjoenn", loepenummer, count(*) AS _rader FROM klar."npr.episode" GROUP BY ALL;

-- judge.classes
INSERT INTO klasser_del SELECT "kjoenn", count(*), sum(_rader) FROM klasse_person GROUP BY ALL;

-- judge.sum
CREATE OR REPLACE TABLE klasser AS SELECT c.* FROM (SELECT "kjoenn", sum(_personer) AS _personer, sum(_rader) AS _rader FROM klasser_del GROUP BY ALL) AS c;

-- judge.verdict
SELECT CAST(coalesce(min(_personer), 0) AS DOUBLE) AS k, CAST(count(*) AS DOUBLE) AS classes, CAST(count(*) FILTER (_personer = 1) AS DOUBLE) AS uniques, CAST(count(*) FILTER (_personer < 5) AS DOUBLE) AS violating, CAST(coalesce(sum(_personer), 0) AS DOUBLE) AS units FROM klasser;

-- judge.suppress
INSERT INTO undertrykt SELECT DISTINCT s.loepenummer FROM klar."npr.episode" AS s JOIN (SELECT * FROM klasser WHERE _personer < 5) AS c ON s."kjoenn" IS NOT DISTINCT FROM c."kjoenn";

-- judge.remove-suppressed
DELETE FROM klar."npr.episode" WHERE loepenummer IN (SELECT loepenummer FROM undertrykt);

-- npr.episode.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS VARCHAR) AS v, false AS tall FROM klar."npr.episode" GROUP BY "kjoenn") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "inndato" = floor("inndato") THEN lpad(CAST(CAST("inndato" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "inndato" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "inndato" = floor("inndato") THEN lpad(CAST(CAST("inndato" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."npr.episode" WHERE "inndato" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- npr.episode.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "inndato", "kjoenn") >> 1 AS BIGINT)) AS VARCHAR) AS sum, '' AS texts FROM klar."npr.episode";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klasse_person;

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- npr.episode.part
COPY (SELECT loepenummer, "inndato" AS "inndato", CAST(['1', '2', '9'] AS ENUM ('1', '2', '9')[])["kjoenn"] AS "kjoenn" FROM (SELECT loepenummer, "inndato", "kjoenn" FROM klar."npr.episode" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'npr_episode_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);

-- nrl.operasjon.tally.table
CREATE OR REPLACE TABLE "telling nrl.operasjon" (treff BIGINT, rader BIGINT);

-- nrl.operasjon.tally
INSERT INTO "telling nrl.operasjon" SELECT count(k.loepenummer), count(*) FROM "kilde nrl.operasjon" AS e LEFT JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true;

-- nrl.operasjon.stage.table
CREATE OR REPLACE TABLE klar."nrl.operasjon" (loepenummer INTEGER, "operasjonsdato" INTEGER, "ledd" UTINYINT, "_ugyldig0" UTINYINT);

-- nrl.operasjon.strays.table
CREATE OR REPLACE TABLE fremmede (identifikator VARCHAR, rader BIGINT);

-- nrl.operasjon.strays
INSERT INTO fremmede SELECT e."foedselsnummer", count(*) FROM "kilde nrl.operasjon" AS e ANTI JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator WHERE true GROUP BY ALL;

-- nrl.operasjon.strays.malformed
SELECT CAST(coalesce(sum(rader), 0) AS DOUBLE) AS n FROM (SELECT * EXCLUDE (_h, _l), is_known_by(identifikator, _h, _l) AS gyldig FROM (SELECT *, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN left(identifikator, 6) END AS INTEGER) AS _h, TRY_CAST(CASE WHEN regexp_full_match(identifikator, '[0-9]{11}') THEN right(identifikator, 5) END AS INTEGER) AS _l FROM (SELECT * FROM fremmede))) WHERE NOT gyldig;

-- nrl.operasjon.stage
INSERT INTO klar."nrl.operasjon" SELECT loepenummer, CASE WHEN "u operasjonsdato" THEN NULL ELSE "v operasjonsdato" END, "v ledd", CASE WHEN "u operasjonsdato" OR "u ledd" THEN CAST("u operasjonsdato" AS UTINYINT) * 1::UTINYINT | CAST("u ledd" AS UTINYINT) * 2::UTINYINT ELSE 0::UTINYINT END FROM (SELECT k.loepenummer, CAST((CAST(e."operasjonsdato" AS DATE) - k.referanse) AS INTEGER) AS "v operasjonsdato", coalesce(CAST(e."operasjonsdato" AS DATE) NOT BETWEEN DATE '1850-01-01' AND DATE '2026-11-01' OR CAST(e."operasjonsdato" AS DATE) < e."foedselsdato" OR CAST(e."operasjonsdato" AS DATE) > e."doedsdato", false) AS "u operasjonsdato", CAST(list_position(['1', '2', '3', '4', '5', '6', '9'], e."ledd") AS UTINYINT) AS "v ledd", (e."ledd" IS NOT NULL AND CAST(list_position(['1', '2', '3', '4', '5', '6', '9'], e."ledd") AS UTINYINT) IS NULL) AS "u ledd" FROM "kilde nrl.operasjon" AS e JOIN noekkel AS k ON e."foedselsnummer" = k.identifikator  WHERE true AND (k.loepenummer BETWEEN $1 AND $2));
-- $1 = 10000000
-- $2 = 99999999

-- nrl.operasjon.invalid
SELECT CAST(count(*) FILTER (_ugyldig0 & 1 <> 0) AS DOUBLE) AS "operasjonsdato", CAST(count(*) FILTER (_ugyldig0 & 2 <> 0) AS DOUBLE) AS "ledd" FROM klar."nrl.operasjon" WHERE _ugyldig0 <> 0;

-- nrl.operasjon.leak
WITH tekster AS MATERIALIZED (SELECT 1 AS kolonne, CAST(CAST(['1', '2', '3', '4', '5', '6', '9'] AS ENUM ('1', '2', '3', '4', '5', '6', '9')[])["ledd"] AS VARCHAR) AS v, false AS tall FROM klar."nrl.operasjon" GROUP BY "ledd") SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel SEMI JOIN tekster ON v = identifikator)) AS DOUBLE) AS keyed FROM tekster GROUP BY kolonne UNION ALL SELECT kolonne, CAST(count(*) FILTER (CASE WHEN tall THEN is_identifier(v) ELSE (regexp_matches(v, '[0-9]{6}[[:space:]\x{A0}.-]?[0-9]{5}') AND len(list_filter(range(1, length(v) - 9), lambda i: is_identifier(substr(v, i, 11)) OR is_identifier(regexp_replace(substr(v, i, 12), '^([0-9]{6})[[:space:]\x{A0}.-]([0-9]{5})$', '\1\2')))) > 0) END) AS DOUBLE) AS identifiers, CAST(count(*) FILTER (regexp_matches(v, '[^[:space:]@]@[^[:space:]@.]+\.[^[:space:]@.]')) AS DOUBLE) AS emails, CAST(count(*) FILTER (regexp_matches(v, '(^|[^0-9A-Za-z])([2-9][0-9]{7}|[2-9][0-9]([[:space:]\x{A0}][0-9]{2}){3}|[2-9][0-9]{2}[[:space:]\x{A0}][0-9]{2}[[:space:]\x{A0}][0-9]{3}|(\+|00)47([[:space:]\x{A0}.-]?[0-9]){8})([^0-9A-Za-z]|$)')) AS DOUBLE) AS phones, CAST(count(*) FILTER (v IN (SELECT identifikator FROM noekkel WHERE EXISTS (SELECT 0 AS kolonne, CASE WHEN "operasjonsdato" = floor("operasjonsdato") THEN lpad(CAST(CAST("operasjonsdato" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."nrl.operasjon" WHERE "operasjonsdato" BETWEEN 100000000 AND 99999999999))) AS DOUBLE) AS keyed FROM (SELECT 0 AS kolonne, CASE WHEN "operasjonsdato" = floor("operasjonsdato") THEN lpad(CAST(CAST("operasjonsdato" AS BIGINT) AS VARCHAR), 11, '0') END AS v, true AS tall FROM klar."nrl.operasjon" WHERE "operasjonsdato" BETWEEN 100000000 AND 99999999999) GROUP BY kolonne;

-- nrl.operasjon.mark
SELECT CAST(count(*) AS VARCHAR) AS rows, CAST(sum(CAST(hash(loepenummer, "operasjonsdato", "ledd") >> 1 AS BIGINT)) AS VARCHAR) AS sum, '' AS texts FROM klar."nrl.operasjon";

-- delivered.staged
CREATE OR REPLACE TABLE klare AS SELECT DISTINCT loepenummer FROM klar."nrl.operasjon";

-- delivered.add
INSERT INTO levert SELECT loepenummer FROM klare ANTI JOIN levert USING (loepenummer);

-- nrl.operasjon.part
COPY (SELECT loepenummer, "operasjonsdato" AS "operasjonsdato", CAST(['1', '2', '3', '4', '5', '6', '9'] AS ENUM ('1', '2', '3', '4', '5', '6', '9')[])["ledd"] AS "ledd" FROM (SELECT loepenummer, "operasjonsdato", "ledd" FROM klar."nrl.operasjon" WHERE loepenummer BETWEEN 10000000 AND 99999999 ORDER BY ALL)) TO 'nrl_operasjon_0000.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
