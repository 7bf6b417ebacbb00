import { manifestSchema, type Manifest } from '../artifacts/manifest.ts';
import { isHidden } from '../document/shown-value.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { MANIFEST_FILE, partFile, type PartName } from './package-layout.ts';

/** A manifest that follows its schema, and what is wrong with it; null when it does not follow it. */
export interface CheckedManifest {
  readonly manifest: Manifest | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads the bytes of `manifest.json`: schema (which also keeps every name inside the package), parts numbered from 0
 * without a gap within each table and named as they are numbered, nothing listed twice. All faults are
 * `verify.manifest-invalid`.
 */
export function checkManifest(bytes: Buffer): CheckedManifest {
  const parsed = manifestSchema.safeParse(parseJson(bytes));
  if (parsed.success)
    return { manifest: parsed.data, problems: [...checkParts(parsed.data), ...checkNames(parsed.data)] };
  const problems = parsed.error.issues.map((issue) => invalid(issue.path.join('.'), issue.message));
  return { manifest: null, problems };
}

function checkParts({ deler }: Manifest): Problem[] {
  const next = new Map<string, number>();
  return deler.flatMap(({ fil, nr, register, tabell }, index) => {
    const table = `${register}.${tabell}`;
    const expected = next.get(table) ?? 0;
    next.set(table, expected + 1);
    const [format, cipher] = fil.split('.').slice(-2) as [PartName['format'], PartName['cipher']];
    if (nr === expected && fil === partFile({ register, tabell, nr, format, cipher })) return [];
    return [
      invalid(`deler.${index}`, `part ${nr} where part ${expected} of ${table} belongs, or another name`),
    ];
  });
}

function checkNames({ deler, dokumentasjon }: Manifest): Problem[] {
  const names = [...deler, ...dokumentasjon].map((file) => file.fil);
  const ciphers = new Set(names.map((name) => name.split('.').at(-1)));
  const mixed = ciphers.size > 1 ? [invalid('', 'files in more than one encryption format')] : [];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...mixed, ...twice.map((name) => invalid(name, 'the file is listed twice'))];
}

/** A manifest comes from outside: what it holds in place of a name is shown only where it cannot be a person or a key. */
function invalid(path: string, hva: string): Problem {
  const shown = (text: string): string => (isHidden(text) ? '(a value that is not shown)' : text);
  const at = path === '' ? MANIFEST_FILE : `${MANIFEST_FILE}:${shown(path)}`;
  return problem('verify.manifest-invalid', at, { hva: shown(hva) });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
