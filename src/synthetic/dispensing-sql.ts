import type { Dirt } from './dirt.ts';
import { below, chance, type Draw } from './draw.ts';
import { identifierOn, livedEvents } from './event-sql.ts';
import { codeKey, stratumOf } from './lookup-sql.ts';

/** Medicines a person fills again and again. */
const REGULAR = 4;

/** SQL of lmr.utlevering from drawn events; most of them are one of the person's regular medicines. */
export function dispensingRows(draw: Draw, dirt: Dirt, events: string): string {
  const variant = `${draw('vare', 'm.kode')} % 900 + ${below(3, draw('pakning', 'e'))}`;
  const perPack = `list_extract([10.0, 15.0, 28.0, 30.0, 50.0, 98.0, 100.0, 33.3], 1 + ${below(8, draw('ddd', 'm.kode'))})`;
  return `SELECT ${dirt.identifier('foedselsnummer', 'e')} AS foedselsnummer,
    ${dirt.future('utleveringsdato', 'e', 'utleveringsdato')} AS utleveringsdato,
    ${dirt.unknown('m.kode', 'e', 'atc', 'Z99XX99')} AS atckode,
    ${dirt.missing(`round(antall_pakninger * ${perPack}, 1)`, 'e', 'ddd')} AS antall_ddd, antall_pakninger,
    ((${draw('varegruppe', 'm.kode')} % 900 + 100) * 1000 + ${variant})::VARCHAR AS varenummer,
    ${dirt.unknown(dirt.missing('kommunenummer', 'e', 'kommune'), 'e', 'kommune', '9998')} AS kommunenummer,
    foedselsdato, kjoenn
  FROM (${fills(draw, events)}) f JOIN legemiddel m ON m.noekkel = f.plass`;
}

function fills(draw: Draw, events: string): string {
  const regular = `CASE WHEN ${chance(700, draw('fast', 'h.e'))}
    THEN ${draw('fast legemiddel', 'p.nr', below(REGULAR, draw('hvilket', 'h.e')))} ELSE ${draw('legemiddel', 'h.e')} END`;
  return `SELECT h.e, ${identifierOn('h.dato')} AS foedselsnummer, h.dato AS utleveringsdato,
    (1 + ${draw('pakninger', 'h.e')} % 10 // 8 + ${draw('pakninger', 'h.e')} % 10 // 9)::INTEGER AS antall_pakninger,
    p.foedselsdato, p.kjoenn, s.kommunenummer, ${codeKey(stratumOf('h.dato'), `(${regular})`)} AS plass
  ${livedEvents(events)}`;
}
