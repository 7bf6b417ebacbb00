import type { Json } from '../base/canonical-json.ts';
import { type Finding, finding } from '../document/finding.ts';
import type { JsonPath } from '../document/json-path.ts';
import { looksSecret } from '../document/shown-value.ts';

/** A finding (`vedtak.secret`) for every text, at any depth, that looks like private key material. */
export function checkSecrets(value: Json, path: JsonPath = []): readonly Finding[] {
  if (typeof value === 'string') return looksSecret(value) ? [finding('vedtak.secret', path, {})] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.flatMap((element, i) => checkSecrets(element, [...path, i]));
  return Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : checkSecrets(member, [...path, key]),
  );
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
