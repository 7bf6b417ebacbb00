import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareResultSchema, type PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { compileProgram, withOwnConfigs, type Ended } from '../cli/compiled-program.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { openPlaces, readVerified } from '../cli/place.ts';
import { writeLargeRegisters } from '../security/large-registers.ts';
import { arrowFile } from '../security/marked-arrow.ts';
import { expectNoMarks, listLeft, openMarkedPlaces } from '../security/marked-place.ts';
import { spoilerOf } from '../security/spoil.ts';

const program = compileProgram();
const marked = await openMarkedPlaces();
const large = await writeLargeRegisters(10_000);
const places = await openPlaces();

const resultOf = ({ stdout }: Ended): PrepareResult => prepareResultSchema.parse(JSON.parse(stdout));
const codesOf = (ended: Ended): readonly string[] => resultOf(ended).problems.map((p) => p.code);

describe('while a run goes on', () => {
  test('another one in the same output is refused, and the first goes on to its delivery', async () => {
    const place = places(large, demoDecision());
    const call = { cwd: place.folder, env: place.env };
    const args = [...place.args, '--json'];
    const first = program.start('prepare-main', args, call);
    await first.says('population');
    first.child.kill('SIGSTOP');
    const second = await program.run('prepare-main', args, call);
    first.child.kill('SIGCONT');
    expect([second.status, codesOf(second)]).toEqual([13, ['run.output-busy']]);
    expect(await first.ended).toMatchObject({ status: 0 });
    const ends = (await readVerified(place.state)).map((e) => e.type);
    expect(ends).toEqual(['run-started', 'refused', 'intent', 'delivered']);
    expect(readdirSync(place.ut)).toHaveLength(1);
  });

  test('an extract that changes stops it before anything is delivered', async () => {
    const place = places(large, demoDecision());
    const file = join(place.uttrekk, 'lmr.utlevering.parquet');
    const bytes = readFileSync(file);
    rmSync(file);
    writeFileSync(file, bytes);
    const run = program.start('prepare-main', [...place.args, '--json'], {
      cwd: place.folder,
      env: place.env,
    });
    await run.says('population');
    run.child.kill('SIGSTOP');
    utimesSync(file, new Date(0), new Date(0));
    run.child.kill('SIGCONT');
    const ended = await run.ended;
    expect([ended.status, codesOf(ended)]).toEqual([13, ['extract.changed']]);
    expect(listLeft(place)).toEqual([]);
    expect((await readVerified(place.state)).at(-1)).toMatchObject({ type: 'refused', exitCode: 13 });
  });
});

describe('on a disk without room', () => {
  // a limit on the size of a file stands for it: writes past it fail with EFBIG, for root too
  test.each([
    [160, 'the koblingsnøkkel or the first part'],
    [400, 'a part'],
  ])('for more than %i blocks, %s is not written and nothing is left', async (blocks) => {
    const place = places(large, demoDecision());
    const before = ['sh', '-c', `ulimit -f ${blocks} && exec "$@"`, 'sh'];
    const ended = await program.run('prepare-main', [...place.args, '--json'], {
      ...{ cwd: place.folder, env: place.env, before },
    });
    expect([ended.status, codesOf(ended)]).toEqual([15, ['package.write-failed']]);
    expect(resultOf(ended).problems[0]?.got).toContain('EFBIG');
    expect(listLeft(place)).toEqual([]);
    expect(readdirSync(join(place.state, 'noekler')).filter((n) => n.endsWith('.ny'))).toEqual([]);
    expect((await readVerified(place.state)).at(-1)).toMatchObject({ type: 'refused', exitCode: 15 });
  });
});

describe('bytes of an extract that are turned over', () => {
  test.concurrent.each([0.05, 0.2, 0.4, 0.6])('at %d of the file never end in a fault', async (at) => {
    const place = marked.open();
    spoilerOf(place, marked.extracts).flip('npr.episode', at, 24);
    const ended = await program.call(['prepare', ...place.args, '--json'], {
      ...{ cwd: place.folder, env: place.env },
    });
    // without a checksum in the file, some damage can only be seen by what it does to the values
    expect([0, 11, 13, 14]).toContain(ended.status);
    expect(ended.signal).toBe(null);
    expect(listLeft(place)).toHaveLength(ended.status === 0 ? 1 : 0);
    expectNoMarks(place, ended, marked.marks);
  });
});

describe('extracts in Arrow', () => {
  test('are delivered from without a cell on any disk', async () => {
    const place = marked.open();
    const spoiler = spoilerOf(place, marked.extracts);
    for (const [table, rows] of Object.entries(marked.registers)) {
      spoiler.remove(table);
      spoiler.write(`${table}.arrow`, arrowFile(rows));
    }
    const call = { cwd: place.folder, env: place.env };
    const ended = await program.call(['prepare', ...place.args, '--json'], call);
    expect(resultOf(ended)).toMatchObject({ ok: true, persons: 60, rows: { 'npr.episode': 120 } });
    expectNoMarks(place, ended, marked.marks);
  });
});

describe('a register in which persons may object', () => {
  const own = withOwnConfigs(program);
  const catalogue = join(own.folder, 'configs', 'registre', 'npr.json');
  const register = JSON.parse(readFileSync(catalogue, 'utf8')) as object;
  writeFileSync(catalogue, JSON.stringify({ ...register, reservasjonsrett: true }));

  test('is not delivered from without the list of objections', async () => {
    const place = marked.open();
    const ended = await own.run('prepare-main', [...place.args, '--json'], {
      cwd: place.folder,
      env: place.env,
    });
    expect([ended.status, codesOf(ended)]).toEqual([11, ['plan.list-missing']]);
    expect(listLeft(place)).toEqual([]);
    expect((await readVerified(place.state)).at(-1)).toMatchObject({ type: 'refused', exitCode: 11 });
  });

  test('is delivered from without those who object, also where the list stands for all registers', async () => {
    const place = marked.open();
    const persons = new Set(marked.registers['npr.episode'].rows.map((row) => row['foedselsnummer']));
    const [first, second] = [...persons].map(String);
    writeFileSync(
      join(place.uttrekk, 'reservasjoner.csv'),
      `foedselsnummer;register\n${first};NPR\n${second};\n`,
    );
    const ended = await own.run('prepare-main', [...place.args, '--json'], {
      cwd: place.folder,
      env: place.env,
    });
    expect(resultOf(ended)).toMatchObject({ ok: true, persons: 58 });
    expectNoMarks(place, ended, marked.marks);
  });
});
