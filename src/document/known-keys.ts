import { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import type { JsonPath } from './json-path.ts';
import { memberOf } from './json-value.ts';

type Schema = z.core.$ZodType;

/** The keys a schema knows at a path of a value, where it has alternatives those of the one the value chose. */
export function knownKeys(schema: Schema, root: Json, path: JsonPath): readonly string[] {
  let value: Json | undefined = root;
  let schemas = alternatives(schema, value);
  for (const segment of path) {
    const inside = memberOf(value, segment);
    schemas = schemas.flatMap((at) => step(at, segment)).flatMap((at) => alternatives(at, inside));
    value = inside;
  }
  return [...new Set(schemas.flatMap((at) => (at instanceof z.ZodObject ? Object.keys(at.shape) : [])))];
}

function alternatives(schema: Schema, value: Json | undefined): readonly Schema[] {
  if (isWrapper(schema)) return alternatives(schema.unwrap(), value);
  if (!(schema instanceof z.ZodUnion)) return [schema];
  const options: readonly Schema[] = schema.options;
  const { discriminator } = schema.def as { readonly discriminator?: string };
  if (discriminator === undefined) return options;
  const chosen = memberOf(value, discriminator);
  return options.filter((option) => z.safeParse(memberSchema(option, discriminator), chosen).success);
}

const WRAPPERS = [z.ZodOptional, z.ZodDefault, z.ZodPrefault, z.ZodNullable] as const;

const isWrapper = (schema: Schema): schema is InstanceType<(typeof WRAPPERS)[number]> =>
  WRAPPERS.some((wrapper) => schema instanceof wrapper);

function step(schema: Schema, segment: string | number): readonly Schema[] {
  return schema instanceof z.ZodArray ? [schema.element] : [memberSchema(schema, String(segment))];
}

function memberSchema(schema: Schema, key: string): Schema {
  if (!(schema instanceof z.ZodObject)) return z.never();
  return (schema.shape as Readonly<Record<string, Schema>>)[key] ?? z.never();
}
