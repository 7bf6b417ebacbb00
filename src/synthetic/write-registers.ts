import { join } from 'node:path';
import type { Register, Tabell } from '../catalogue/register.ts';
import {
  eventPlan,
  firstDay,
  lastDay,
  livedShare,
  withGenerator,
  writeTable,
  type Generator,
  type SyntheticFile,
} from './generator.ts';
import { livedEvents } from './event-sql.ts';
import { handmadeTables, layOutEvents } from './handmade-tables.ts';
import { kinTables } from './kin-sql.ts';
import { identityRows } from './person-rows-sql.ts';
import { profileOf } from './profiles.ts';
import { eventSource, personSource, rowKind } from './row-source-sql.ts';
import type { SyntheticSettings } from './settings.ts';
import { consentRows, objectionRows } from './side-list-sql.ts';
import { codeLists, kinOf, tableRows } from './table-sql.ts';

/**
 * Writes every table of some registers of the catalogue, each as one file, with the identifiers of one person in
 * `identiteter` and, where a register asks for them, `reservasjoner.csv` and `samtykker.csv`; tells `report` of
 * each file. Persons are those of `writeSynthetic` with the same settings, and so are the tables it makes; parents,
 * spouses and children are the same in every register. Deterministic by seed, as there. Throws a usage refusal
 * (`usage.option`) when there are more persons than identifiers.
 */
export async function writeRegisters(
  settings: SyntheticSettings,
  registers: readonly Register[],
  report: (file: SyntheticFile) => void = () => undefined,
): Promise<readonly SyntheticFile[]> {
  return withGenerator(settings, (generator) => writeFiles(generator, registers, report));
}

async function writeFiles(
  generator: Generator,
  registers: readonly Register[],
  report: (file: SyntheticFile) => void,
): Promise<SyntheticFile[]> {
  const files: SyntheticFile[] = [];
  const add = (file: SyntheticFile): void => {
    files.push(file);
    report(file);
  };
  add(await writeTable(generator, 'identiteter', identityRows));
  await layOutLists(generator, registers);
  const share = await livedShare(generator);
  for (const register of registers)
    for (const table of register.tabeller) {
      const rows = await makeRows(generator, register, table, share);
      add(await writeTable(generator, `${register.id}.${table.id}`, rows));
    }
  const { draw } = generator;
  const objecting = registers.filter((r) => r.reservasjonsrett).map((r) => r.id);
  const consenting = registers.filter((r) => r.samtykkebasert);
  if (objecting.length > 0)
    add(await copyList(generator, 'reservasjoner.csv', objectionRows(draw, objecting)));
  if (consenting.length > 0) add(await copyList(generator, 'samtykker.csv', consentRows(draw, consenting)));
  return files;
}

/** Relatives and code lists, where a table asks for them. */
async function layOutLists({ database, draw }: Generator, registers: readonly Register[]): Promise<void> {
  const tables = registers.flatMap((r) =>
    r.tabeller.map((table) => ({ table, profile: profileOf(r.id, table.id) })),
  );
  const kin = tables.some(({ table }) => kinOf(table).length > 0) ? kinTables(draw) : [];
  const lists = tables.flatMap(({ table, profile }) => codeLists(table, profile));
  const once = new Map(lists.map(({ list, sql }) => [list, sql]));
  for (const statement of [...kin, ...once.values()]) await database.connection.run(statement);
}

/** The rows shaped by hand where there are such and the catalogue has their columns, and otherwise the catalogue's. */
async function makeRows(
  generator: Generator,
  register: Register,
  table: Tabell,
  share: number,
): Promise<string> {
  const handmade = handmadeOf(`${register.id}.${table.id}`);
  if (handmade !== undefined) {
    const sql = await handmade(generator, share);
    const columns = await listColumns(generator, sql);
    if (columns.join() === table.variabler.map((v) => v.navn).join()) return sql;
  }
  const profile = profileOf(register.id, table.id);
  const source = await makeSource(generator, register, table, share);
  return tableRows(register, table, profile, source, generator);
}

const handmadeOf = (name: string) => Object.entries(handmadeTables).find(([known]) => known === name)?.[1];

async function listColumns({ database }: Generator, sql: string): Promise<readonly string[]> {
  const reader = await database.connection.runAndReadAll(`DESCRIBE ${sql}`);
  return reader.getRows().map(([name]) => String(name));
}

async function makeSource(
  generator: Generator,
  register: Register,
  table: Tabell,
  share: number,
): Promise<string> {
  const { settings, draw } = generator;
  const salt = `${register.id}.${table.id}`;
  const profile = profileOf(register.id, table.id);
  const kind = rowKind(register, table);
  if (kind !== 'event') {
    const period = { first: firstDay(settings), last: lastDay(settings) };
    return personSource(draw, kind, salt, period, profile);
  }
  const plan = eventPlan(settings, salt, profile.perPerson / share);
  return eventSource(livedEvents(await layOutEvents(generator, plan)), profile);
}

async function copyList(
  { settings, database }: Generator,
  name: string,
  sql: string,
): Promise<SyntheticFile> {
  const path = join(settings.directory, name).replaceAll("'", "''");
  const reader = await database.connection.runAndReadAll(`COPY (${sql}) TO '${path}' (FORMAT csv, HEADER)`);
  return { name, rows: Number(reader.getRows()[0]?.[0]) };
}
