/** Records whose cells may be suppressed. A suppressed cell, like one that was missing, agrees with any value. */
export interface CellTable {
  readonly records: number;
  readonly variables: number;
  /** By record, then by variable, the code of the value; -1 is missing. */
  readonly codes: Int32Array;
}

const MISSING = -1;

/** The variables in which two records disagree, as bits. */
export function disagreement({ codes, variables }: CellTable, a: number, b: number): number {
  let bits = 0;
  for (let v = 0; v < variables; v += 1) {
    const x = codes[a * variables + v] ?? MISSING;
    const y = codes[b * variables + v] ?? MISSING;
    if (x !== y && x !== MISSING && y !== MISSING) bits |= 1 << v;
  }
  return bits;
}

/** How many records agree with one, itself among them. */
export function agreeing(table: CellTable, record: number): number {
  let count = 0;
  for (let other = 0; other < table.records; other += 1)
    if (disagreement(table, record, other) === 0) count += 1;
  return count;
}

/** The variables of a set of bits. */
export function variablesOf(bits: number): readonly number[] {
  const found: number[] = [];
  for (let v = 0; bits >> v !== 0; v += 1) if ((bits >> v) % 2 === 1) found.push(v);
  return found;
}

/** The table with cells of one record suppressed. */
export function suppressed(table: CellTable, record: number, bits: number): CellTable {
  const codes = table.codes.slice();
  for (const v of variablesOf(bits)) codes[record * table.variables + v] = MISSING;
  return { ...table, codes };
}

/** Records that fewer than k agree with. */
export const violating = (table: CellTable, k: number): readonly number[] =>
  Array.from({ length: table.records }, (_, record) => record).filter(
    (record) => agreeing(table, record) < k,
  );
