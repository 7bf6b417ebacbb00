import type { Manifest } from '../artifacts/manifest.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { DATA_FOLDER, DOCUMENT_FOLDER, MANIFEST_FILE, SIGNATURE_FILE } from './package-layout.ts';
import type { LayoutEntry } from './read-layout.ts';

/**
 * Whether a package folder holds exactly what its manifest lists, with the sizes it states: `verify.missing`,
 * `verify.extra`, `verify.not-a-file`, `verify.size`.
 */
export function checkLayout(entries: readonly LayoutEntry[], manifest: Manifest): readonly Problem[] {
  const listed = new Map(
    [...manifest.deler, ...manifest.dokumentasjon].map((file) => [file.fil, file.bytes]),
  );
  const there = new Set(entries.map((entry) => entry.path));
  const missing = [...listed.keys()].filter((path) => !there.has(path));
  return [
    ...missing.map((path) => problem('verify.missing', path, {})),
    ...entries.flatMap((entry) => checkEntry(entry, listed)),
  ];
}

const FILES = new Set([MANIFEST_FILE, SIGNATURE_FILE]);
const FOLDERS = new Set([DATA_FOLDER, DOCUMENT_FOLDER]);

function checkEntry({ path, type, bytes }: LayoutEntry, listed: ReadonlyMap<string, number>): Problem[] {
  if (type === 'other') return [problem('verify.not-a-file', path, {})];
  if (type === 'folder') return FOLDERS.has(path) ? [] : [problem('verify.extra', path, {})];
  if (FILES.has(path)) return [];
  const expected = listed.get(path);
  if (expected === undefined) return [problem('verify.extra', path, {})];
  return expected === bytes ? [] : [problem('verify.size', path, { expected, got: bytes })];
}
