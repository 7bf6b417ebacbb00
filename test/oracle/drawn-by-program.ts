/** What the program draws and the plan cannot tell, as the koblingsnøkkel has it. */
export interface Drawn {
  /** Løpenummer by identifier of a person. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Days that the dates of a person are moved, by identifier. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Løpenummer of the person whom a control was drawn for, by identifier of the control. */
  readonly controls: ReadonlyMap<string, string>;
  /** Number by series and value. */
  readonly series: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const NOTHING_DRAWN: Drawn = {
  numbers: new Map(),
  offsets: new Map(),
  controls: new Map(),
  series: new Map(),
};

/** A row of the koblingsnøkkel: identifier, number, and the series it is of. */
export type KeyRow = readonly [identifier: string, number: string, series: string | null];

const OFFSETS = '*forskyvning';
/** Of the first round; a case of these tests has no second. */
const CONTROLS = '*kontroll 1';
const SECRET = '*hemmelighet';

/** Sorts the rows of a koblingsnøkkel; an identifier that stands twice in one series is a fault. */
export function sortKey(rows: readonly KeyRow[]): Drawn {
  const all = new Map<string | null, Map<string, string>>();
  for (const [identifier, number, name] of rows) {
    const one = all.get(name) ?? new Map<string, string>();
    if (one.has(identifier)) throw new Error('an identifier stands twice in the koblingsnøkkel');
    all.set(name, one.set(identifier, number));
  }
  const offsets = [...(all.get(OFFSETS) ?? [])].map(([id, days]) => [id, Number(days)] as const);
  const named = [...all].flatMap(([name, numbers]) => (name === null ? [] : [[name, numbers] as const]));
  return {
    numbers: all.get(null) ?? new Map(),
    offsets: new Map(offsets),
    controls: all.get(CONTROLS) ?? new Map(),
    series: new Map(named.filter(([name]) => ![OFFSETS, CONTROLS, SECRET].includes(name))),
  };
}

/** Whether series are told apart: a number in one of them, or of a person, is in no other, and no owner has two. */
export function seriesFaults(drawn: Drawn, personOf: (identifier: string) => string): string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const [name, numbers] of [['', drawn.numbers] as const, ...drawn.series])
    for (const [value, number] of numbers) {
      const owner = `${name} ${personOf(value)}`;
      if ((owners.get(number) ?? owner) !== owner) faults.push(`the number ${number} is of two`);
      owners.set(number, owner);
    }
  return faults;
}

/** Whether what was drawn for a person or a value in an earlier delivery of the case is hers still. */
export function keptFaults(before: Drawn, now: Drawn): string[] {
  const pairs: readonly (readonly [string, ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>])[] = [
    ['number', before.numbers, now.numbers],
    ['offset', before.offsets, now.offsets],
    ...[...before.series].map(
      ([name, numbers]) => [name, numbers, now.series.get(name) ?? new Map<string, string>()] as const,
    ),
  ];
  return pairs.flatMap(([name, then, later]) =>
    [...then].flatMap(([of, drawn]) =>
      later.get(of) === drawn ? [] : [`the ${name} of ${of} was not kept`],
    ),
  );
}
