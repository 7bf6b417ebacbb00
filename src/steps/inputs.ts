import { join } from 'node:path';
import { readCodeLists, type CodeLists } from '../catalogue/read-code-lists.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import type { Catalogue } from '../catalogue/register.ts';
import type { Hierarchy } from '../catalogue/hierarchy.ts';
import { shareMemory, type MemoryShares, type ReadWork } from '../engine/memory-plan.ts';
import type { CsvTable, SourceExtract } from '../engine/sources.ts';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { describeExtract } from '../extract/describe-extract.ts';
import type { ColumnType, Extract, ExtractSchema } from '../extract/extract.ts';
import { findExtract } from '../extract/find-extract.ts';
import type { PlanInput } from '../plan/context.ts';
import { readHierarchies } from './hierarchies.ts';
import type { PrepareSettings } from './settings.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** The configuration that ships with the program, read and checked. */
export interface Configuration {
  readonly catalogue: Catalogue;
  readonly codeLists: CodeLists;
  readonly divisions: readonly string[];
  readonly editions: PlanInput['editions'];
  /** Version of each code list by its name. */
  readonly versions: Readonly<Record<string, string>>;
}

export async function readConfiguration(directory: string): Promise<Configuration> {
  const catalogue = await readCatalogue(join(directory, 'registre'));
  const { lists, ...rest } = await readCodeLists(directory);
  return { catalogue, codeLists: lists, ...rest };
}

/** The extracts that a decision needs. */
export interface Inputs {
  readonly extracts: ReadonlyMap<string, SourceExtract>;
  readonly plan: PlanInput;
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
}

/**
 * Finds and describes the extract of every table that the decision names and the catalogue knows; only footers and
 * headers are read, and CSV and the hierarchies beside the decision file whole. Throws a refusal of the run stage with the
 * problems of all extracts: `extract.*`, `run.extract-empty`, and `plan.hierarchy`.
 */
export async function readInputs(
  vedtak: Vedtak,
  { uttrekk: directory, vedtak: file }: Pick<PrepareSettings, 'uttrekk' | 'vedtak'>,
  c: Configuration,
): Promise<Inputs> {
  const hierarchies = await readHierarchies(vedtak, file);
  const found = await Promise.all(
    listTables(vedtak, c.catalogue).map((ref) => readExtract(directory, ref, c.catalogue)),
  );
  const problems = found.flatMap((f) => f.problems);
  if (problems.length > 0) throw new PipelineError('run', problems);
  const usable = found.flatMap(({ extract, schema }) => (extract && schema ? [{ extract, schema }] : []));
  const byName = <T>(value: (f: (typeof usable)[number]) => T): Map<string, T> =>
    new Map(usable.map((f) => [`${f.extract.register}.${f.extract.tabell}`, value(f)]));
  return {
    extracts: byName(({ extract, schema }) => ({
      ...{ extract, fileRows: schema.fileRows, csv: csvTable(extract, schema) },
    })),
    plan: {
      catalogue: c.catalogue,
      extracts: byName((f) => f.schema),
      divisions: c.divisions,
      codeLists: c.versions,
      editions: c.editions,
      hierarchies,
    },
    hierarchies,
  };
}

interface TableRef {
  readonly register: string;
  readonly tabell: string;
}

function listTables(vedtak: Vedtak, catalogue: Catalogue): TableRef[] {
  const { kilde, kilder, kontroller } = vedtak.utvalg;
  const index = vedtak.referansedato?.metode === 'indeksdato' ? [vedtak.referansedato.indeks] : [];
  const sources = [kilde, ...(kilder ?? []), kontroller?.kilde].filter((source) => source !== undefined);
  const named = [...vedtak.registre, ...sources, ...index];
  const known = named.filter((t) => catalogue.get(t.register)?.tabeller.some((x) => x.id === t.tabell));
  return [...new Map(known.map((t) => [`${t.register}.${t.tabell}`, t])).values()];
}

interface Found {
  readonly extract: Extract | null;
  readonly schema: ExtractSchema | null;
  readonly problems: readonly Problem[];
}

async function readExtract(
  directory: string,
  { register, tabell }: TableRef,
  catalogue: Catalogue,
): Promise<Found> {
  try {
    const extract = findExtract(directory, register, tabell);
    const schema = await describeExtract(extract);
    return {
      extract,
      schema: asCatalogued(extract, schema, catalogue),
      problems: checkRows(extract, schema),
    };
  } catch (error) {
    if (error instanceof PipelineError) return { extract: null, schema: null, problems: error.problems };
    throw error;
  }
}

const checkRows = ({ register, tabell }: Extract, { rows }: ExtractSchema): readonly Problem[] =>
  rows === 0 ? [problem('run.extract-empty', `${register}.${tabell}`, {})] : [];

/** The columns of CSV as the types that the catalogue gives them, which their cells are read as. */
function asCatalogued(extract: Extract, schema: ExtractSchema, catalogue: Catalogue): ExtractSchema {
  if (extract.form !== 'csv') return schema;
  const table = catalogue.get(extract.register)?.tabeller.find((t) => t.id === extract.tabell);
  const typeOf = (name: string): ColumnType =>
    table?.variabler.find((variable) => variable.navn === name)?.type ?? 'tekst';
  return { ...schema, columns: schema.columns.map((column) => ({ ...column, type: typeOf(column.name) })) };
}

function csvTable(extract: Extract, { layouts, columns }: ExtractSchema): CsvTable | null {
  if (layouts === undefined) return null;
  const files = extract.files.flatMap(({ path }, i) => {
    const layout = layouts[i];
    return layout === undefined ? [] : [{ path, ...layout }];
  });
  return { files, columns: columns.map(({ name, type }) => ({ name, type: cellType(type) })) };
}

/** The catalogue knows no other types than these and text. */
const cellType = (type: ColumnType): CsvTable['columns'][number]['type'] =>
  type === 'sannhet' || type === 'annet' ? 'tekst' : type;

/** What a run reads, by which its memory is shared. */
export const readWorkOf = ({ extracts, plan }: Inputs): ReadWork => ({
  rows: [...plan.extracts.values()].reduce((sum, { rows }) => sum + (rows ?? 0), 0),
  arrow: [...extracts.values()].some(({ extract }) => extract.form === 'arrow'),
});

/** How a budget is shared for what a run reads. */
export const memoryFor = (inputs: Inputs, budget: number): MemoryShares =>
  shareMemory(budget, readWorkOf(inputs));

/** The column of every extract with the working number of a linkage, which may be a whole number; null where there is none. */
export const workingNumberOf = ({ kobling }: Pick<Vedtak, 'kobling'>): string | null =>
  kobling.arbeidsnummer?.kolonne ?? null;
