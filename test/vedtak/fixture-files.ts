import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../fixtures/vedtak/', import.meta.url);

export const TODAY = '2026-11-01';

export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The decision files of `fixtures/vedtak/valid` or `fixtures/vedtak/invalid`, by name. */
export function fixtures(kind: 'valid' | 'invalid'): readonly Fixture[] {
  const folder = new URL(`${kind}/`, root);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.json'.length), bytes: readFileSync(new URL(file, folder)) }));
}
