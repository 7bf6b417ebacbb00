import type { Register, Tabell, Variabel } from '../catalogue/register.ts';

type Row = readonly string[];

/** The registers as a table: id, legal class, the date from which Helsedataservice decides, tables, name. */
export function renderRegisters(registers: readonly Register[]): string {
  const rows = registers.map((r) => [
    r.id,
    r.mal ? 'mal' : r.rettsligKlasse,
    r.nasjonalLoesning?.fra ?? '-',
    r.tabeller.map((t) => t.id).join(' '),
    r.navn,
  ]);
  return columns([['id', 'class', 'HDS from', 'tables', 'name'], ...rows], '');
}

/** One register: what the law reads of it, then each table with its variables. */
export function renderRegister(r: Register): string {
  const solution =
    r.nasjonalLoesning === null
      ? 'not part of it: the forvalter decides'
      : `§ 3 letter ${r.nasjonalLoesning.bokstav}, Helsedataservice decides from ${r.nasjonalLoesning.fra}`;
  const facts = [
    ['forvalter', r.forvalter],
    ['legal class', `${r.rettsligKlasse}${r.paragraf11 ? ', helseregisterloven § 11' : ''}`],
    ['regulation', r.forskrift ?? 'not stated'],
    ['national solution', solution],
    ['identification', r.identifikasjon],
    ['purposes', r.formaal.join(', ')],
    ['objections', r.reservasjonsrett ? 'reservasjoner.csv is demanded' : 'no list is demanded'],
    ['consent', r.samtykkebasert ? 'samtykker.csv is demanded' : 'not based on consent'],
    ...(r.sluttdato === null ? [] : [['event settled', r.sluttdato]]),
    ...(r.merknad === undefined ? [] : [['to confirm', r.merknad]]),
  ];
  const head = `${r.id}  ${r.navn}${r.mal ? ' (a template: nothing can be delivered from it)' : ''}\n\n`;
  return `${head}${columns(facts, '  ')}${r.tabeller.map((t) => renderTable(r, t)).join('')}`;
}

function renderTable({ id }: Register, t: Tabell): string {
  const rows = t.enRadPerPerson ? 'one row a person' : 'any number of rows a person';
  const date = t.hendelsesdato === null ? 'no event date' : `event date ${t.hendelsesdato}`;
  const known = t.identifikator === null ? 'no identifier' : `identifier ${t.identifikator}`;
  const head = ['variable', 'type', 'kind', 'codes', 'levels', 'points to', 'description'];
  const table = columns([head, ...t.variabler.map(variableRow)], '  ');
  return `\n${id}.${t.id}  ${t.navn} (${known}, ${date}, ${rows})\n${table}`;
}

function variableRow(v: Variabel): Row {
  const codes = v.kodeverk ?? (v.verdier === undefined ? '-' : Object.keys(v.verdier).join('/'));
  const unit = v.enhet === undefined ? '' : ` (${v.enhet})`;
  const levels = v.nivaaer.length === 0 ? '-' : v.nivaaer.join(' ');
  return [v.navn, v.type, v.art, codes, levels, v.pekerPaa ?? '-', `${v.beskrivelse}${unit}`];
}

/** Rows of cells under each other, each column as wide as its widest cell. */
function columns(rows: readonly Row[], indent: string): string {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: Row): string => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return rows.map((row) => `${indent}${line(row)}`.trimEnd() + '\n').join('');
}
