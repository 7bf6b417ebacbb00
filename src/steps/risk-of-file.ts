import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { RiskFigures } from '../artifacts/risk-result.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import { shareMemory } from '../engine/memory-plan.ts';
import { showFile } from '../engine/risk-source.ts';
import { withArrow } from './with-arrow.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { checkUnchanged } from '../extract/check-unchanged.ts';
import { describeExtract } from '../extract/describe-extract.ts';
import type { Extract, ExtractColumn, ExtractForm, ExtractSchema } from '../extract/extract.ts';
import { systemReason } from '../extract/system-reason.ts';
import { measureTable } from '../risk/measure/measure-table.ts';
import type { RiskQuestion } from '../risk/measure/question.ts';
import type { CsvSource } from '../sql/dialect.ts';
import { RISK_FILE, RISK_POPULATION_FILE } from '../sql/risk-rows.ts';
import { nearest } from '../document/nearest.ts';
import { coarsenFile, type CoarseningOrder } from './coarsening-of-file.ts';
import { OPEN_FILES } from './key-store.ts';
import { suppressLocally, type LocalOrder } from './local-suppression.ts';

/** What is measured, and with what. */
export interface RiskOrder {
  readonly data: string;
  /** File of the population with the quasi-identifiers of the question, or null. */
  readonly population: string | null;
  /** The question; its population is what the file shows, so it is found here. */
  readonly question: Omit<RiskQuestion, 'population' | 'memoryBytes' | 'coarser'>;
  /** The search for the least coarsening, where it is asked for. */
  readonly coarsening: CoarseningOrder | null;
  /** Local suppression, where it is asked for. */
  readonly local: LocalOrder | null;
  /** Memory budget in bytes. */
  readonly memoryBytes: number;
  readonly threads: number;
}

/**
 * Measures the risk of one Parquet, Arrow or CSV file, which is only read. Throws `risk.unknown-column`, `risk.column-twice`,
 * `risk.population-size` (exit 2), what reading and measuring throw (exit 13, 12), and `extract.changed` where the file was
 * written to meanwhile.
 */
export async function measureRiskOfFile(order: RiskOrder, signal: AbortSignal): Promise<RiskFigures> {
  const files = [await describeFile(order.data)];
  if (order.population !== null) files.push(await describeFile(order.population));
  const [data, population] = files;
  if (data === undefined) throw new Error('the list of files is empty');
  const { columns } = order.question;
  const used = listColumns(columns);
  checkColumns(used, data);
  if (population !== undefined)
    checkColumns(
      columns.kvasi.map((column) => ({ column, at: '--populasjon' })),
      population,
    );
  const arrow = files.some(isArrow);
  const memory = shareMemory(order.memoryBytes, { rows: 0, arrow });
  const { threads } = order;
  const engine = await openEngine({
    memoryBytes: memory.duckdb,
    threads,
    directories: [...files.map((file) => dirname(file.extract.files[0]?.path ?? '')), OPEN_FILES],
    signal,
  });
  try {
    const figures = await withArrow({ arrow, threads, memory }, async (reader) => {
      const readers = { csv: (path: string) => csvSource(files, path), arrow: reader };
      await showFile(engine, RISK_FILE, data.extract, [...new Set(used.map((u) => u.column))], readers);
      const person =
        population === undefined ? null : await showPopulation(engine, order, population, readers);
      const measured = await measureTable(engine, {
        ...order.question,
        population: population === undefined ? null : { person },
        memoryBytes: memory.duckdb,
        coarser: order.coarsening?.hierarchies ?? [],
      });
      const transformation =
        order.coarsening === null ? null : await coarsenFile(engine, columns, order.coarsening);
      const localSuppression =
        order.local === null ? null : await suppressLocally(engine, columns.kvasi, order.local);
      return { ...measured, transformation, localSuppression };
    });
    const changed = files.flatMap((file) => checkUnchanged(file.extract));
    if (changed.length > 0) throw new PipelineError('run', changed);
    return figures;
  } finally {
    engine.close();
  }
}

interface DescribedFile {
  readonly extract: Extract;
  readonly columns: readonly ExtractColumn[];
  readonly layouts: ExtractSchema['layouts'];
}

/** How the described CSV file at a path is written. */
function csvSource(files: readonly DescribedFile[], path: string): CsvSource {
  const file = files.find(({ extract }) => extract.files.some((one) => one.path === path));
  const [layout] = file?.layouts ?? [];
  if (file === undefined || layout === undefined) throw new Error('a CSV file that was not described');
  return { file: path, columns: file.columns.map(({ name }) => name), ...layout };
}

/** Shows the population; gives the column of its persons where it has the one of the data. */
async function showPopulation(
  engine: Engine,
  order: RiskOrder,
  file: DescribedFile,
  readers: Parameters<typeof showFile>[4],
): Promise<string | null> {
  const { kvasi, person } = order.question.columns;
  const named = person !== null && file.columns.some((c) => c.name === person) ? person : null;
  const wanted = named === null ? kvasi : [...kvasi, named];
  await showFile(engine, RISK_POPULATION_FILE, file.extract, wanted, readers);
  return named;
}

const forms: readonly (readonly [ending: string, form: ExtractForm])[] = [
  ['.parquet', 'parquet'],
  ['.arrow', 'arrow'],
  ['.arrows', 'arrow'],
  ['.csv', 'csv'],
];

async function describeFile(path: string): Promise<DescribedFile> {
  const file = statFile(path);
  const form = forms.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1];
  if (form === undefined) throw refuse('run', 'risk.file-form', path, { file: basename(path) });
  const extract: Extract = { register: 'risk', tabell: basename(path), form, files: [file] };
  const { columns, layouts } = await describeExtract(extract);
  return { extract, columns, layouts };
}

function statFile(path: string): Extract['files'][number] {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw refuse('run', 'extract.not-a-file', path, { file: path });
    if (stats.size === 0) throw refuse('run', 'extract.empty-file', path, { file: path });
    return { path, bytes: stats.size, modifiedMs: stats.mtimeMs };
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: systemReason(error) });
  }
}

interface UsedColumn {
  readonly column: string;
  /** The option that names it. */
  readonly at: string;
}

function listColumns(c: RiskQuestion['columns']): readonly UsedColumn[] {
  const one = (column: string | null, at: string): UsedColumn[] => (column === null ? [] : [{ column, at }]);
  const many = (columns: readonly string[], at: string): UsedColumn[] =>
    columns.map((column) => ({ column, at }));
  return [
    ...many(c.kvasi, '--kvasi'),
    ...many(c.sensitiv, '--sensitiv'),
    ...one(c.person, '--person'),
    ...one(c.vekt, '--vekt'),
    ...one(c.husholdning, '--husholdning'),
    ...many(c.hendelse, '--hendelse'),
  ];
}

/** Refuses names that the file does not have, names in two roles (an event may be sensitive), and columns that are not flat. */
function checkColumns(used: readonly UsedColumn[], file: DescribedFile): void {
  const names = file.columns.map((c) => c.name);
  const unknown = used.filter((u) => !names.includes(u.column)).map((u) => unknownColumn(u, names));
  const roles = used.filter((u) => u.at !== '--hendelse').map((u) => u.column);
  const twice = used
    .filter(
      (u, i) => roles.indexOf(u.column) !== roles.lastIndexOf(u.column) && roles.indexOf(u.column) === i,
    )
    .map((u) => problem('risk.column-twice', u.at, { column: u.column }));
  if (unknown.length + twice.length > 0) throw new PipelineError('usage', [...unknown, ...twice]);
  const nested = file.columns.filter((c) => c.type === 'annet' && used.some((u) => u.column === c.name));
  if (nested.length > 0)
    throw new PipelineError(
      'run',
      nested.map((c) => notFlat(file, c)),
    );
}

const unknownColumn = ({ column, at }: UsedColumn, columns: readonly string[]): Problem =>
  problem('risk.unknown-column', at, { column, nearest: nearest(column, columns) ?? null, columns });

const notFlat = (file: DescribedFile, { name, nativeType }: ExtractColumn): Problem =>
  problem('extract.not-flat', file.extract.files[0]?.path ?? '', { column: name, type: nativeType });

const isArrow = ({ extract }: DescribedFile): boolean => extract.form === 'arrow';
