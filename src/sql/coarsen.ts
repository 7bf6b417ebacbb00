import type { ColumnSql } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { codes, LOEPENUMMER, STAGES, stage, texts } from './names.ts';
import { unfit, type TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** View of the staged rows from which the search for the least coarsening takes its counts. */
export const LEVEL_ROWS = 'nivaagrunnlag';

/** A carrier whose text is never empty, so that a missing value is no other: the mark keeps an empty text apart. */
const marked = ({ name, carrier }: ColumnSql): string =>
  carrier === 'VARCHAR' ? `'=' || ${identifier(name)}` : identifier(name);

/** The view of a relation that holds every form. */
export function emitLevelRows(relation: string, columns: readonly ColumnSql[]): Statement {
  const shown = columns.map((c) => `${marked(c)} AS ${identifier(c.name)}`);
  return statement(
    'coarsen.rows',
    () =>
      `CREATE OR REPLACE TEMP VIEW ${LEVEL_ROWS} AS SELECT ${[LOEPENUMMER, ...shown].join(', ')} FROM ${relation}`,
  );
}

export const emitDropLevelRows = (): Statement =>
  statement('coarsen.rows.drop', () => `DROP VIEW ${LEVEL_ROWS}`);

/** What each value becomes at each level, as carriers in text: `nivaaer`, the finest first; a missing value is the empty text. */
export function emitLevelTuples(relation: string, forms: readonly ColumnSql[]): Statement {
  const cells = forms.map((form) => `coalesce(CAST(${marked(form)} AS VARCHAR), '')`);
  return statement(
    `coarsen.levels.${forms[0]?.name ?? ''}`,
    () => `SELECT DISTINCT [${cells.join(', ')}] AS nivaaer FROM ${relation} ORDER BY nivaaer`,
  );
}

export const emitLevelPersons = (): Statement =>
  statement('coarsen.persons', () => `SELECT count(DISTINCT ${LOEPENUMMER}) AS n FROM ${LEVEL_ROWS}`);

/** A table beside the stage, on which suppression is tried out. */
export const TRIAL = { register: '_proeve', tabell: '_proeve' };

/** A delivered column and the form it is staged in. */
export interface TakenForm {
  readonly name: string;
  readonly form: string;
}

/** A copy of rows that hold every form, each column in one of them. */
export interface FormCopy {
  /** The table as it is staged with every form. */
  readonly staged: TableSql;
  /** The relation that holds its rows, and the one that the copy becomes. */
  readonly from: string;
  readonly into: string;
  readonly taken: readonly TakenForm[];
  /** Forms whose policy leaves out the row of a value that does not fit. */
  readonly leftOut: readonly string[];
  /** Whether rows that are the same become one, as where persons are counted. */
  readonly distinct: boolean;
}

export const emitFormCopy = (copy: FormCopy): Statement =>
  statement('coarsen.copy', () => `CREATE OR REPLACE TABLE ${copy.into} AS ${formRows(copy)}`);

/** The rows of such a copy. */
export function formRows({ staged, from, taken, leftOut, distinct }: Omit<FormCopy, 'into'>): string {
  const columns = taken.map(({ name, form }) => `${identifier(form)} AS ${identifier(name)}`);
  const all = `SELECT ${distinct ? 'DISTINCT ' : ''}${[LOEPENUMMER, ...columns].join(', ')} FROM ${from}`;
  return leftOut.length === 0 ? all : `${all} WHERE NOT (${unfit(staged, leftOut)})`;
}

/** Where the rows of a table beside the judged one lie with all their forms while the coarsening is chosen. */
export const formKeeper = (i: number): string => `${STAGES}.former_ellers_${i}`;

/** Keeps these columns of the staged rows of such a table; those of its first pass when it is `fresh`. */
export function emitKeepForms(t: TableSql, i: number, columns: readonly string[], fresh: boolean): Statement {
  const kept = [LOEPENUMMER, ...[...columns, ...t.flags.map(({ name }) => name)].map(identifier)].join(', ');
  const into = fresh ? `CREATE OR REPLACE TABLE ${formKeeper(i)} AS` : `INSERT INTO ${formKeeper(i)}`;
  return statement(`coarsen.keep-${i}`, () => `${into} SELECT ${kept} FROM ${stage(t.table)}`);
}

export const emitRelationRows = (relation: string): Statement =>
  statement('coarsen.count', () => `SELECT count(*) AS n FROM ${relation}`);

export const emitDropRelation = (relation: string): Statement =>
  statement('coarsen.drop', () => `DROP TABLE IF EXISTS ${relation}`);

/** Forgets whom a trial suppressed. */
export const emitForgetSuppressed = (): Statement =>
  statement('coarsen.trial.forget', () => `DELETE FROM undertrykt`);

/** Puts the chosen form of one column in its place, with the list of its texts, and drops every other form. */
export function emitTakeForm(
  t: TableSql,
  name: string,
  forms: readonly ColumnSql[],
  chosen: ColumnSql,
): readonly Statement[] {
  const others = forms.filter((form) => form !== chosen);
  const at = (step: string): string => `coarsen.take.${name}.${step}`;
  const table = stage(t.table);
  const drops = others.flatMap((form) => [
    statement(at(`drop.${form.name}`), () => `ALTER TABLE ${table} DROP COLUMN ${identifier(form.name)}`),
    ...[texts(t.table, form.name), codes(t.table, form.name)].map((list, i) =>
      statement(at(`drop.${form.name}.${i}`), () => `DROP TABLE IF EXISTS ${list}`),
    ),
  ]);
  return chosen.name === name ? drops : [...drops, ...emitRename(t, name, chosen, at)];
}

function emitRename(
  t: TableSql,
  name: string,
  chosen: ColumnSql,
  at: (step: string) => string,
): readonly Statement[] {
  const kind = chosen.texts?.kind;
  const lists = [
    ...(kind === 'extract' || kind === 'counted' ? [texts] : []),
    ...(kind === undefined || kind === 'plan' ? [] : [codes]),
  ];
  return [
    statement(
      at('rename'),
      () => `ALTER TABLE ${stage(t.table)} RENAME COLUMN ${identifier(chosen.name)} TO ${identifier(name)}`,
    ),
    ...lists.map((list, i) =>
      statement(
        at(`rename.${i}`),
        () => `ALTER TABLE ${list(t.table, chosen.name)} RENAME TO ${list(t.table, name)}`,
      ),
    ),
  ];
}
