/** Values of a register, and a secret, that no message may show. */
export const SECRETS = ['13817248022', '41098412345', 'AGE-SECRET-KEY-1QQQQSECRETQQQQ'] as const;

const WEIRD: readonly unknown[] = [
  null,
  true,
  '',
  'å',
  '\u202e\u0000\n',
  '__proto__',
  -1,
  0.5,
  1e308,
  9_007_199_254_740_993,
  [],
  {},
  [[[[[[]]]]]],
  '2026-02-30',
  '9'.repeat(400),
  'x'.repeat(70_000),
  '../../etc/passwd',
  '(a+)+$',
  Number(SECRETS[0]),
  ...SECRETS,
];
const TOKENS = ['{', '}', '[', ']', ',', ':', '"', '\\u12', '\ud800', '/*', 'null', '\ufeff', ...SECRETS];

type Random = () => number;

const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, from: readonly T[]): T | undefined => from[below(random, from.length)];

/** A text with one to four things wrong in it: bytes, tokens, or for JSON a value, a key more or a key less. */
export function mutate(text: string, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(text);
  for (let times = 1 + below(random, 4); times > 0; times -= 1)
    bytes = random() < 0.6 ? mutateValue(bytes, random) : mutateBytes(bytes, random);
  return bytes;
}

/** Bytes with one place changed, taken out, put in or said twice. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  const at = below(random, bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + below(random, random() < 0.2 ? bytes.length : 8));
  const [head, piece, tail] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  const kinds = [
    () => [head, Buffer.from(piece.map((b) => b ^ (1 << below(random, 8)))), tail],
    () => [head, tail],
    () => [head, piece, piece, tail],
    () => [head, Buffer.from(pick(random, TOKENS) ?? ''), piece, tail],
    () => [head],
  ];
  return Buffer.concat(pick(random, kinds)?.() ?? [bytes]);
}

function mutateValue(bytes: Buffer, random: Random): Buffer {
  let root: unknown;
  try {
    root = JSON.parse(bytes.toString());
  } catch {
    return mutateBytes(bytes, random);
  }
  const places = listPlaces(root);
  const place = pick(random, places);
  if (place === undefined) return Buffer.from(JSON.stringify(pick(random, WEIRD)));
  const { parent, key } = place;
  const kind = below(random, 4);
  if (kind === 0) Reflect.deleteProperty(parent, key);
  else if (kind === 1) Reflect.set(parent, `${key}x`, pick(random, WEIRD));
  else if (kind === 2) Reflect.set(parent, key, structuredClone(pick(random, places)?.value));
  else Reflect.set(parent, key, pick(random, WEIRD));
  return Buffer.from(JSON.stringify(root));
}

interface Slot {
  readonly parent: object;
  readonly key: string;
  readonly value: unknown;
}

function listPlaces(value: unknown): readonly Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { parent: value, key, value: inner as unknown },
    ...listPlaces(inner),
  ]);
}
