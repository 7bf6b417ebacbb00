import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import type { Extract, ExtractFile, ExtractForm } from './extract.ts';
import { systemReason } from './system-reason.ts';

const forms: readonly (readonly [extension: string, form: ExtractForm])[] = [
  ['.parquet', 'parquet'],
  ['.arrow', 'arrow'],
  ['.arrows', 'arrow'],
  ['.csv', 'csv'],
];

/**
 * Finds the one file or folder that holds a register table: `<register>.<tabell>` with `.parquet`, `.arrow`,
 * `.arrows` or `.csv`, or a folder of that name (with or without the extension) with files of one form.
 * Links are followed. Throws at stage `run`: extract.directory, extract.missing, extract.ambiguous,
 * extract.empty-folder, extract.mixed-folder, extract.empty-file, extract.not-a-file, extract.unreadable.
 */
export function findExtract(directory: string, register: string, tabell: string): Extract {
  const table = `${register}.${tabell}`;
  const entries = readFolder(directory).map((entry) => entry.name);
  const lookedFor = [...forms.map(([extension]) => table + extension), `${table}/`];
  const candidates = entries.filter((entry) => isCandidate(directory, entry, table)).sort();
  const [name, ...others] = candidates;
  if (name === undefined) {
    const nearMisses = entries.filter((entry) => isNear(entry, register, tabell)).slice(0, 5);
    throw refuse('run', 'extract.missing', table, { lookedFor, nearMisses, entries: entries.length });
  }
  if (others.length > 0) throw refuse('run', 'extract.ambiguous', table, { candidates });
  return { register, tabell, ...readCandidate(join(directory, name)) };
}

function readFolder(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw refuse('run', 'extract.directory', directory, { directory, reason: systemReason(error) });
  }
}

function isCandidate(directory: string, entry: string, table: string): boolean {
  if (entry === table) return stat(join(directory, entry)).isDirectory();
  return forms.some(([extension]) => entry === table + extension);
}

function isNear(entry: string, register: string, tabell: string): boolean {
  const name = entry.toLowerCase();
  return name.includes(tabell.toLowerCase()) || name.startsWith(register.toLowerCase());
}

function readCandidate(path: string): Pick<Extract, 'form' | 'files'> {
  if (stat(path).isDirectory()) return readParts(path);
  const form = formOf(path);
  if (form === undefined) throw refuse('run', 'extract.not-a-file', path, { file: path });
  return { form, files: [readFile(path)] };
}

function readParts(folder: string): Pick<Extract, 'form' | 'files'> {
  const names = readFolder(folder)
    .map((entry) => entry.name)
    .filter((name) => !/^[._]/.test(name))
    .sort();
  const [first] = names;
  if (first === undefined) throw refuse('run', 'extract.empty-folder', folder, { folder });
  const form = formOf(first);
  const foreign = names.filter((name) => formOf(name) !== form);
  if (form === undefined || foreign.length > 0) {
    throw refuse('run', 'extract.mixed-folder', folder, {
      entries: [...new Set([first, ...foreign])].slice(0, 5),
    });
  }
  return { form, files: names.map((name) => readFile(join(folder, name))) };
}

function readFile(path: string): ExtractFile {
  const stats = stat(path);
  if (!stats.isFile()) throw refuse('run', 'extract.not-a-file', path, { file: path });
  if (stats.size === 0) throw refuse('run', 'extract.empty-file', path, { file: path });
  return { path, bytes: stats.size, modifiedMs: stats.mtimeMs };
}

function stat(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw refuse('run', 'extract.unreadable', path, { file: path, reason: systemReason(error) });
  }
}

const formOf = (name: string): ExtractForm | undefined => forms.find(([end]) => name.endsWith(end))?.[1];
