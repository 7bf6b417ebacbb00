import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** One row of a register; every cell that can be unlike all others is. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A register table in the making: SQL type by column, and rows. */
export interface Table {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

export type Registers = Readonly<Record<'npr.episode' | 'dar.doedsfall' | 'lmr.utlevering', Table>>;

/** Persons in few classes, so that they stay together, each with rows in every register. */
export function drawRegisters(persons: number): Registers {
  const people = Array.from({ length: persons }, (_, i) => drawPerson(i));
  return {
    'npr.episode': { types: episodeTypes, rows: people.flatMap((p) => [drawEpisode(p), drawEpisode(p)]) },
    'dar.doedsfall': { types: deathTypes, rows: people.map(drawDeath) },
    'lmr.utlevering': { types: dispensingTypes, rows: people.flatMap((p) => [drawDispensing(p)]) },
  };
}

interface Person {
  readonly foedselsnummer: string;
  readonly foedselsdato: string;
  readonly kjoenn: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const pick = (from: string, length: number): string =>
  Array.from({ length }, () => from[randomInt(from.length)] ?? '').join('');
const digits = (length: number): string => pick('123456789', 1) + pick('0123456789', length - 1);

/** A text like no other, without anything that looks like a number of a person. */
export const drawText = (): string => `Zq${pick(letters.toLowerCase(), 14)}`;
const drawNumber = (): number => Number(digits(12));
const drawIcd = (chapter: string): string => `${chapter}${digits(2)}${pick(letters, 4)}`;
const drawAtc = (): string => `${pick(letters, 1)}${digits(2)}${pick(letters, 2)}${digits(2)}`;

/** A day of a span, none of those on which years, months and decisions begin and end. */
function days(from: string, length: number): string {
  for (;;) {
    const day = new Date(Date.parse(from) + randomInt(length) * 86_400_000).toISOString().slice(0, 10);
    if (/-(0[2-9]|1[0-46-9]|2[0-7])$/.test(day)) return day;
  }
}

function drawPerson(i: number): Person {
  const foedselsdato = days('1955-01-02', 9000);
  return { foedselsnummer: drawIdentifier(foedselsdato), foedselsdato, kjoenn: String(1 + (i % 2)) };
}

/** A synthetic identifier (month + 80) with right control digits. */
export function drawIdentifier(born: string): string {
  const [year = '', month = '', day = ''] = born.split('-');
  for (;;) {
    const nine = `${day}${String(Number(month) + 80)}${year.slice(2)}${pick('0123456789', 3)}`;
    const first = controlDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
    const second = controlDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (first < 10 && second < 10) return `${nine}${first}${second}`;
  }
}

function controlDigit(text: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return (11 - (sum % 11)) % 11;
}

const common = {
  foedselsnummer: 'VARCHAR',
  foedselsdato: 'DATE',
  kjoenn: 'VARCHAR',
  kommunenummer: 'VARCHAR',
};

const episodeTypes = {
  ...common,
  ...{
    episode_id: 'BIGINT',
    inndato: 'DATE',
    utdato: 'DATE',
    hoveddiagnose: 'VARCHAR',
    bidiagnoser: 'VARCHAR',
  },
  ...{ liggetid: 'BIGINT', omsorgsnivaa: 'VARCHAR', helseforetak: 'VARCHAR', ubestilt: 'VARCHAR' },
};

const drawEpisode = (p: Person): Row => ({
  ...p,
  kommunenummer: '0301',
  episode_id: drawNumber(),
  inndato: days('2016-01-02', 1000),
  utdato: days('2019-02-02', 800),
  hoveddiagnose: drawIcd('I'),
  bidiagnoser: drawText(),
  liggetid: drawNumber(),
  omsorgsnivaa: '1',
  helseforetak: drawText(),
  ubestilt: drawText(),
});

const deathTypes = { ...common, doedsdato: 'DATE', underliggende_aarsak: 'VARCHAR', doedssted: 'VARCHAR' };

const drawDeath = (p: Person): Row => ({
  ...p,
  kommunenummer: '0301',
  doedsdato: days('2023-02-02', 300),
  underliggende_aarsak: `I2${pick('0125', 1)}${pick(letters, 4)}`,
  doedssted: '1',
});

const dispensingTypes = {
  ...common,
  ...{ utleveringsdato: 'DATE', atckode: 'VARCHAR', antall_ddd: 'DOUBLE' },
  ...{ antall_pakninger: 'BIGINT', varenummer: 'VARCHAR' },
};

const drawDispensing = (p: Person): Row => ({
  ...p,
  kommunenummer: '0301',
  utleveringsdato: days('2021-06-02', 500),
  atckode: drawAtc(),
  antall_ddd: Number(`${digits(5)}.${digits(6)}`),
  antall_pakninger: drawNumber(),
  varenummer: drawText(),
});

/** Writes the tables as Parquet under the names that extracts have. */
export async function writeRegisters(folder: string, registers: Partial<Registers>): Promise<void> {
  for (const [name, { types, rows }] of Object.entries(registers)) {
    const shape = Object.entries(types).map(([column, type]) => `"${column}": "${type}"`);
    const query = `SELECT unnest(from_json($1, '[{${shape.join(', ')}}]'), recursive := true)`;
    await copyTo(join(folder, `${name}.parquet`), query, [JSON.stringify(rows)]);
  }
}

/** Writes what a query gives as Parquet. */
export async function copyTo(file: string, query: string, values: readonly string[] = []): Promise<void> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  try {
    await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`, [...values]);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** Every cell in the forms in which a text could show it; cells that cannot be told apart by chance are left out. */
export function marksOf(registers: Partial<Registers>): readonly string[] {
  const cells = Object.values(registers).flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)));
  return [...new Set(cells.flatMap(formsOf))];
}

function formsOf(cell: string | number | null): readonly string[] {
  const text = String(cell ?? '');
  if (text.length < 7) return [];
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return [text, text.split('-').reverse().join('.')];
  if (/^\d{11}$/.test(text)) return [text.replace(/^0/, ''), `${text.slice(0, 6)} ${text.slice(6)}`];
  return [text];
}

/** Marks that occur in a text. */
export function findMarks(text: string, marks: readonly string[]): readonly string[] {
  const starts = new Set<string>();
  for (let i = 0; i + LEAST <= text.length; i += 1) starts.add(text.slice(i, i + LEAST));
  return marks.filter((mark) => starts.has(mark.slice(0, LEAST)) && text.includes(mark));
}

/** Length by which a mark is looked up before it is searched for. */
const LEAST = 6;
