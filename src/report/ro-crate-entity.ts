import type { Json } from '../base/canonical-json.ts';

/** One entity of the graph of an RO-Crate. */
export type Entity = { readonly '@id': string } & Readonly<Record<string, Json>>;

/** The ids of entities. */
export const idsOf = (entities: readonly Entity[]): readonly string[] => entities.map((e) => e['@id']);

/** A link to an entity. */
export const ref = (id: string): { readonly '@id': string } => ({ '@id': id });

/** Links to entities by their ids; a list of one is written as that one. */
export function refs(ids: readonly string[]): Json {
  const [first, ...others] = ids.map(ref);
  return first !== undefined && others.length === 0
    ? first
    : [...(first === undefined ? [] : [first]), ...others];
}
