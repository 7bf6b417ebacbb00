import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Plan } from '../../src/artifacts/plan.ts';
import { loadCodeLists } from '../../src/engine/code-lists.ts';
import { runDerived } from '../../src/engine/derived.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import { runKey } from '../../src/engine/key.ts';
import { defineMacros } from '../../src/engine/macros.ts';
import { numbersOfWidth } from '../../src/engine/memory-plan.ts';
import { runSeries } from '../../src/engine/series.ts';
import { runPopulation, type DrawnPopulation } from '../../src/engine/population.ts';
import type { Sources } from '../../src/engine/sources.ts';
import {
  checkInvalid,
  checkMalformed,
  countMalformed,
  runStage,
  runTexts,
  runUsedTexts,
  type Staged,
} from '../../src/engine/table.ts';
import { derivedText } from '../../src/sql/derived-columns.ts';
import type { CsvSource } from '../../src/sql/dialect.ts';
import { identifier, literal } from '../../src/sql/identifier.ts';
import { emitKeyStore } from '../../src/sql/key.ts';
import { sourceName } from '../../src/sql/names.ts';
import { compileTable, emitPart, type TableSql } from '../../src/sql/stage.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { codeLists } from './code-lists.ts';
import { parseDrawing, renderRows, type DrawnTable } from './drawn-table.ts';
import { cellSql, cellText, plainName } from './drawn-cells.ts';
import { planOf, type Given } from './given.ts';
import { nameOf } from './identifiers.ts';
import { columnType, proeveCatalogue } from './proeve-register.ts';
import { recording } from './recording-engine.ts';

export type { Given } from './given.ts';

export const DAY = '2026-11-01';

/** The derived number of a value in the tests, whichever the secret. */
export const derivedInTests = (serie: string, value: string): string =>
  createHash('sha256').update(`${serie} ${value}`).digest('hex').slice(0, 32);

/** A test's own database inside the engine of the test file. */
export class Scene {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly ran: Statement[];
  /** What `population` gave. */
  drawn: DrawnPopulation | null = null;
  readonly #given: Given;
  readonly #folder: string;
  readonly #sources: Sources = {
    each: (_table, _columns, work) => work(),
    first: (_table, _columns, work) => work(),
    slices: (_table, _columns, rows, work) => work(rows),
  };

  constructor(engine: Engine, given: Given, folder: string) {
    this.ran = [];
    this.engine = recording(engine, this.ran);
    this.#given = given;
    this.#folder = folder;
    this.plan = planOf(given);
  }

  /** Draws the extracts, defines macros and code lists. */
  async open(day: string): Promise<void> {
    await defineMacros(this.engine, day, undefined);
    await loadCodeLists(this.engine, this.plan, codeLists(this.#given.hierarchies).lists);
    for (const [name, drawing] of Object.entries(this.#given.tables)) {
      const [register = '', tabell = ''] = name.split('.');
      await this.#draw(sourceName({ register, tabell }), parseDrawing(drawing));
    }
  }

  /** Runs the population and gives the names of its persons. */
  async population(): Promise<string[]> {
    const { identities, objections, consents, keyFile } = this.#given;
    this.drawn = await runPopulation(this.engine, this.#sources, this.plan, {
      identities: identities === undefined ? null : this.#writeCsv('identiteter.csv', identities),
      objections: objections === undefined ? null : this.#writeCsv('reservasjoner.csv', objections),
      consents: consents === undefined ? null : this.#writeCsv('samtykker.csv', consents),
      keyFile: keyFile === undefined ? null : this.#writeCsv('noekkelfil.csv', keyFile),
      registers: [...proeveCatalogue.keys()],
      day: DAY,
    });
    return (await this.rows('SELECT person FROM populasjon')).map(([person]) => nameOf(person ?? '')).sort();
  }

  /** Runs population and key, and gives how many identifiers are new to the key store. */
  async key(): Promise<number> {
    await this.population();
    const { stored, draws, offsets } = this.#given;
    const first = 10n ** BigInt(this.plan.number.width - 1) + 1n;
    const fresh = await runKey(this.engine, {
      plan: this.plan,
      stored: stored === undefined ? null : await this.#writeParquet('noekkel.parquet', stored),
      draw: (count) => BigInt64Array.from({ length: count }, (_, i) => draws?.[i] ?? first + BigInt(i)),
      seed: this.#given.seed ?? 'frø',
      fingerprint: this.#fingerprint(),
      drawOffsets: (count) => BigInt64Array.from({ length: count }, (_, i) => offsets?.[i] ?? 1n + BigInt(i)),
    });
    const others = await runSeries(this.engine, this.#sources, {
      plan: this.plan,
      isReserved: this.drawn?.isReserved === true,
      draw: (count, width) =>
        BigInt64Array.from({ length: count }, (_, i) => 5n * 10n ** BigInt(width - 1) + 1n + BigInt(i)),
    });
    const fingerprint = this.#fingerprint();
    const { plan } = this;
    const isReserved = this.drawn?.isReserved === true;
    if (fingerprint !== null)
      await runDerived(this.engine, { plan, isReserved, fingerprint, derive: derivedInTests });
    return fresh + others;
  }

  #fingerprint(): bigint | null {
    return this.plan.number.derived === undefined ? null : (this.#given.fingerprint ?? 7n);
  }

  /**
   * Stages one table after population and key, as a run would, and holds it to its policies for what does not fit. Malformed
   * identifiers counted beforehand and those found on the way are the same.
   */
  async stage(index = 0, day = DAY): Promise<{ readonly sql: TableSql; readonly staged: Staged }> {
    const table = this.plan.tables[index];
    if (table === undefined) throw new Error('no such table in the plan');
    const sql = compileTable(this.plan, table, day);
    await runTexts(this.engine, this.#sources, sql);
    const malformed = await countMalformed(this.engine, this.#sources, sql);
    const runWith = (strays: boolean): Promise<Staged> => {
      const numbers = numbersOfWidth(this.plan.number.width);
      const room = { rowsAtOnce: 2, mustCompress: () => true };
      return runStage(this.engine, this.#sources, sql, numbers, room, strays);
    };
    const seen = await runWith(true);
    const staged = await runWith(false);
    expect(seen).toEqual({ ...staged, malformed });
    checkMalformed(sql, malformed, staged.rows + malformed);
    checkInvalid(sql, staged.invalid, staged.rows);
    await runUsedTexts(this.engine, sql);
    return { sql, staged };
  }

  /** What the written file of a staged table holds, with names for løpenumre, in the order of the file. */
  async delivered(sql: TableSql): Promise<(string | null)[][]> {
    const file = join(this.#folder, 'levert.parquet');
    await this.engine.run(emitPart(sql, numbersOfWidth(this.plan.number.width), file, { type: 'parquet' }));
    const names = await this.numbers();
    const columns = ['loepenummer', ...sql.columns.map((c) => c.name)];
    const casts = columns.map((name) => `CAST(${identifier(name)} AS VARCHAR)`).join(', ');
    const rows = await this.rows(`SELECT ${casts} FROM read_parquet(${literal(file)})`);
    return rows.map(([number, ...cells]) => [names.get(number ?? '') ?? null, ...cells]);
  }

  /** Name of the person behind each løpenummer. */
  async numbers(): Promise<Map<string, string>> {
    const derived = this.plan.number.derived !== undefined;
    const number = derived ? derivedText('a.kode') : 'CAST(k.loepenummer AS VARCHAR)';
    const codes = derived ? ' JOIN avledet AS a ON a.loepenummer = k.loepenummer' : '';
    const rows = await this.rows(`SELECT ${number}, k.identifikator FROM noekkel AS k${codes}`);
    const named = rows.map(([number, id]) => [number ?? '', nameOf(id ?? '')] as const);
    return new Map(named.sort(([, a], [, b]) => b.length - a.length));
  }

  /** Bytes of the file that `delivered` read. */
  file(): Buffer {
    return readFileSync(join(this.#folder, 'levert.parquet'));
  }

  /** What the key store will hold, by name. */
  async keyStore(): Promise<(string | null)[][]> {
    const rows = await this.rows(emitKeyStore(this.plan).sql);
    return rows
      .map(([id, number, ...series]) => [
        this.nameOf(id),
        number ?? null,
        ...series.filter((s) => s !== null),
      ])
      .sort();
  }

  nameOf(identifierCell: string | null | undefined): string {
    return nameOf(identifierCell ?? '');
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    const reader = await this.engine.connection.runAndReadAll(sql);
    return reader
      .getRowsJson()
      .map((row) =>
        row.map((cell) => (cell === null || typeof cell === 'string' ? cell : JSON.stringify(cell))),
      );
  }

  /** Compares rows whatever their order; where they differ, the SQL that made them is printed. */
  expectRows(rows: DrawnTable['rows'], drawing: string): void {
    const sql = this.ran.map((s) => `-- ${s.id}\n${s.sql} ${JSON.stringify(s.params.map(String))}`);
    expect(renderRows(rows), sql.join('\n\n')).toEqual(renderRows(parseDrawing(drawing).rows));
  }

  async #draw(name: string, { columns, rows }: DrawnTable): Promise<void> {
    const typed = columns.map((column) => `${identifier(plainName(column))} ${columnType(column).sql}`);
    await this.engine.connection.run(`CREATE TABLE ${identifier(name)} (${typed.join(', ')})`);
    if (rows.length === 0) return;
    const values = rows.map((row) => `(${row.map((cell, i) => cellSql(columns[i], cell)).join(', ')})`);
    await this.engine.connection.run(`INSERT INTO ${identifier(name)} VALUES ${values.join(', ')}`);
  }

  #writeCsv(name: string, drawing: string): CsvSource {
    const { columns, rows } = parseDrawing(drawing);
    const lines = rows.map((row) => row.map((cell, i) => cellText(columns[i], cell) ?? '').join(','));
    writeFileSync(join(this.#folder, name), [columns.join(','), ...lines, ''].join('\n'));
    return { file: join(this.#folder, name), columns, delimiter: ',', breaks: false };
  }

  async #writeParquet(name: string, drawing: string): Promise<string> {
    const { columns, rows } = parseDrawing(drawing);
    const path = join(this.#folder, name);
    const values = rows
      .map((row) => `(${row.map((cell, i) => cellSql(columns[i], cell)).join(', ')})`)
      .join(', ');
    await this.engine.connection.run(
      `COPY (SELECT * REPLACE (CAST(loepenummer AS BIGINT) AS loepenummer) FROM (VALUES ${values}) AS t(${columns.join(', ')})) ` +
        `TO ${literal(path)} (FORMAT parquet)`,
    );
    return path;
  }
}

/** One engine for a test file; each call gives a database of its own in it. */
export function useScenes(): (given: Given, day?: string) => Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'tilrette-sql-'));
  const opened: Engine[] = [];
  let scenes = 0;
  beforeAll(async () => {
    const signal = new AbortController().signal;
    opened.push(
      await openEngine({ memoryBytes: 512 * 1024 * 1024, threads: 2, directories: [folder], signal }),
    );
  });
  afterAll(() => {
    for (const engine of opened) engine.close();
    rmSync(folder, { recursive: true });
  });
  return async (given, day = DAY) => {
    const [engine] = opened;
    if (engine === undefined) throw new Error('scenes are opened inside tests');
    scenes += 1;
    await engine.connection.run(`ATTACH ':memory:' AS scene${scenes}`);
    await engine.connection.run(`USE scene${scenes}`);
    const scene = new Scene(engine, given, folder);
    await scene.open(day);
    return scene;
  };
}
