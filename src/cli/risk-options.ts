import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import { parseHierarchy } from '../risk/measure/parse-hierarchy.ts';
import type { RiskQuestion } from '../risk/measure/question.ts';
import type { RiskOrder } from '../steps/risk-of-file.ts';
import { coarseningOptions, readCoarsening, readLocal } from './coarsening-options.ts';
import { parseCount, parseMemory, parseThreads } from './sizes.ts';

/** Every set of quasi-identifiers is looked at. */
const MOST_FOR_SUBSETS = 16;
/** Above which a person is at risk, where no k is demanded: fewer than five in the class (El Emam 2013). */
const THRESHOLD = 0.2;

/** The options of `risk` as commander gives them. */
export const riskOptionsSchema = z.object({
  data: z.string(),
  kvasi: z.string(),
  sensitiv: z.string().optional(),
  person: z.string().optional(),
  vekt: z.string().optional(),
  husholdning: z.string().optional(),
  populasjon: z.string().optional(),
  populasjonAntall: z.string().optional(),
  hendelse: z.string().optional(),
  m: z.string().optional(),
  hierarki: z.array(z.string()).optional(),
  k: z.string().optional(),
  l: z.string().optional(),
  t: z.string().optional(),
  terskel: z.string().optional(),
  lType: z.enum(['distinkt', 'entropi', 'rekursiv']),
  c: z.string(),
  avstand: z.enum(['lik', 'ordnet', 'hierarkisk']),
  logaritme: z.enum(['2', 'e']),
  mangler: z.enum(['kategori', 'jokertegn', 'utelat']),
  alfa: z.string(),
  undertrykt: z.string().optional(),
  individuell: z.enum(['eksakt', 'tilnaermet']),
  suda: z.boolean().optional(),
  sudaMaks: z.string().optional(),
  sudaPoeng: z.enum(['elliot', 'ihsn']),
  disAndel: z.string(),
  delmengder: z.boolean().optional(),
  minne: z.string().optional(),
  traader: z.string().optional(),
  rapport: z.string().optional(),
  spraak: z.enum(['nb', 'en']).default('nb'),
  json: z.boolean().optional(),
  ...coarseningOptions,
});
type Options = z.infer<typeof riskOptionsSchema>;

/** Checks the options and makes every choice explicit. Throws `usage.option`, `usage.file` (exit 2) and `risk.hierarchy` (exit 13). */
export async function readRiskOrder(o: Options, now: () => number): Promise<RiskOrder> {
  const columns = readColumns(o);
  const texts = await readTexts(o, columns);
  const question = {
    columns,
    ...readMissing(o),
    ...readDemands(o, columns),
    lType: o.lType,
    distance: o.avstand,
    recursiveC: parseNumber('--c', o.c, { over: 0 }),
    logBase: o.logaritme,
    hierarchies: readHierarchies(o, columns.sensitiv, texts),
    individual: o.individuell,
    suda: readSuda(o, columns.kvasi.length),
    subsets: readSubsets(o, columns.kvasi.length),
    events: readEvents(o, columns),
    populationSize:
      o.populasjonAntall === undefined ? null : parseCount('--populasjon-antall', o.populasjonAntall),
  };
  if (o.avstand === 'hierarkisk' && question.hierarchies.some((h) => h === null))
    throw option('--avstand', 'a hierarchy (--hierarki COLUMN=FILE) for each sensitive column', 'none');
  const asked = {
    ...{ kvasi: columns.kvasi, sensitiv: columns.sensitiv, ...question.demands },
    ...{ lType: o.lType, c: question.recursiveC, distance: o.avstand },
    populationSize: question.populationSize,
    whole: o.mangler === 'kategori' && o.undertrykt === undefined,
  };
  return Object.freeze({
    data: resolve(o.data),
    population: o.populasjon === undefined ? null : resolve(o.populasjon),
    coarsening: readCoarsening(
      {
        ...{ maksUndertrykking: o.maksUndertrykking, tap: o.tap, maksTid: o.maksTid },
        maksUnike: o.maksUnike,
      },
      asked,
      texts,
      now,
    ),
    local: readLocal(o.lokalUndertrykking, asked, columns.person, now),
    question: { ...question, choices: listChoices(o, question) },
    memoryBytes: parseMemory(o.minne),
    threads: parseThreads(o.traader),
  });
}

function readColumns(o: Options): RiskQuestion['columns'] {
  return {
    kvasi: listNames('--kvasi', o.kvasi),
    sensitiv: o.sensitiv === undefined ? [] : listNames('--sensitiv', o.sensitiv),
    hendelse: o.hendelse === undefined ? [] : listNames('--hendelse', o.hendelse),
    person: o.person ?? null,
    vekt: o.vekt ?? null,
    husholdning: o.husholdning ?? null,
  };
}

function listNames(at: string, text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw option(at, 'names of columns, separated by commas', text === '' ? 'nothing' : text);
}

function readMissing(o: Options): Pick<RiskQuestion, 'leftOut' | 'wildcard'> {
  const alpha = parseNumber('--alfa', o.alfa, { from: 0, to: 1 });
  return {
    leftOut: { undertrykt: o.undertrykt ?? null, missing: o.mangler === 'utelat' },
    wildcard: o.mangler === 'jokertegn' ? alpha : null,
  };
}

function readDemands(
  o: Options,
  columns: RiskQuestion['columns'],
): Pick<RiskQuestion, 'demands' | 'threshold'> {
  const k = o.k === undefined ? null : parseK(o.k);
  const l = o.l === undefined ? null : parseNumber('--l', o.l, { from: 1 });
  const t = o.t === undefined ? null : parseNumber('--t', o.t, { from: 0, to: 1 });
  if ((l !== null || t !== null) && columns.sensitiv.length === 0)
    throw option(l === null ? '--t' : '--l', 'a sensitive column (--sensitiv) to hold it against', 'none');
  const threshold =
    o.terskel === undefined
      ? k === null
        ? THRESHOLD
        : 1 / k
      : parseNumber('--terskel', o.terskel, { over: 0, to: 1 });
  return { demands: { k, l, t }, threshold };
}

function parseK(text: string): number {
  const k = Number(text);
  if (Number.isSafeInteger(k) && k >= 2) return k;
  throw option('--k', 'a whole number of at least 2: with 1 everyone may be alone', text);
}

function readSuda(o: Options, columns: number): RiskQuestion['suda'] {
  if (o.suda !== true) {
    if (o.sudaMaks === undefined) return null;
    throw option('--suda-maks', 'SUDA to be asked for with it (--suda)', 'none');
  }
  checkSubsets('--suda', columns);
  const maxSize =
    o.sudaMaks === undefined ? columns : Math.min(columns, parseCount('--suda-maks', o.sudaMaks));
  return {
    maxSize,
    scoring: o.sudaPoeng,
    fraction: parseNumber('--dis-andel', o.disAndel, { over: 0, under: 1 }),
  };
}

function readSubsets(o: Options, columns: number): boolean {
  if (o.delmengder === true) checkSubsets('--delmengder', columns);
  return o.delmengder === true;
}

function checkSubsets(at: string, columns: number): void {
  if (columns > MOST_FOR_SUBSETS)
    throw option(at, `at most ${MOST_FOR_SUBSETS} quasi-identifiers`, String(columns));
}

function readEvents(o: Options, columns: RiskQuestion['columns']): 1 | 2 | null {
  if (columns.hendelse.length === 0) {
    if (o.m === undefined) return null;
    throw option('--m', 'columns of events with it (--hendelse)', 'none');
  }
  if (columns.person === null) throw option('--hendelse', 'a person column with it (--person)', 'none');
  if (o.m === undefined || o.m === '1') return 1;
  if (o.m === '2') return 2;
  throw option('--m', '1 or 2', o.m);
}

/** Hierarchy files by the column they are of. */
async function readTexts(o: Options, columns: RiskQuestion['columns']): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const given of o.hierarki ?? []) {
    const [column, file] = splitHierarchy(given, [...columns.kvasi, ...columns.sensitiv]);
    if (texts.has(column)) throw option('--hierarki', 'one hierarchy a column', given);
    texts.set(column, await readText(file));
  }
  return texts;
}

const readHierarchies = (
  o: Options,
  sensitive: readonly string[],
  texts: ReadonlyMap<string, string>,
): RiskQuestion['hierarchies'] =>
  sensitive.map((column) => {
    const text = texts.get(column);
    return text === undefined ? null : parseHierarchy(text, fileOf(o, column));
  });

const fileOf = (o: Options, column: string): string =>
  resolve((o.hierarki ?? []).find((given) => given.startsWith(`${column}=`))?.slice(column.length + 1) ?? '');

function splitHierarchy(text: string, columns: readonly string[]): readonly [string, string] {
  const at = text.indexOf('=');
  const column = text.slice(0, at);
  if (at > 0 && columns.includes(column)) return [column, resolve(text.slice(at + 1))];
  throw option('--hierarki', 'COLUMN=FILE, with a column of --kvasi or --sensitiv', text);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PipelineError('usage', [problem('usage.file', file, { reason: code ?? 'not readable' })]);
  }
}

interface Bounds {
  readonly from?: number;
  readonly over?: number;
  readonly to?: number;
  readonly under?: number;
}

function parseNumber(at: string, text: string, { from, over, to, under }: Bounds): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits =
    Number.isFinite(value) &&
    value >= (from ?? -Infinity) &&
    value > (over ?? -Infinity) &&
    value <= (to ?? Infinity) &&
    value < (under ?? Infinity);
  if (fits) return value;
  const limits = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(over === undefined ? [] : [`above ${over}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(under === undefined ? [] : [`below ${under}`]),
  ];
  throw option(at, `a number ${limits.join(' ')}`, text);
}

const option = (at: string, expected: string, got: string): PipelineError =>
  refuse('usage', 'usage.option', at, { expected, got });

/** The choices in words, in the order in which a person reads them. */
function listChoices(
  o: Options,
  q: Pick<RiskQuestion, 'threshold' | 'suda' | 'columns'>,
): RiskQuestion['choices'] {
  const sensitive = q.columns.sensitiv.length > 0;
  return {
    terskel: q.threshold,
    mangler: o.mangler,
    ...(o.mangler === 'jokertegn' && { alfa: Number(o.alfa) }),
    undertrykt: o.undertrykt === undefined ? 'klasse' : 'utelat',
    individuell: o.individuell,
    ...(sensitive && { lType: o.lType, c: Number(o.c), avstand: o.avstand, logaritme: o.logaritme }),
    ...(q.suda !== null && { sudaPoeng: q.suda.scoring, disAndel: q.suda.fraction }),
  };
}
