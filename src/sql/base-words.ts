import { asText, type BaseColumns, type PackColumns } from './base-columns.ts';
import { identifier, literal } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** A quasi-identifier whose values become codes. */
export interface CodedColumn {
  /** Type in the table, as DuckDB names it. */
  readonly type: string;
  /** Values that have a code. */
  readonly values: number;
  /** Code of the empty text, which a missing value has too; null where it has none. */
  readonly empty: number | null;
}

/** A pack with how many numbers it has. */
export interface SizedPack extends PackColumns {
  readonly size: number;
}

/** Several packs as one whole number, the first of them highest, so that words lie in the order of their packs. */
interface Word {
  readonly type: 'UINTEGER' | 'UBIGINT';
  /** Places of the packs, and what one step of each adds to the number. */
  readonly packs: readonly { readonly place: number; readonly step: bigint }[];
}

const WORD_32 = 2n ** 32n;
const WORD_63 = 2n ** 63n;
/** Lists are looked through: in Parquet once for each value of a dictionary, in other files for each row. */
const LISTED = 128;

/** Packs of neighbouring places in one word while their product fits. */
export function planWords(packs: readonly SizedPack[]): readonly Word[] {
  const groups: number[][] = [];
  let size = WORD_63;
  packs.forEach((pack, place) => {
    const more = size * BigInt(pack.size);
    const group = groups.at(-1);
    if (group !== undefined && more < WORD_63) group.push(place);
    else groups.push([place]);
    size = group !== undefined && more < WORD_63 ? more : BigInt(pack.size);
  });
  return groups.map((places) => planWord(packs, places));
}

function planWord(packs: readonly SizedPack[], places: readonly number[]): Word {
  let step = 1n;
  const steps = places.toReversed().map((place) => {
    const own = step;
    step *= BigInt(packs[place]?.size ?? 1);
    return { place, step: own };
  });
  return { type: step <= WORD_32 ? 'UINTEGER' : 'UBIGINT', packs: steps.toReversed() };
}

export const emitColumnTypes = ({ relation, quasi }: BaseColumns): Statement =>
  statement(
    'base.types',
    () =>
      `SELECT column_name AS navn, column_type AS type FROM (DESCRIBE SELECT ${quasi.map(identifier).join(', ')} FROM ${relation})`,
  );

const isListed = ({ type, values }: CodedColumn): boolean => type === 'VARCHAR' && values <= LISTED;

const listName = (place: number): string => `merker_${place}`;

/** Lists of the values of columns that have few, in the order of their codes. */
export const emitLists = (columns: readonly CodedColumn[]): readonly Statement[] =>
  columns.flatMap((column, place) =>
    isListed(column)
      ? [
          statement(
            `base.list-${place}`,
            () => `SET VARIABLE ${listName(place)} = (SELECT list(verdi ORDER BY kode) FROM koder_${place})`,
          ),
        ]
      : [],
  );

export const emitDropLists = (columns: readonly CodedColumn[]): readonly Statement[] =>
  columns.flatMap((column, place) =>
    isListed(column) ? [statement(`base.drop-list-${place}`, () => `RESET VARIABLE ${listName(place)}`)] : [],
  );

/** Code of the value in column `q0`, `q1`, …; NULL where it has none. */
function codeOf(column: CodedColumn, place: number): string {
  const found = isListed(column)
    ? `list_position(getvariable(${literal(listName(place))}), q${place}) - 1`
    : `k${place}.kode`;
  return column.empty === null
    ? found
    : `coalesce(${found}, CASE WHEN q${place} IS NULL THEN ${column.empty} END)`;
}

/** Types whose values are compared as they are, not as texts: those of which each text has one value. */
const PLAIN = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|DATE|BOOLEAN)$/;

/** Joins the values of columns that have many with their codes; a text that no value is written as has no part in it. */
const joinsOf = (columns: readonly CodedColumn[]): string =>
  columns
    .map((column, i) => {
      if (isListed(column)) return '';
      if (!PLAIN.test(column.type))
        return ` LEFT JOIN koder_${i} AS k${i} ON k${i}.verdi = ${asText(`q${i}`)}`;
      const value = `TRY_CAST(verdi AS ${column.type})`;
      const own = `SELECT ${value} AS verdi, kode FROM koder_${i} WHERE CAST(${value} AS VARCHAR) = verdi`;
      return ` LEFT JOIN (${own}) AS k${i} ON k${i}.verdi = q${i}`;
    })
    .join('');

/** The words of each row of what has columns `q0`, `q1`, … and is joined to the codes, as `w0`, `w1`, …. */
const wordsOf = (columns: readonly CodedColumn[], packs: readonly SizedPack[]): readonly string[] =>
  planWords(packs).map(({ type, packs: steps }, w) => {
    const digits = steps.flatMap(({ place, step }) => {
      const { attributes = [], strides = [] } = packs[place] ?? {};
      return attributes.map((attribute, a) => {
        const column = columns[attribute];
        if (column === undefined) throw new Error('a pack of a column that has no codes');
        return `CAST(${codeOf(column, attribute)} AS ${type}) * ${step * BigInt(strides[a] ?? 1)}::${type}`;
      });
    });
    return `CAST(${digits.join(' + ')} AS ${type}) AS w${w}`;
  });

/** What is counted, and how its values become words. */
export interface Coded {
  readonly columns: BaseColumns;
  readonly coded: readonly CodedColumn[];
  readonly packs: readonly SizedPack[];
}

/**
 * Rows to count, with their words, those of `more` as `q` and their place after the quasi-identifiers, and whether they are
 * delivered: one a person and key where persons are named. Values become numbers before anything is grouped, so that what
 * is grouped takes a few bytes a row, however long the texts are.
 */
export function emitUnits({ columns, coded, packs }: Coded, more: readonly string[]): string {
  const { relation, quasi, person, member } = columns;
  const shown = [...quasi, ...more].map((name, i) => `${identifier(name)} AS q${i}`);
  const flags = member === null ? [] : [identifier(member)];
  const own = person === null ? [] : [`${identifier(person)} AS _person`];
  const read = `SELECT ${[...own, ...shown, ...flags].join(', ')} FROM ${relation}`;
  const kept = [
    ...(person === null ? [] : ['_person']),
    ...wordsOf(coded, packs),
    ...more.map((_, i) => `q${quasi.length + i}`),
    ...flags,
  ];
  return `SELECT ${person === null ? '' : 'DISTINCT '}${kept.join(', ')} FROM (${read})${joinsOf(coded)}`;
}

export const wordNames = (packs: readonly SizedPack[]): readonly string[] =>
  planWords(packs).map((_, w) => `w${w}`);

/** The numbers of the packs, as columns `p0`, `p1`, …, of what has words. */
export const packsOfWords = (packs: readonly SizedPack[]): readonly string[] =>
  planWords(packs).flatMap(({ packs: steps }, w) =>
    steps.map(
      ({ place, step }) => `CAST((w${w} // ${step}) % ${packs[place]?.size ?? 1} AS UINTEGER) AS p${place}`,
    ),
  );
