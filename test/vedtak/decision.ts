import { fixtures } from './fixture-files.ts';

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** The text of the smallest valid decision with the value at a path replaced, or removed when it is undefined. */
export function decision(path: readonly (string | number)[] = [], value?: Value): string {
  const root = JSON.parse(new TextDecoder().decode(smallest())) as Value;
  const last = path.at(-1);
  if (last === undefined) return JSON.stringify(root, null, 2);
  const parent = path.slice(0, -1).reduce<Value>((at, segment) => memberOf(at, segment), root);
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${path.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return JSON.stringify(root, null, 2);
}

function smallest(): Uint8Array {
  const found = fixtures('valid').find(({ name }) => name === 'ett-register');
  if (found === undefined) throw new Error('the fixture ett-register is missing');
  return found.bytes;
}

function memberOf(value: Value, segment: string | number): Value {
  const member: unknown = Reflect.get(Object(value) as object, segment);
  if (member === undefined) throw new Error(`nothing at ${segment}`);
  return member as Value;
}
