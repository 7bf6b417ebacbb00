import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { CONTENTS_FILE, contentsSchema, type Contents, type ContentsDel } from '../artifacts/contents.ts';
import type { Manifest } from '../artifacts/manifest.ts';
import type { OpenedFile } from '../crypto/measured-file.ts';
import { plaintextName } from '../crypto/recipients.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { openInspector } from './inspector.ts';
import type { PartFormat, PartShape } from './sealed-part.ts';

const READ_BYTES = 1_048_576;

/** The contents of a package, null when its list cannot be read, and what does not agree with it. */
export interface CheckedContents {
  readonly contents: Contents | null;
  readonly problems: readonly Problem[];
}

/**
 * Compares decrypted files with the contents list of their package: the same package, the same parts in the same order,
 * size and SHA-256 of each plaintext, and rows and columns as each file has them. All faults are `verify.contents`.
 */
export async function checkContents(
  json: string,
  manifest: Manifest,
  folder: string,
  opened: ReadonlyMap<string, OpenedFile>,
): Promise<CheckedContents> {
  const contents = parseContents(json);
  if (contents === null)
    return { contents, problems: [fault(CONTENTS_FILE, 'no contents list of version 1')] };
  const parts = await Promise.all(contents.deler.map((del) => checkPart(del, folder, opened.get(del.fil))));
  return { contents, problems: [...checkBelonging(contents, manifest), ...parts.flat()] };
}

const fault = (at: string, hva: string): Problem => problem('verify.contents', at, { hva });

function parseContents(json: string): Contents | null {
  try {
    return contentsSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function checkBelonging(contents: Contents, manifest: Manifest): Problem[] {
  const samePackage = contents.saksnummer === manifest.saksnummer && contents.run === manifest.run;
  const partsOf = (
    deler: readonly { readonly fil: string; readonly register: string; readonly tabell: string }[],
  ) => deler.map(({ fil, register, tabell }) => `${fil} ${register}.${tabell}`).join('\n');
  return [
    ...(samePackage ? [] : [fault(CONTENTS_FILE, 'the contents list of another package')]),
    ...(partsOf(contents.deler) === partsOf(manifest.deler)
      ? []
      : [fault(CONTENTS_FILE, 'other parts than the manifest')]),
  ];
}

async function checkPart(
  del: ContentsDel,
  folder: string,
  opened: OpenedFile | undefined,
): Promise<Problem[]> {
  if (opened === undefined) return [fault(del.fil, 'a part that is not in the package')];
  if (opened.sha256 !== del.klartekstSha256 || opened.bytes !== del.klartekstBytes)
    return [fault(del.fil, 'another plaintext')];
  return checkShape(del, join(folder, plaintextName(del.fil)));
}

async function checkShape(del: ContentsDel, path: string): Promise<Problem[]> {
  const shape = await readShape(path).catch(() => null);
  if (shape === null) return [fault(del.fil, 'a file of which rows and columns cannot be read')];
  const found = shape.columns.map((c) => `${c.name} ${c.physicalType} ${c.logicalType ?? ''}`).join('\n');
  const listed = del.kolonner.map((k) => `${k.navn} ${k.fysisk} ${k.logisk ?? ''}`).join('\n');
  return [
    ...(shape.rows === del.rader ? [] : [fault(del.fil, 'another number of rows')]),
    ...(found === listed ? [] : [fault(del.fil, 'other columns')]),
  ];
}

async function readShape(path: string): Promise<PartShape> {
  const inspector = await openInspector(path.split('.').at(-1) as PartFormat);
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES }))
    inspector.add(piece as Buffer);
  return inspector.shape();
}
