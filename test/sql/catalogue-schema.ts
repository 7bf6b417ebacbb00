import { join } from 'node:path';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import type { Tabell, Variabeltype } from '../../src/catalogue/register.ts';
import type { ExtractSchema } from '../../src/extract/extract.ts';
import type { PlanInput } from '../../src/plan/context.ts';
import { codeLists } from './code-lists.ts';

const configs = configsDirectory();
const catalogue = await readCatalogue(join(configs, 'registre'));

/** DuckDB's type of a column, and the same in the words of Parquet. */
export const NATIVE: Readonly<Record<Variabeltype, { readonly sql: string; readonly parquet: string }>> = {
  tekst: { sql: 'VARCHAR', parquet: 'BYTE_ARRAY STRING' },
  heltall: { sql: 'BIGINT', parquet: 'INT64' },
  tall: { sql: 'DOUBLE', parquet: 'DOUBLE' },
  dato: { sql: 'DATE', parquet: 'INT32 DATE' },
  tidspunkt: { sql: 'TIMESTAMP', parquet: 'INT64 TIMESTAMP(MICROS)' },
};

export const tables: readonly { readonly name: string; readonly tabell: Tabell }[] = [
  ...catalogue.values(),
].flatMap((register) => register.tabeller.map((tabell) => ({ name: `${register.id}.${tabell.id}`, tabell })));

const schemaOf = (tabell: Tabell): ExtractSchema => ({
  columns: tabell.variabler.map(({ navn, type }) => ({
    name: navn,
    type,
    nativeType: NATIVE[type].parquet,
    nullable: true,
  })),
  rows: 1,
  fileRows: [1],
  bytes: 1,
});

/** The catalogue of the program, with an extract of every table that holds every variable. */
export const input: PlanInput = {
  catalogue,
  extracts: new Map(tables.map(({ name, tabell }) => [name, schemaOf(tabell)])),
  ...codeLists().input,
  codeLists: { kommune: '2024-01-01', icd10: '2019' },
};
