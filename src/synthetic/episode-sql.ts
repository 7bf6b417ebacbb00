import type { Dirt } from './dirt.ts';
import { below, chance, unit, type Draw } from './draw.ts';
import { identifierOn, livedEvents } from './event-sql.ts';
import { codeKey, stratumOf } from './lookup-sql.ts';
import { SLOTS } from './weighted-codes.ts';

/** The trust of the capital, which treats some patients from everywhere. */
const NATIONAL_TRUST = '993467049';
/** Diagnoses a person is treated for in one band of age; the first is behind half of the episodes. */
const AILMENTS = 5;

/** No, one or two secondary diagnoses by stratum and slot as `bidiagnose (noekkel, bidiagnoser)`. */
export function secondaryTable(draw: Draw): string {
  const other = `${draw('annen bidiagnose', 'a.noekkel')} % ${SLOTS}`;
  return `CREATE TABLE bidiagnose AS
  SELECT a.noekkel, CASE WHEN ${chance(550, draw('antall bidiagnoser', 'a.noekkel'))} THEN NULL
    WHEN ${chance(700, draw('to bidiagnoser', 'a.noekkel'))} THEN a.kode ELSE a.kode || ';' || b.kode END AS bidiagnoser
  FROM diagnose a JOIN diagnose b ON b.noekkel = a.noekkel // ${SLOTS} * ${SLOTS} + (${other})::BIGINT`;
}

/** SQL of npr.episode from drawn events; a person comes back for the same few diagnoses. */
export function episodeRows(draw: Draw, dirt: Dirt, events: string): string {
  return `SELECT ${dirt.identifier('foedselsnummer', 'episode_id')} AS foedselsnummer, episode_id,
    ${dirt.future('inndato', 'episode_id', 'inndato')} AS inndato, utdato,
    ${dirt.unknown(dirt.missing('d.kode', 'episode_id', 'diagnose'), 'episode_id', 'diagnose', 'XX99')} AS hoveddiagnose,
    b.bidiagnoser, foedselsdato, kjoenn,
    ${dirt.unknown(dirt.missing('kommunenummer', 'episode_id', 'kommune'), 'episode_id', 'kommune', '9998')} AS kommunenummer,
    (utdato - inndato)::INTEGER AS liggetid, omsorgsnivaa, helseforetak
  FROM (${stays(draw, events)}) e
  JOIN diagnose d ON d.noekkel = e.diagnoseplass
  JOIN bidiagnose b ON b.noekkel = e.bidiagnoseplass`;
}

function stays(draw: Draw, events: string): string {
  const level = `${draw('omsorgsnivaa', 'h.e')} % 100`;
  const nights = `least(120, 1 + floor(-ln(1 - ${unit(draw('liggetid', 'h.e'))}) * 3.6))::INTEGER`;
  const which = `CASE WHEN ${chance(500, draw('hovedlidelse', 'h.e'))} THEN 0 ELSE ${below(AILMENTS, draw('lidelse', 'h.e'))} END`;
  const ailment = draw('diagnose', 'p.nr', which);
  return `SELECT h.e AS episode_id, ${identifierOn('h.dato')} AS foedselsnummer, h.dato AS inndato,
    CASE WHEN ${level} < 24 THEN least(h.dato + ${nights}, p.slutt) ELSE h.dato END AS utdato,
    CASE WHEN ${level} < 24 THEN '1' WHEN ${level} < 36 THEN '2' ELSE '3' END AS omsorgsnivaa,
    p.foedselsdato, p.kjoenn, s.kommunenummer,
    CASE WHEN ${chance(60, draw('landsfunksjon', 'h.e'))} THEN '${NATIONAL_TRUST}' ELSE s.helseforetak END AS helseforetak,
    ${codeKey(stratumOf('h.dato'), ailment)} AS diagnoseplass,
    ${codeKey(stratumOf('h.dato'), draw('bidiagnose', 'h.e'))} AS bidiagnoseplass
  ${livedEvents(events)}`;
}
