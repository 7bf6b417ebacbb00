import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { readVerified } from '../cli/place.ts';
import { type Call, type Site } from './site.ts';
import { hook, table, delivered, expectRight, expectRefused, open } from './matrix.ts';

const limited = (limit: string): Call => ({ before: ['bash', '-c', `ulimit ${limit}; exec "$@"`, '-'] });
const episodes = (site: Site): string => join(site.place.uttrekk, 'npr.episode.parquet');

describe('a machine that fails', () => {
  test.each([
    ['no file above 64 kB (as on a full disk)', '-f 64', ['package.write-failed', 'ledger.no-room']],
    [
      'address space too small',
      '-v 2000000',
      ['schedule.child-died', 'run.out-of-memory', 'run.database', 'extract.read-stopped'],
    ],
  ])('%s', async (fault, limit, codes) => {
    await expectRefused(fault, codes, () => limited(limit));
  });

  test('memory budget below the least', () =>
    expectRefused('memory budget below the least', ['usage.option'], (site) => {
      site.pipeline({ minne: '100MB' });
      return undefined;
    }));

  test.each([
    ['disk of the output full', 'size=100k', ['package.write-failed']],
    ['output read-only', 'ro', ['package.write-failed']],
  ])('%s', async (fault, options, codes) => {
    if (!mayMount()) {
      table.push({ fault, times: 0, ended: 'not tried: this process may not mount' });
      return;
    }
    const { site, right, before } = await delivered();
    const disk = join(site.place.folder, 'disk');
    mkdirSync(disk, { recursive: true });
    mount(['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
    try {
      site.pipeline({ ut: join(disk, 'ut') });
      const told = await site.batch();
      const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
      expect(found).toEqual(codes);
      table.push({ fault, times: 1, ended: `${told.status}: ${found.join(', ')}` });
      expect(site.packages()).toHaveLength(before);
    } finally {
      execFileSync(umountTool, [disk]);
    }
    await expectRight(site, right);
  });

  test('clock set back a day', async () => {
    const { site, right, before } = await delivered();
    const back = { node: ['--import', hook], env: { SHIFT_MS: '-86400000' } };
    const ended = await site.startBatch(back).ended;
    expect(ended).toMatchObject({ status: 13 });
    expect(ended.stdout).toContain('schedule.clock-back');
    expect(site.packages()).toHaveLength(before);
    table.push({ fault: 'clock set back a day', times: 1, ended: '13: schedule.clock-back' });
    await expectRight(site, right);
  });
});

// Named apart from the calls: these are tools of the system, not packages of the project.
const mountTool = 'mount';
const umountTool = 'umount';
const mount = (words: readonly string[]): void => {
  execFileSync(mountTool, words, { stdio: 'ignore' });
};

function mayMount(): boolean {
  const { place } = open();
  try {
    mount(['-t', 'tmpfs', 'tmpfs', place.tmp]);
  } catch {
    return false;
  }
  execFileSync(umountTool, [place.tmp]);
  return true;
}

/** Writes an extract again as a query over itself gives it. */
async function rewrite(file: string, select: string): Promise<void> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(`COPY (${select} FROM read_parquet('${file}')) TO '${file}.ny' (FORMAT parquet)`);
  connection.closeSync();
  database.closeSync();
  renameSync(`${file}.ny`, file);
}

describe('an extract that is not what it was', () => {
  test.each([
    [
      'extract corrupt',
      ['extract.read-stopped', 'extract.corrupt'],
      (file: string) => {
        spoilMiddle(file);
      },
    ],
    [
      'extract truncated',
      ['extract.corrupt'],
      (file: string) => {
        truncateSync(file, statSync(file).size / 2);
      },
    ],
    [
      'extract of 0 bytes',
      ['extract.empty-file'],
      (file: string) => {
        truncateSync(file, 0);
      },
    ],
    [
      'extract missing',
      ['extract.missing'],
      (file: string) => {
        rmSync(file);
      },
    ],
  ])('%s', (fault, codes, spoil) =>
    expectRefused(fault, codes, (site) => {
      spoil(episodes(site));
      return undefined;
    }),
  );

  test.each([
    ['extract without rows', ['run.extract-empty'], 'SELECT * FROM (SELECT *', ') WHERE false'],
    ['column lost', ['plan.column-missing'], 'SELECT * EXCLUDE (hoveddiagnose)', ''],
    ['type of a column changed', ['plan.column-type'], 'SELECT * REPLACE (1.5 AS inndato)', ''],
  ])('%s', async (fault, _codes, select, rest) => {
    const { site, right, before } = await delivered();
    const file = episodes(site);
    await rewrite(file, rest === '' ? select : 'SELECT * REPLACE (foedselsnummer AS foedselsnummer)');
    if (rest !== '') await rewriteEmpty(file);
    const told = await site.batch();
    const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
    expect(told.status).toBeOneOf([11, 13]);
    expect(site.packages()).toHaveLength(before);
    table.push({ fault, times: 1, ended: `${told.status}: ${[...new Set(found)].join(', ')}` });
    await expectRight(site, right);
  });

  test('extract that vanishes or changes while it is read', async () => {
    const { site, right, before } = await delivered();
    for (const change of [
      rmSync,
      (file: string) => {
        appendFileSync(file, 'x');
      },
    ]) {
      site.freshExtracts();
      const run = site.startPrepare();
      await run.says('npr.episode: minimise');
      change(join(site.place.uttrekk, 'lmr.utlevering.parquet'));
      const ended = await run.ended;
      expect(ended.status).toBe(13);
      const { problems } = JSON.parse(ended.stdout) as { problems: { code: string }[] };
      table.push({
        fault: change === rmSync ? 'extract vanishes while it is read' : 'extract grows while it is read',
        times: 1,
        ended: `13: ${problems.map((p) => p.code).join(', ')}`,
      });
      expect(site.packages()).toHaveLength(before);
      expect(await site.faults()).toEqual([]);
    }
    await expectRight(site, right);
  });

  test('extract that is late is waited for', async () => {
    const { site, right, before } = await delivered();
    const file = episodes(site);
    const old = new Date(Date.now() - 48 * 3_600_000);
    utimesSync(file, old, old);
    site.pipeline({
      uttrekk: { mappe: site.place.uttrekk, venterPaa: ['npr.episode.parquet'], hoeystAlderTimer: 12 },
      vedFeil: { forsoek: 20, ventSekunder: 1, hoeystSekunder: 1 },
    });
    rmSync(join(site.place.state, 'pipelines.json'));
    const run = site.startBatch();
    await run.says('schedule.extract-late');
    cpSync(file, `${file}.ny`);
    renameSync(`${file}.ny`, file);
    expect(await run.ended).toMatchObject({ status: 0 });
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'extract late', times: 1, ended: 'waited for, then delivered' });
    await expectRight(site, right);
  });
});

async function rewriteEmpty(file: string): Promise<void> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(
    `COPY (SELECT * FROM read_parquet('${file}') WHERE false) TO '${file}.ny' (FORMAT parquet)`,
  );
  connection.closeSync();
  database.closeSync();
  renameSync(`${file}.ny`, file);
}

/** Other bytes in the second quarter of a file: pages, not the footer. */
function spoilMiddle(file: string): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(Math.floor(size / 4), 0xa5), 0, Math.floor(size / 4), Math.floor(size / 4));
  closeSync(handle);
}

describe('two at once', () => {
  test('batches run the pipeline once', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    const both = await Promise.all([site.startBatch().ended, site.startBatch().ended]);
    expect(both.map((b) => b.status)).toEqual([0, 0]);
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'two batches at once', times: 1, ended: '0 and 0, delivered once' });
    await expectRight(site, right);
  });

  test('runs into one output: one delivers, the other says who does', async () => {
    const { site, right, before } = await delivered();
    const both = await Promise.all([site.startPrepare().ended, site.startPrepare().ended]);
    expect(both.map((b) => b.status).sort()).toEqual([0, 13]);
    expect(both.map((b) => b.stdout).join('')).toContain('run.output-busy');
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'two runs into one output', times: 1, ended: '0 and 13: run.output-busy' });
    await expectRight(site, right);
  });
});

describe('a ledger cut mid-line', () => {
  const ledger = (site: Site): string => join(site.place.state, 'oversikt.jsonl');

  test('in an entry that was being written is mended, and the piece is kept', async () => {
    const { site, right } = await delivered();
    appendFileSync(ledger(site), readFileSync(ledger(site), 'utf8').slice(0, 100));
    expect(await site.batch()).toMatchObject({ status: 0 });
    const entries = await readVerified(site.place.state);
    expect(entries.filter((e) => e.type === 'torn-line')).toHaveLength(1);
    table.push({
      fault: 'ledger cut mid-line, entry not yet promised',
      times: 1,
      ended: '0: torn line kept aside',
    });
    await expectRight(site, right);
  });

  test('in an entry that was promised stops everything until it is restored', async () => {
    const { site, right, before } = await delivered();
    const whole = readFileSync(ledger(site));
    truncateSync(ledger(site), whole.length - 40);
    const told = await site.batch();
    const found = told.result.pipelines.flatMap((p) => p.problems.map(({ code }) => code));
    expect(told.status).toBe(16);
    expect(site.packages()).toHaveLength(before);
    table.push({ fault: 'ledger cut mid-line, entry promised', times: 1, ended: `16: ${found.join(', ')}` });
    writeFileSync(ledger(site), whole);
    await expectRight(site, right);
  });
});
