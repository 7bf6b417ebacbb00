/** Rows of a table by the class they fall into. Arrays may be longer than what they hold: they are used again. */
export interface Grouping {
  readonly groups: number;
  /** By row, its class; classes are numbered as they are first met. */
  readonly groupOf: Uint32Array;
  /** By class, its first row. */
  readonly firstRow: Uint32Array;
}

/** Room that one grouping after the other works in. */
export interface Scratch {
  /** At least `length` numbers, of any value. */
  readonly room: (name: string, length: number) => Uint32Array;
}

export function openScratch(): Scratch {
  const rooms = new Map<string, Uint32Array>();
  return {
    room: (name, length) => {
      const found = rooms.get(name);
      if (found !== undefined && found.length >= length) return found;
      const made = new Uint32Array(length);
      rooms.set(name, made);
      return made;
    },
  };
}

/** Table of places, below this size and this multiple of the rows: reading by key beats looking it up. */
const DIRECT_SIZE = 1 << 24;
const DIRECT_PER_ROW = 4;

/**
 * Groups rows by keys of one or several words of 32 bits (`words[w][row]`). `size` is the number of different keys there
 * can be, where one word holds them.
 */
export function groupRows(
  words: readonly Uint32Array[],
  rows: number,
  size: number,
  scratch: Scratch,
): Grouping {
  const groupOf = scratch.room('groupOf', rows);
  const firstRow = scratch.room('firstRow', rows);
  const [first] = words;
  if (first === undefined) throw new Error('rows without a key');
  const direct = words.length === 1 && size <= Math.min(DIRECT_SIZE, Math.max(1024, DIRECT_PER_ROW * rows));
  const groups = direct
    ? groupDirectly(first, rows, scratch.room('slots', size).fill(0, 0, size), { groupOf, firstRow })
    : groupByHash(words, rows, hashSlots(rows, scratch), { groupOf, firstRow });
  return { groups, groupOf, firstRow };
}

interface Filled {
  readonly groupOf: Uint32Array;
  readonly firstRow: Uint32Array;
}

function groupDirectly(key: Uint32Array, rows: number, slots: Uint32Array, filled: Filled): number {
  const { groupOf, firstRow } = filled;
  let groups = 0;
  for (let row = 0; row < rows; row += 1) {
    const k = key[row] ?? 0;
    let group = slots[k] ?? 0;
    if (group === 0) {
      firstRow[groups] = row;
      groups += 1;
      group = groups;
      slots[k] = group;
    }
    groupOf[row] = group - 1;
  }
  return groups;
}

interface Slots {
  readonly slots: Uint32Array;
  readonly mask: number;
}

function hashSlots(rows: number, scratch: Scratch): Slots {
  const size = 2 ** Math.max(4, Math.ceil(Math.log2(2 * rows)));
  return { slots: scratch.room('slots', size).fill(0, 0, size), mask: size - 1 };
}

/** Open addressing with steps of one: the slot of a key holds its class plus one, and the first row of the class its key. */
function groupByHash(
  words: readonly Uint32Array[],
  rows: number,
  { slots, mask }: Slots,
  filled: Filled,
): number {
  const { groupOf, firstRow } = filled;
  const [first = new Uint32Array(0), ...more] = words;
  const spread = more.length === 0 ? first : mixWords(words, rows);
  let groups = 0;
  for (let row = 0; row < rows; row += 1) {
    const key = first[row] ?? 0;
    let slot = mix(spread[row] ?? 0) & mask;
    let group = slots[slot] ?? 0;
    while (group !== 0) {
      const other = firstRow[group - 1] ?? 0;
      if (first[other] === key && (more.length === 0 || sameWords(more, other, row))) break;
      slot = (slot + 1) & mask;
      group = slots[slot] ?? 0;
    }
    if (group === 0) {
      firstRow[groups] = row;
      groups += 1;
      group = groups;
      slots[slot] = group;
    }
    groupOf[row] = group - 1;
  }
  return groups;
}

function sameWords(words: readonly Uint32Array[], a: number, b: number): boolean {
  for (const word of words) if (word[a] !== word[b]) return false;
  return true;
}

/** Finaliser of MurmurHash3: every bit of the key reaches the low bits. */
function mix(key: number): number {
  let h = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function mixWords(words: readonly Uint32Array[], rows: number): Uint32Array {
  const mixed = new Uint32Array(rows);
  for (const word of words)
    for (let row = 0; row < rows; row += 1) mixed[row] = mix((mixed[row] ?? 0) ^ (word[row] ?? 0));
  return mixed;
}
