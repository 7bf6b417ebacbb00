import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { Register, Tabell, Variabel } from './register.ts';

/**
 * What the schema of a register cannot say: the file bears the register's id, names are unique, the identifier and
 * event date are listed variables, codes are text, and a kvalitetsregister without consent gives a right to object
 * (forskrift om medisinske kvalitetsregistre). Gives every problem, never throws.
 */
export function checkRegister(file: string, register: Register): Problem[] {
  return [
    ...checkFileName(file, register),
    ...checkWithoutConsent(file, register),
    ...checkUnique(
      file,
      file,
      register.tabeller.map((t) => t.id),
    ),
    ...register.tabeller.flatMap((t) => checkTable(file, `${file}.${t.id}`, t, register)),
  ];
}

function checkFileName(file: string, { id }: Register): Problem[] {
  return file === `${id}.json` ? [] : [problem('catalogue.file-name', `${file}.id`, { file, id })];
}

function checkWithoutConsent(file: string, register: Register): Problem[] {
  const free = register.mal || register.samtykkebasert || register.rettsligKlasse !== 'kvalitetsregister';
  if (free) return [];
  const { utenSamtykke } = register;
  const owed = utenSamtykke?.dataansvarlig === 'privat-ideell' && utenSamtykke.avtale === undefined;
  return [
    ...(register.reservasjonsrett
      ? []
      : [problem('catalogue.objection-right', `${file}.reservasjonsrett`, { file })]),
    ...(utenSamtykke === undefined
      ? [problem('catalogue.without-consent', `${file}.utenSamtykke`, { file })]
      : []),
    ...(owed ? [problem('catalogue.agreement', `${file}.utenSamtykke.avtale`, { file })] : []),
  ];
}

function checkTable(file: string, at: string, table: Tabell, register: Register): Problem[] {
  return [
    ...checkUnique(
      file,
      at,
      table.variabler.map((v) => v.navn),
    ),
    ...checkIdentifier(file, at, table, register),
    ...checkEventDate(file, at, table),
    ...table.variabler.flatMap((v) => checkCoded(file, `${at}.${v.navn}`, v)),
  ];
}

function checkUnique(file: string, at: string, names: readonly string[]): Problem[] {
  const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [...twice].map((name) => problem('catalogue.duplicate', `${at}.${name}`, { name, file }));
}

function checkIdentifier(file: string, at: string, table: Tabell, register: Register): Problem[] {
  const column = table.identifikator;
  const unknown = register.identifikasjon === 'avidentifisert';
  if (unknown !== (column === null))
    return [problem('catalogue.identifier-form', `${at}.identifikator`, { unknown })];
  if (column === null) return [];
  const found = table.variabler.find((v) => v.navn === column);
  if (found?.type !== 'tekst') {
    return [problem('catalogue.unknown-column', `${at}.identifikator`, { column, type: 'tekst', file })];
  }
  return found.art === 'direkte'
    ? []
    : [problem('catalogue.identifier-kind', `${at}.${column}`, { column, file })];
}

function checkEventDate(file: string, at: string, table: Tabell): Problem[] {
  const column = table.hendelsesdato;
  if (column === null) return [];
  const type = table.variabler.find((v) => v.navn === column)?.type;
  if (type === 'dato' || type === 'tidspunkt') return [];
  return [problem('catalogue.unknown-column', `${at}.hendelsesdato`, { column, type: 'dato', file })];
}

function checkCoded(file: string, at: string, { navn, type, kodeverk, verdier }: Variabel): Problem[] {
  if (type === 'tekst' || (kodeverk === undefined && verdier === undefined)) return [];
  return [problem('catalogue.coded-type', at, { column: navn, type, file })];
}
