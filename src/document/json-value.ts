import type { Json } from '../base/canonical-json.ts';
import type { JsonPath } from './json-path.ts';

/** The value at a path, or undefined where nothing stands; own properties only. */
export function valueAt(root: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = root;
  for (const segment of path) at = memberOf(at, segment);
  return at;
}

/** The member of an object or list, or undefined. */
export function memberOf(value: Json | undefined, segment: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
  return (value as Readonly<Record<string | number, Json | undefined>>)[segment];
}
