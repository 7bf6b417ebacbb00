import { tabulateHierarchy } from '../src/risk/lattice/build-hierarchy.ts';
import type { Hierarchy } from '../src/risk/lattice/hierarchy.ts';

/** One quasi-identifier of the made-up table: how many values, and how many of them come together at each level. */
interface Attribute {
  readonly name: string;
  readonly values: number;
  readonly widths: readonly number[];
  /** How uneven the values are: the share of draws below x is x to the power of 1 / skew. */
  readonly skew: number;
}

/** Heights 1, 4, 1, 2, 3, 2, 2, 1: 4 320 transformations, as in the table that others publish their times on. */
const ATTRIBUTES: readonly Attribute[] = [
  { name: 'kjonn', values: 2, widths: [2], skew: 1 },
  { name: 'alder', values: 100, widths: [5, 10, 20, 100], skew: 2.7 },
  { name: 'opphav', values: 5, widths: [5], skew: 10 },
  { name: 'sivilstand', values: 7, widths: [3, 7], skew: 5 },
  { name: 'utdanning', values: 16, widths: [2, 8, 16], skew: 4 },
  { name: 'land', values: 41, widths: [9, 41], skew: 20 },
  { name: 'naering', values: 8, widths: [3, 8], skew: 7 },
  { name: 'inntekt', values: 2, widths: [2], skew: 3 },
];

export const QUASI = ATTRIBUTES.map(({ name }) => name);

export const HIERARCHIES: readonly Hierarchy[] = ATTRIBUTES.map(({ name, values, widths }) =>
  tabulateHierarchy(
    name,
    Array.from({ length: values }, (_, i) => String(i).padStart(3, '0')),
    widths.map((width) => (value: string) => `${Math.floor(Number(value) / width)} av ${width}`),
  ),
);

/** Statement that writes a Parquet file of `rows` rows, each value by its own skewed draw. */
export function emitMadeUpTable(rows: number, file: string): string {
  const columns = ATTRIBUTES.map(({ name, values, skew }, i) => {
    const draw = `(hash(r, ${i}) % 1000003) / 1000003.0`;
    return `lpad(CAST(CAST(floor(${values} * power(${draw}, ${skew})) AS INTEGER) AS VARCHAR), 3, '0') AS ${name}`;
  });
  return `COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS x(r)) TO '${file}' (FORMAT parquet)`;
}
