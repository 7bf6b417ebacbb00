import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withDatabase } from './database.ts';
import { quoted } from './sql-step.ts';
import { TABLES, type BenchTable } from './tables.ts';

/** What two deliveries of the same job must have in common: rows of each table, and with `digest` all of them. */
export interface Delivered {
  readonly rows: Readonly<Record<string, number>>;
  /**
   * One number over all rows of all tables that does not depend on which løpenummer a person has got, nor on the order of
   * rows; null where it was not asked for.
   */
  readonly digest: string | null;
}

/** Reads a delivery in the clear: Parquet or CSV files, anywhere below the folder. */
export async function readDelivered(folder: string, digest: boolean): Promise<Delivered> {
  return withDatabase(async (database) => {
    const rows: Record<string, number> = {};
    for (const table of TABLES) {
      const [row] = await database.read(
        `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${filesOf(folder, table)}`,
      );
      rows[table.extract] = Number(row?.['n'] ?? 0);
    }
    if (!digest) return { rows, digest: null };
    const [row] = await database.read(digestOf(folder));
    return { rows, digest: JSON.stringify(row) };
  });
}

function filesOf(folder: string, { stem }: BenchTable): string {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => new RegExp(`(^|/)${stem}_\\d+\\.(parquet|csv)$`).test(name))
    .map((name) => quoted(join(folder, name)));
  if (paths.length === 0) throw new Error(`nothing of ${stem} was delivered`);
  const list = `[${paths.join(', ')}]`;
  return paths.some((path) => path.endsWith(`.csv'`))
    ? `read_csv(${list}, header = true, all_varchar = true)`
    : `read_parquet(${list})`;
}

/** A person is the sum of the hashes of her rows in all tables, and the delivery the sum of the hashes of its persons. */
function digestOf(folder: string): string {
  const rows = TABLES.map((table) => {
    const numbers = table.numbers.map((column) => `CAST(${column} AS DOUBLE)`);
    const texts = table.texts.map((column) => `CAST(${column} AS VARCHAR)`);
    return (
      `SELECT CAST(loepenummer AS BIGINT) AS nr, CAST(hash(${quoted(table.stem)}, ${[...numbers, ...texts].join(', ')}) AS HUGEINT) AS h ` +
      `FROM ${filesOf(folder, table)}`
    );
  });
  return (
    `SELECT count(*) AS persons, sum(rader) AS rows, sum(CAST(hash(sum_h) AS HUGEINT)) AS hash ` +
    `FROM (SELECT nr, count(*) AS rader, sum(h) AS sum_h FROM (${rows.join(' UNION ALL ')}) GROUP BY nr)`
  );
}

/** Throws a plain error where a delivery has other rows than the first; `suppressed` are rows that one left out on purpose. */
export function checkAgreement(
  all: readonly (Delivered & {
    readonly id: string;
    readonly suppressed: Readonly<Record<string, number>>;
  })[],
): void {
  const [first] = all;
  if (first === undefined) return;
  for (const other of all.slice(1)) {
    for (const { extract } of TABLES) {
      const counts = [first, other].map((d) => (d.rows[extract] ?? 0) + (d.suppressed[extract] ?? 0));
      if (counts[0] !== counts[1])
        throw new Error(
          `${other.id} delivers ${counts[1] ?? 0} rows of ${extract}, ${first.id} ${counts[0] ?? 0}`,
        );
    }
    if (first.digest !== other.digest && hasAll(first) && hasAll(other))
      throw new Error(
        `${other.id} delivers other values than ${first.id}: ${other.digest ?? ''}, ${first.digest ?? ''}`,
      );
  }
}

/** Nothing was left out, so that contents can be compared as well. */
const hasAll = (d: Delivered & { readonly suppressed: Readonly<Record<string, number>> }): boolean =>
  d.digest !== null && Object.values(d.suppressed).every((rows) => rows === 0);
