import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { assignedNumbers } from './assigned-numbers.ts';
import { drawnTables, type DrawnTable, type Kind } from './drawn-tables.ts';
import type { Registers, Row } from './register-rows.ts';
import { writeArrow } from './written-arrow.ts';
import { writeCsv, type WrittenColumn } from './written-csv.ts';

/**
 * How rows lie in the folder: as drawn in one file, or in another order in a folder of several, of Parquet, CSV or Arrow.
 * `earlier` is one file as well, of half the rows.
 */
export type Layout = 'one file' | 'shuffled' | 'csv' | 'arrow' | 'earlier';

/** Writes registers as a folder of extracts with the lists beside them. */
export async function writeRegisters(
  db: DuckDBConnection,
  folder: string,
  whole: Registers,
  layout: Layout,
): Promise<void> {
  const registers = layout === 'earlier' ? halfOf(whole) : whole;
  await mkdir(folder);
  for (const table of drawnTables) {
    const name = `${table.register}.${table.tabell}`;
    const rows = registers.tables[name];
    if (rows === undefined) continue;
    if (layout === 'csv') await writeCsvParts(table, shuffle(rows), join(folder, name));
    else if (layout === 'arrow') await writeArrowParts(table, shuffle(rows), join(folder, name));
    else if (layout !== 'shuffled' || rows.length < 3)
      await writeTable(db, table, rows, join(folder, `${name}.parquet`));
    else await writeParts(db, table, shuffle(rows), join(folder, name));
  }
  await writeIdentities(folder, registers, layout);
  await writeObjections(folder, registers);
  await writeConsents(folder, registers, layout);
  const assigned = [...assignedNumbers(registers)].map((row) => row.join(';'));
  await writeFile(join(folder, 'noekkelfil.csv'), ['identifikator;loepenummer', ...assigned, ''].join('\n'));
}

const halfOf = (registers: Registers): Registers => ({
  ...registers,
  tables: Object.fromEntries(
    Object.entries(registers.tables).map(([name, rows]) => [name, rows.slice(0, Math.ceil(rows.length / 2))]),
  ),
});

async function writeParts(
  db: DuckDBConnection,
  table: DrawnTable,
  rows: readonly Row[],
  folder: string,
): Promise<void> {
  await mkdir(folder);
  const third = Math.ceil(rows.length / 3);
  for (const part of [0, 1, 2])
    await writeTable(
      db,
      table,
      rows.slice(part * third, (part + 1) * third),
      join(folder, `del-${part}.parquet`),
    );
}

const columnsOf = ({ variables }: DrawnTable): readonly WrittenColumn[] => [
  { navn: 'foedselsnummer', kind: 'identifier' },
  ...variables,
];

/** A file and a stream. */
async function writeArrowParts(table: DrawnTable, rows: readonly Row[], folder: string): Promise<void> {
  await mkdir(folder);
  const columns = columnsOf(table);
  const half = Math.ceil(rows.length / 2);
  await writeArrow(join(folder, 'del-0.arrow'), columns, rows.slice(0, half), 'file');
  await writeArrow(join(folder, 'del-1.arrows'), columns, rows.slice(half), 'stream');
}

/** Two files that two programs wrote. */
async function writeCsvParts(table: DrawnTable, rows: readonly Row[], folder: string): Promise<void> {
  await mkdir(folder);
  const columns = columnsOf(table);
  const half = Math.ceil(rows.length / 2);
  await writeCsv(join(folder, 'del-0.csv'), columns, rows.slice(0, half), {
    ...{ delimiter: ';', lineEnd: '\r\n', bom: true, dates: 'norwegian', quotes: 'needed' },
  });
  await writeCsv(join(folder, 'del-1.csv'), columns, rows.slice(half), {
    ...{ delimiter: ',', lineEnd: '\n', bom: false, dates: 'iso', quotes: 'all' },
  });
}

/** A fixed order that has nothing to do with the one before. */
function shuffle<T>(rows: readonly T[]): readonly T[] {
  const place = (i: number): number => ((i + 1) * 7919) % 1009;
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => place(a.i) - place(b.i))
    .map(({ row }) => row);
}

const SQL_TYPES: Partial<Record<Kind, string>> = {
  dato: 'DATE',
  foedselsdato: 'DATE',
  heltall: 'BIGINT',
  tall: 'DOUBLE',
};

async function writeTable(
  db: DuckDBConnection,
  table: DrawnTable,
  rows: readonly Row[],
  file: string,
): Promise<void> {
  const columns = [
    { navn: 'foedselsnummer', type: 'VARCHAR' },
    ...table.variables.map((v) => ({ navn: v.navn, type: SQL_TYPES[v.kind] ?? 'VARCHAR' })),
  ];
  const texts = rows.map((row) => columns.map(({ navn }) => row[navn]?.toString() ?? null));
  const values = columns.map(({ navn, type }, i) => `CAST(r[${i + 1}] AS ${type}) AS ${navn}`);
  await db.run(
    `COPY (SELECT ${values.join(', ')} FROM (SELECT unnest(from_json(${quoted(JSON.stringify(texts))}, '[["VARCHAR"]]')) AS r)) ` +
      `TO ${quoted(file)} (FORMAT parquet)`,
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function writeIdentities(folder: string, { identities }: Registers, layout: Layout): Promise<void> {
  if (identities === null) return;
  const lines = identities.map((i) => `${i.identifikator},${i.person}`);
  const ordered = layout === 'one file' ? lines : lines.reverse();
  await writeFile(join(folder, 'identiteter.csv'), ['identifikator,person', ...ordered, ''].join('\n'));
}

async function writeObjections(folder: string, registers: Registers): Promise<void> {
  const { objections, objectionsByRegister } = registers;
  if (objections === null) return;
  const lines = objections.map((o) =>
    objectionsByRegister ? `${o.foedselsnummer},${o.register}` : o.foedselsnummer,
  );
  const header = objectionsByRegister ? 'foedselsnummer,register' : 'foedselsnummer';
  await writeFile(join(folder, 'reservasjoner.csv'), [header, ...lines, ''].join('\n'));
}

async function writeConsents(folder: string, { consents }: Registers, layout: Layout): Promise<void> {
  if (consents === null || consents === undefined) return;
  const lines = consents.map((c) =>
    [c.foedselsnummer, c.register, c.omfang, c.versjon, 'nei', c.gitt, c.trukket].join(';'),
  );
  const header = 'foedselsnummer;register;omfang;versjon;verge;gitt;trukket';
  const ordered = layout === 'one file' ? lines : lines.reverse();
  await writeFile(join(folder, 'samtykker.csv'), [header, ...ordered, ''].join('\n'));
}
