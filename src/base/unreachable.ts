/** Default of an exhaustive switch: does not compile when a case is missing, and throws if data broke the types. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case ${JSON.stringify((value as { type?: unknown }).type ?? typeof value)}`);
}
