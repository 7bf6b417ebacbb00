import type { Catalogue } from '../../catalogue/register.ts';
import type { Json } from '../../base/canonical-json.ts';
import { isHidden, shownText } from '../../document/shown-value.ts';
import { problem } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import type { ListColumns, Role } from './columns.ts';
import { type Asked, type Match, matchVariable } from './match.ts';
import { readMinimisation } from './read-minimisation.ts';
import type { Cells } from './read-list.ts';

type JsonObject = Readonly<Record<string, Json>>;

export interface Draft {
  /** The decision file, with `status` utkast and only what the list and the catalogue say. */
  readonly decision: JsonObject;
  readonly variables: number;
  /** Rows that are not in it, or not wholly: `vedtak.list-unmatched`, `-minimisation`, `-repeated`. */
  readonly problems: readonly Problem[];
}

interface Taken extends Match {
  readonly row: number;
  readonly entry: JsonObject;
}

/** A draft of the decision that a variable list belongs to. `schema` is what `$schema` names. */
export function makeDraft(catalogue: Catalogue, rows: Cells, columns: ListColumns, schema: string): Draft {
  const problems: Problem[] = [];
  const taken = new Map<string, Taken>();
  for (const { cell, asked } of listRows(rows, columns)) {
    const match = matchVariable(catalogue, asked);
    if ('code' in match) problems.push(match);
    else take(taken, problems, match, asked.row, cell);
  }
  const registre = tablesOf([...taken.values()]);
  return { decision: { ...frame(schema), ...sections(registre) }, variables: taken.size, problems };
}

type Cell = (role: Role) => string;

function listRows(rows: Cells, { heading, of }: ListColumns): readonly { cell: Cell; asked: Asked }[] {
  let register = '';
  return rows.flatMap((row, i) => {
    const cell: Cell = (role) => row[of[role] ?? -1] ?? '';
    if (i <= heading || cell('variabel') === '') return [];
    // In lists for people the register often stands on the first of its rows only.
    register = cell('register') === '' ? register : cell('register');
    return [{ cell, asked: { row: i + 1, register, tabell: cell('tabell'), variabel: cell('variabel') } }];
  });
}

function take(taken: Map<string, Taken>, problems: Problem[], match: Match, row: number, cell: Cell): void {
  const { register, tabell, variabel } = match;
  const name = [register.id, tabell.id, variabel.navn, cell('som')].join('.');
  const first = taken.get(name);
  if (first !== undefined) {
    problems.push(problem('vedtak.list-repeated', `row ${row}`, { first: first.row }));
    return;
  }
  const minimering = readMinimisation(cell('minimering'), tabell, variabel);
  if (minimering === undefined)
    problems.push(
      problem('vedtak.list-minimisation', `row ${row}`, {
        got: shownText(cell('minimering')),
        levels: variabel.nivaaer,
      }),
    );
  const stated = (key: 'som' | 'begrunnelse'): JsonObject =>
    cell(key) === '' || isHidden(cell(key)) ? {} : { [key]: cell(key) };
  const entry: JsonObject = {
    navn: variabel.navn,
    ...stated('som'),
    ...(minimering === undefined || minimering === 'none' ? {} : { minimering }),
    ...stated('begrunnelse'),
  };
  taken.set(name, { ...match, row, entry });
}

function tablesOf(taken: readonly Taken[]): readonly JsonObject[] {
  const tables = new Map<string, Taken[]>();
  for (const one of taken) {
    const name = `${one.register.id}.${one.tabell.id}`;
    tables.set(name, [...(tables.get(name) ?? []), one]);
  }
  return [...tables.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    return [{ register: first.register.id, tabell: first.tabell.id, variabler: all.map((one) => one.entry) }];
  });
}

const frame = (schema: string): JsonObject => ({ $schema: schema, versjon: 1 });

/** Sections that the list says nothing of are there, empty, so that an editor completes them and `check` asks for their keys. */
const sections = (registre: readonly JsonObject[]): JsonObject => ({
  prosjekt: {},
  vedtak: { status: 'utkast' },
  rettsgrunnlag: {},
  databruker: {},
  utvalg: {},
  kobling: {},
  registre,
  anonymitet: {},
  utlevering: {},
});
