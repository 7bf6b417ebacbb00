import { type Finding, finding } from '../document/finding.ts';
import type { JsonPath } from '../document/json-path.ts';
import { PERSONER, type Nivaa, type Variabel } from './variabel.ts';

/** What one variable of a register says must fit together; gives every finding, never throws. */
export function checkVariable(variable: Variabel, path: JsonPath): readonly Finding[] {
  return [
    ...checkCoded(variable, path),
    ...checkRange(variable, path),
    ...checkPointer(variable, path),
    ...variable.nivaaer.flatMap((level, i) => checkLevel(variable, level, [...path, 'nivaaer', i])),
  ];
}

function checkCoded({ navn, type, kodeverk, verdier }: Variabel, path: JsonPath): readonly Finding[] {
  if (type === 'tekst' || (kodeverk === undefined && verdier === undefined)) return [];
  return [finding('catalogue.coded-type', [...path, 'type'], { column: navn, type })];
}

function checkRange({ navn, type, omraade }: Variabel, path: JsonPath): readonly Finding[] {
  if (omraade === undefined || isNumber(type)) return [];
  return [finding('catalogue.range-type', [...path, 'omraade'], { column: navn, type })];
}

/** A number that leads to a person is as direct an identifier as that of the person the row is about. */
function checkPointer({ navn, type, art, pekerPaa }: Variabel, path: JsonPath): readonly Finding[] {
  const person = PERSONER.some((known) => known === pekerPaa);
  if (!person || (type === 'tekst' && art === 'direkte')) return [];
  return [finding('catalogue.pointer-kind', [...path, 'pekerPaa'], { column: navn })];
}

const isNumber = (type: Variabel['type']): boolean => type === 'heltall' || type === 'tall';
const isDate = (type: Variabel['type']): boolean => type === 'dato' || type === 'tidspunkt';

/** What each level can be taken of. */
const fits: Readonly<Record<Nivaa, (v: Variabel) => boolean>> = {
  referansedato: (v) => isDate(v.type),
  dato: (v) => isDate(v.type),
  aldersgruppe: (v) => isDate(v.type),
  foedselsaar: (v) => isDate(v.type),
  fylke: (v) => v.kodeverk === 'kommune',
  region: (v) => v.kodeverk === 'kommune' || v.kodeverk === 'institusjon',
  kode: (v) => v.type === 'tekst' && v.kodeverk !== undefined,
  hierarki: (v) => v.type === 'tekst',
  sjelden: (v) => v.type === 'tekst',
  avrund: (v) => isNumber(v.type),
  toppkode: (v) => isNumber(v.type),
  bunnkode: (v) => isNumber(v.type),
  intervall: (v) => isNumber(v.type),
  loepenummer: (v) => v.pekerPaa !== undefined || v.art === 'direkte' || v.type === 'tekst',
};

function checkLevel(variable: Variabel, level: Nivaa, path: JsonPath): readonly Finding[] {
  if (fits[level](variable)) return [];
  const { navn, type, kodeverk } = variable;
  return [finding('catalogue.level', path, { column: navn, level, type: kodeverk ?? type })];
}
