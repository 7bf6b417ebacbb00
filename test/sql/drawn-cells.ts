import { literal } from '../../src/sql/identifier.ts';
import { identifierOf } from './identifiers.ts';

/** Columns whose cells are names of persons, written in the extract as their identifiers. */
const NAMED = new Set(['foedselsnummer', 'identifikator', 'person', 'mor']);

/** A column drawn as `dag:tekst` has the name before the colon. */
export const plainName = (column: string): string => column.replace(/:.*/, '');

/** The text of a cell as an extract has it: names of persons become their identifiers. */
export const cellText = (column: string | undefined, cell: string | null): string | null =>
  cell !== null && NAMED.has(column ?? '') ? identifierOf(cell) : cell;

/** A cell as an SQL literal. A text that starts or ends with white space is drawn in double quotes. */
export function cellSql(column: string | undefined, cell: string | null): string {
  const text = cellText(column, cell);
  return text === null ? 'NULL' : literal(text.replace(/^"(.*)"$/s, '$1'));
}
