import { z } from 'zod';
import { plaintextName, type CipherSuffix } from '../crypto/recipients.ts';
import type { PartFormat } from './sealed-part.ts';

/** Which part of which delivered table; `nr` counts from 0 within the table. */
export interface PartName {
  readonly register: string;
  readonly tabell: string;
  readonly nr: number;
  readonly format: PartFormat;
  readonly cipher: CipherSuffix;
}

export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.json.sig';
export const DATA_FOLDER = 'data';
export const DOCUMENT_FOLDER = 'dokumentasjon';

/** Documents that describe the whole package: their formats demand that they lie above what they describe. */
const DESCRIPTIONS = new Set(['ro-crate-metadata.json', 'datapackage.json']);

/** Where the plaintext of a file of a package goes, from the folder that the package is unpacked into. */
export function unpackedFile(fil: string): string {
  const plain = plaintextName(fil);
  const name = plain.replace(`${DOCUMENT_FOLDER}/`, '');
  return DESCRIPTIONS.has(name) ? name : plain;
}

const UNDER_ARBEID = /^\..+\.under-arbeid$/;

/** The folder name of a package: every character of the saksnummer outside A-z0-9 becomes `_`. */
export function packageName(saksnummer: string, run: string): string {
  const name = `${saksnummer.replace(/[^A-Za-z0-9]/g, '_')}_${run}`;
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .parse(name);
}

/** The path of a part within its package, such as `data/npr_episode_0000.parquet.age`. */
export function partFile({ register, tabell, nr, format, cipher }: PartName): string {
  return `${DATA_FOLDER}/${register}_${tabell}_${String(nr).padStart(4, '0')}.${format}.${cipher}`;
}

/** The name of the hidden folder in which something is made before it gets its own name. */
export function stagingName(name: string): string {
  return `.${name}.under-arbeid`;
}

/** Whether a name is one that `stagingName` gives. */
export const isStagingName = (name: string): boolean => UNDER_ARBEID.test(name);
