import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The decision of the demo. */
const demoFile = fileURLToPath(new URL('../../fixtures/demo/decision.json', import.meta.url));
/** The identity that its packages are encrypted to. */
export const demoIdentity = fileURLToPath(
  new URL('../../fixtures/demo/databruker.identitet.txt', import.meta.url),
);

/** New values by path, such as `registre.0.variabler.2.navn`; undefined removes. */
export type Changes = Readonly<Record<string, unknown>>;

/** The demo's decision with some of it changed. */
export function demoDecision(changes: Changes = {}): unknown {
  const decision: unknown = JSON.parse(readFileSync(demoFile, 'utf8'));
  for (const [path, value] of Object.entries(changes)) change(decision, path.split('.'), value);
  return decision;
}

function change(decision: unknown, path: readonly string[], value: unknown): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => Reflect.get(Object(at) as object, key), decision);
  const last = path.at(-1) ?? '';
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${path.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
}
