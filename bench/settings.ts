import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a run of the benchmarks measures, and where its files lie. Sizes in rows and bytes, paths absolute. */
export interface BenchSettings {
  /** Episodes of the synthetic npr, each size of its own. */
  readonly sizes: readonly number[];
  readonly decisions: readonly DecisionName[];
  /** Memory budgets that every size is measured under; null for the default of each size. */
  readonly budgets: readonly number[] | null;
  readonly rounds: number;
  /** Ids of the contestants. */
  readonly contestants: readonly string[];
  readonly threads: number;
  /** Registers, peers and whatever a measurement writes. */
  readonly data: string;
  readonly results: string;
  /** Folder of the compiled program, with `dist` inside. */
  readonly program: string;
  /** Measure although the machine is loaded. */
  readonly regardless: boolean;
}

/** *broad*: the whole population, where sorting and writing cost. *narrow*: one diagnosis, where scanning costs. */
export type DecisionName = 'broad' | 'narrow';
export const DECISIONS: readonly DecisionName[] = ['broad', 'narrow'];

export const PROJECT = fileURLToPath(new URL('../', import.meta.url));
export const DEFAULT_DATA = join(PROJECT, '.bench');
export const DEFAULT_RESULTS = join(PROJECT, 'bench', 'results');

/** Above this many episodes a size is measured under both budgets of a national cohort. */
const NATIONAL = 50_000_000;

/** Memory budgets of a size, in bytes, where none is asked for. */
export const defaultBudgets = (episodes: number): readonly number[] =>
  episodes > NATIONAL ? [8e9, 2e9] : [1.5e9];

const MILLION = 1_000_000;

/** Sizes in millions, such as `2,20`, as rows. Throws a plain error for anything that is not a positive number. */
export const parseSizes = (text: string): readonly number[] =>
  words(text).map((word) => {
    const millions = Number(word);
    if (!(millions > 0)) throw new Error(`--episoder: expected millions such as 2,20; got ${word}`);
    return Math.round(millions * MILLION);
  });

/** Budgets such as `1500MB` or `8GB,2GB`, in bytes. */
export const parseBudgets = (text: string): readonly number[] =>
  words(text).map((word) => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(MB|GB)$/.exec(word) ?? [];
    if (unit === '') throw new Error(`--minne: expected sizes such as 1500MB or 8GB,2GB; got ${word}`);
    return Number(number) * (unit === 'GB' ? 1e9 : 1e6);
  });

/** Words of a list, each one of those allowed. */
export const parseWords = <T extends string>(
  option: string,
  text: string,
  allowed: readonly T[],
): readonly T[] =>
  words(text).map((word) => {
    const found = allowed.find((one) => one === word);
    if (found === undefined) throw new Error(`${option}: expected some of ${allowed.join(',')}; got ${word}`);
    return found;
  });

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
