import type { ColumnSql } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { codes, LOEPENUMMER, stage, texts } from './names.ts';
import { unfit, type TableSql } from './stage.ts';
import { statement, type Statement } from './statement.ts';

/** View of the staged rows from which the search for the least coarsening takes its counts. */
export const LEVEL_ROWS = 'nivaagrunnlag';

/** A carrier whose text is never empty, so that a missing value is no other: the mark keeps an empty text apart. */
const marked = ({ name, carrier }: ColumnSql): string =>
  carrier === 'VARCHAR' ? `'=' || ${identifier(name)}` : identifier(name);

export function emitLevelRows(t: TableSql, columns: readonly ColumnSql[]): Statement {
  const shown = columns.map((c) => `${marked(c)} AS ${identifier(c.name)}`);
  return statement(
    'coarsen.rows',
    () =>
      `CREATE OR REPLACE TEMP VIEW ${LEVEL_ROWS} AS SELECT ${[LOEPENUMMER, ...shown].join(', ')} FROM ${stage(t.table)}`,
  );
}

export const emitDropLevelRows = (): Statement =>
  statement('coarsen.rows.drop', () => `DROP VIEW ${LEVEL_ROWS}`);

/** What each value becomes at each level, as carriers in text: `nivaaer`, the finest first; a missing value is the empty text. */
export function emitLevelTuples(t: TableSql, forms: readonly ColumnSql[]): Statement {
  const cells = forms.map((form) => `coalesce(CAST(${marked(form)} AS VARCHAR), '')`);
  return statement(
    `coarsen.levels.${forms[0]?.name ?? ''}`,
    () => `SELECT DISTINCT [${cells.join(', ')}] AS nivaaer FROM ${stage(t.table)} ORDER BY nivaaer`,
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

/**
 * Copies what is judged, each column in one of its forms, without the rows in which one of `leftOut` does not fit; rows
 * that are the same are one where persons are counted.
 */
export const emitTrial = (
  t: TableSql,
  taken: readonly TakenForm[],
  { distinct, leftOut }: { readonly distinct: boolean; readonly leftOut: readonly string[] },
): Statement =>
  statement('coarsen.trial', () => {
    const columns = taken.map(({ name, form }) => `${identifier(form)} AS ${identifier(name)}`);
    return (
      `CREATE OR REPLACE TABLE ${stage(TRIAL)} AS SELECT ${distinct ? 'DISTINCT ' : ''}` +
      `${[LOEPENUMMER, ...columns].join(', ')} FROM ${stage(t.table)}` +
      (leftOut.length === 0 ? '' : ` WHERE NOT (${unfit(t, leftOut)})`)
    );
  });

/** Forgets the trial, and whom it suppressed. */
export const emitDropTrial = (): readonly Statement[] => [
  statement('coarsen.trial.drop', () => `DROP TABLE ${stage(TRIAL)}`),
  statement('coarsen.trial.forget', () => `DELETE FROM undertrykt`),
];

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
