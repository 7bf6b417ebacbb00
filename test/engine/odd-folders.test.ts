import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openEngine } from '../../src/engine/engine.ts';
import { copyToParquet, csvView, parquetSliceView, parquetView } from '../../src/sql/dialect.ts';
import { csvTableView } from '../../src/sql/csv-source.ts';
import { literal } from '../../src/sql/identifier.ts';

const place = mkdtempSync(join(tmpdir(), 'tilrette-mapper-'));
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** Folders that DuckDB would take for patterns or columns, each beside one that it would read then. */
const odd = ['kjoenn=9', 'x[1]', 'y*', 'z?', "o'brien", 'æ ø'];
const beside = ['x1', 'yy', 'zz'];
for (const name of [...odd, ...beside]) mkdirSync(join(place, name));

describe.each(odd)('a folder called %s', (name) => {
  it('is read itself and no other, and its name is no column', async () => {
    const engine = await openEngine({
      ...{ memoryBytes: 256 * 2 ** 20, threads: 1, directories: [join(place, name)] },
      signal: new AbortController().signal,
    });
    try {
      const file = join(place, name, 'fil.parquet');
      const csv = join(place, name, 'fil.csv');
      writeFileSync(csv, `kjoenn\n${name}\n`);
      for (const other of beside) {
        writeFileSync(join(place, other, 'fil.csv'), 'kjoenn\nanother folder\n');
        writeFileSync(join(place, other, 'fil.parquet'), 'another folder');
      }
      const run = (sql: string): Promise<void> => engine.run({ id: 'odd', sql, params: [] });
      await run(copyToParquet(`SELECT ${literal(name)} AS kjoenn`, literal(file)));
      const columns = [{ name: 'kjoenn', type: 'tekst' }] as const;
      const views = [
        parquetView('v', [file]),
        parquetSliceView('v', file, { first: 0, last: 10 }, null),
        csvView('v', { file: csv, columns: ['kjoenn'], delimiter: ';', breaks: false }),
        csvTableView('v', [{ path: csv, delimiter: ';', breaks: false }], columns, null),
      ];
      for (const view of views) {
        await run(view);
        const read = await engine.read({ id: 'odd', sql: 'FROM v', params: [] }, z.unknown());
        expect(read).toEqual([{ kjoenn: name }]);
      }
    } finally {
      engine.close();
    }
  });
});
