import { type Finding, finding } from '../document/finding.ts';
import type { JsonPath } from '../document/json-path.ts';
import { checkVariable } from './check-variable.ts';
import type { Register, Tabell } from './register.ts';

/**
 * What the schema of a register cannot say: the file bears the register's id, names are unique, identifier and event
 * date are listed variables, levels and pointers fit their variables, an avidentifisert register has no identifier and
 * every other has one, and a kvalitetsregister without consent states what the forskrift om medisinske
 * kvalitetsregistre demands (a template need not yet). Gives every finding, never throws.
 */
export function checkRegister(file: string, register: Register): readonly Finding[] {
  return [
    ...checkFileName(file, register),
    ...checkWithoutConsent(register),
    ...repeated(['tabeller'], 'id', register.tabeller),
    ...register.tabeller.flatMap((table, i) => checkTable(register, table, ['tabeller', i])),
  ];
}

function checkFileName(file: string, { id }: Register): readonly Finding[] {
  return file === `${id}.json` ? [] : [finding('catalogue.file-name', ['id'], { file, id })];
}

function checkWithoutConsent(register: Register): readonly Finding[] {
  const { rettsligKlasse, samtykkebasert, mal, reservasjonsrett, utenSamtykke } = register;
  if (rettsligKlasse !== 'kvalitetsregister' || samtykkebasert || mal) return [];
  const unstated = utenSamtykke === undefined;
  const owed = utenSamtykke?.dataansvarlig === 'privat-ideell' && utenSamtykke.avtale === undefined;
  return [
    ...(reservasjonsrett ? [] : [finding('catalogue.objection-right', ['reservasjonsrett'], {})]),
    ...(unstated ? [finding('catalogue.without-consent', ['utenSamtykke'], {})] : []),
    ...(owed ? [finding('catalogue.agreement', ['utenSamtykke', 'avtale'], {})] : []),
  ];
}

function checkTable(register: Register, table: Tabell, path: JsonPath): readonly Finding[] {
  const { variabler } = table;
  return [
    ...repeated([...path, 'variabler'], 'navn', variabler),
    ...checkIdentifier(register, table, path),
    ...checkEventDate(table, path),
    ...variabler.flatMap((variable, i) => checkVariable(variable, [...path, 'variabler', i])),
  ];
}

function repeated<K extends string>(
  path: JsonPath,
  key: K,
  items: readonly Readonly<Record<K, string>>[],
): readonly Finding[] {
  const names = items.map((item) => item[key]);
  return names.flatMap((name, i) =>
    names.indexOf(name) === i ? [] : [finding('catalogue.duplicate', [...path, i, key], { name })],
  );
}

function checkIdentifier(
  { identifikasjon, pseudonymform }: Register,
  { identifikator: column, variabler }: Tabell,
  path: JsonPath,
): readonly Finding[] {
  const at = [...path, 'identifikator'];
  const unknown = identifikasjon === 'avidentifisert';
  if (pseudonymform !== undefined && identifikasjon !== 'pseudonymt')
    return [finding('catalogue.pseudonym-form', ['pseudonymform'], { identifikasjon })];
  if (unknown !== (column === null)) return [finding('catalogue.identifier-form', at, { unknown })];
  if (column === null) return [];
  const place = variabler.findIndex((v) => v.navn === column);
  const found = variabler[place];
  if (found?.type !== 'tekst') return [finding('catalogue.unknown-column', at, { column, type: 'tekst' })];
  const kind = [...path, 'variabler', place, 'art'];
  return found.art === 'direkte' ? [] : [finding('catalogue.identifier-kind', kind, { column })];
}

function checkEventDate({ hendelsesdato: column, variabler }: Tabell, path: JsonPath): readonly Finding[] {
  if (column === null) return [];
  const type = variabler.find((v) => v.navn === column)?.type;
  if (type === 'dato' || type === 'tidspunkt') return [];
  return [finding('catalogue.unknown-column', [...path, 'hendelsesdato'], { column, type: 'dato' })];
}
