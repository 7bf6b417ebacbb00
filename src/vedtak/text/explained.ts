import { z } from 'zod';
import type { Json } from '../../base/canonical-json.ts';
import { memberOf } from '../../document/json-value.ts';
import { vedtakSchema } from '../schema.ts';

/** A part of the decision's format: what it is, in words, and what it holds. */
export interface Explained {
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Explained>>;
  readonly items?: Explained;
  readonly anyOf?: readonly Explained[];
  readonly oneOf?: readonly Explained[];
}

/** The whole format. */
export const explainedVedtak = z.toJSONSchema(vedtakSchema, { io: 'input' }) as Explained;

/** The key of an object, by the alternative that the object chose; undefined for a key that the format does not know. */
export function keyOf(schema: Explained, object: Json, key: string): Explained | undefined {
  for (const alternative of alternatives(schema)) {
    const { properties = {} } = alternative;
    if (Object.hasOwn(properties, key) && isChosen(properties, object)) return properties[key];
  }
  return undefined;
}

/** What the elements of a list are. */
export const elementOf = (schema: Explained): Explained =>
  alternatives(schema).find((a) => a.items !== undefined)?.items ?? {};

const alternatives = (schema: Explained): readonly Explained[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(alternatives),
];

/** Alternatives are told from each other by a member with a fixed value. */
const isChosen = (properties: Readonly<Record<string, Explained>>, object: Json): boolean =>
  Object.entries(properties).every(
    ([key, part]) =>
      part.const === undefined || memberOf(object, key) === undefined || memberOf(object, key) === part.const,
  );
