import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { configsDirectory } from '../src/catalogue/configs-directory.ts';
import { groupRows, readIcd10 } from '../src/catalogue/icd10-list.ts';
import type { KommuneList } from '../src/catalogue/kommune-list.ts';
import { withDatabase } from './database.ts';
import { DIVISION } from './decision.ts';
import { quoted } from './sql-step.ts';

/** Writes `fylke` (kode, fra, til, fylke) and `blokk` (kategori, blokk), each as CSV and as Parquet. */
export async function writeLists(folder: string, kommuneList: KommuneList): Promise<void> {
  const fylker = fylkeRows(kommuneList);
  const blokker = groupRows(readIcd10(configsDirectory()), 'blokk').map((row) => [row.kategori, row.gruppe]);
  await writeList(folder, 'fylke', ['kode', 'fra', 'til', 'fylke'], fylker);
  await writeList(folder, 'blokk', ['kategori', 'blokk'], blokker);
}

function fylkeRows({ rows, inndelinger }: KommuneList): string[][] {
  const end = inndelinger.find((division) => division.dato > DIVISION)?.dato ?? '9999-12-31';
  return rows.flatMap(({ kode, fra, til, fylker }) => {
    const fylke = fylker[DIVISION] ?? null;
    return fylke === null ? [] : [[kode, fra, til !== null && til < end ? til : end, fylke]];
  });
}

async function writeList(
  folder: string,
  name: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const csv = join(folder, `${name}.csv`);
  await writeFile(csv, [columns, ...rows].map((row) => `${row.join(',')}\n`).join(''));
  const types = columns.map(
    (column) => `'${column}': '${['fra', 'til'].includes(column) ? 'DATE' : 'VARCHAR'}'`,
  );
  await withDatabase((database) =>
    database.run(
      `COPY (SELECT * FROM read_csv(${quoted(csv)}, header = true, columns = {${types.join(', ')}})) ` +
        `TO ${quoted(join(folder, `${name}.parquet`))} (FORMAT parquet)`,
    ),
  );
}
