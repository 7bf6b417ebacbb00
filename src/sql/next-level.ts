import type { ColumnSql } from './column-sql.ts';
import { identifier } from './identifier.ts';
import { statement, type Statement } from './statement.ts';

/** Table of what the values of the quasi-identifier at a place become at the next level. */
export const nextLevelTable = (place: number): string => `neste_nivaa_${place}`;

/** A form that is staged, and the next coarser one. */
interface NextLevel {
  /** The relation that holds both. */
  readonly relation: string;
  readonly place: number;
  readonly from: ColumnSql;
  readonly to: ColumnSql;
  /** Holds for a row that would be left out, since its value does not fit the coarser form. */
  readonly leftOut: string;
}

/**
 * Keeps what each staged value becomes at the next level: `fra`, `til`, and `ute` where every row with it would be left
 * out. A missing value is the same as another.
 */
export const emitNextLevel = ({ relation, place, from, to, leftOut }: NextLevel): Statement =>
  statement(
    `coarsen.next-level-${place}`,
    () =>
      `CREATE OR REPLACE TABLE ${nextLevelTable(place)} AS SELECT ${identifier(from.name)} AS fra, ` +
      `${identifier(to.name)} AS til, bool_and(${leftOut}) AS ute ` +
      `FROM ${relation} GROUP BY ALL`,
  );

export const emitDropNextLevel = (table: string): Statement =>
  statement('coarsen.next-level.drop', () => `DROP TABLE ${table}`);
