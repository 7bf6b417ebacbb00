import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock } from '../../src/base/lock.ts';
import { spawnSource, spawnUnawaited } from './spawn-source.ts';

const noon = new Date('2026-01-15T12:00:00Z');
const now = (): Date => noon;

let dir = '';
let path = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(dir, 'laas');
});
afterEach(() => rm(dir, { recursive: true }));

/** Runs a script in a process of its own, with the lock's path and `acquireLock` in scope. */
function inProcess(script: string, start = spawnSource): ChildProcess {
  return start(`
    import { acquireLock } from '../../src/base/lock.ts';
    import { appendFile, open, readFile, rename, unlink, writeFile } from 'node:fs/promises';
    import { setTimeout as sleep } from 'node:timers/promises';
    const dir = ${JSON.stringify(dir)};
    const path = ${JSON.stringify(path)};
    const now = () => new Date();
    ${script}`);
}

/** A process that holds the lock until it is killed; resolves when it does hold it. */
async function startHolder(start = spawnSource): Promise<ChildProcess> {
  const script = `
    const attempt = await acquireLock(path, { waitMs: 0, now });
    console.log(attempt.state);
    await sleep(600_000);`;
  const holder = inProcess(script, start);
  expect(String(await once(holder.stdout ?? holder, 'data'))).toBe('held\n');
  return holder;
}

async function kill(process: ChildProcess): Promise<void> {
  const exit = once(process, 'exit');
  process.kill('SIGKILL');
  await exit;
}

/** Four processes with five contenders each; every contender is inside `rounds` times, checking that it is alone. */
async function contend(rounds: number, leave: string): Promise<string[]> {
  const script = `
    const leave = async (attempt) => { ${leave} };
    const contender = async () => {
      for (let round = 0; round < ${rounds}; round++) {
        const attempt = await acquireLock(path, { waitMs: 120_000, now });
        const inside = await open(dir + '/inside', 'wx');
        await sleep(1);
        await appendFile(dir + '/log', attempt.state + '\\n');
        await inside.close();
        await unlink(dir + '/inside');
        await leave(attempt);
      }
    };
    await Promise.all(Array.from({ length: 5 }, contender));`;
  const contenders = Array.from({ length: 4 }, () => inProcess(script));
  const codes = await Promise.all(contenders.map(async (c) => ((await once(c, 'exit')) as [number])[0]));
  expect(codes).toEqual([0, 0, 0, 0]);
  return (await readFile(join(dir, 'log'), 'utf8')).trimEnd().split('\n');
}

describe('a lock', () => {
  test('held by one is busy for another, who is told the process', async () => {
    const first = await acquireLock(path, { waitMs: 0, now });
    const second = await acquireLock(path, { waitMs: 0, now });
    expect(first.state).toBe('held');
    expect(second).toMatchObject({ state: 'busy', holder: { pid: process.pid } });
  });

  test('that was released leaves nothing behind and can be taken again', async () => {
    for (let i = 0; i < 3; i++) {
      const attempt = await acquireLock(path, { waitMs: 0, now });
      expect(attempt.state).toBe('held');
      if (attempt.state === 'held') await attempt.release();
      expect(await readdir(dir)).toEqual([]);
    }
  });

  test('is not released twice: the second release leaves the next holder alone', async () => {
    const first = await acquireLock(path, { waitMs: 0, now });
    if (first.state === 'held') await first.release();
    const second = await acquireLock(path, { waitMs: 0, now });
    if (first.state === 'held') await first.release();
    expect(second.state).toBe('held');
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('busy');
  });

  test('goes to one who waits when its holder lets go', async () => {
    const first = await acquireLock(path, { waitMs: 0, now });
    const second = acquireLock(path, { waitMs: 60_000, now });
    if (first.state === 'held') await first.release();
    expect((await second).state).toBe('held');
  });

  test('of a process that was killed and that nobody waited for is taken over', async () => {
    const parent = await startHolder(spawnUnawaited);
    const pid = Number((await readFile(path, 'utf8')).split('\n')[0]);
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('busy');
    process.kill(pid, 'SIGKILL');
    expect((await acquireLock(path, { waitMs: 10_000, now })).state).toBe('held');
    expect(await readFile(`/proc/${pid}/stat`, 'latin1')).toContain(') Z ');
    await kill(parent);
  });

  test('of a living process is busy, and is taken over once that process was killed', async () => {
    const holder = await startHolder();
    expect(await acquireLock(path, { waitMs: 40, now })).toMatchObject({
      state: 'busy',
      holder: { pid: holder.pid },
    });
    await kill(holder);
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('held');
  });

  test('whose process number now belongs to another process is taken over', async () => {
    await acquireLock(path, { waitMs: 0, now });
    const [pid, host, started, token] = (await readFile(path, 'utf8')).split('\n');
    expect(started).not.toBe('');
    await writeFile(path, `${pid}\n${host}\nanother boot/1\n${token}\n`);
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('held');
  });

  test('of another host is busy while its heart beats, and taken over when silent for more than five minutes', async () => {
    await writeFile(path, `1\nanother-host\n\n${crypto.randomUUID()}\n`);
    await utimes(path, noon, new Date(noon.getTime() - 299_000));
    expect(await acquireLock(path, { waitMs: 0, now })).toMatchObject({ holder: { host: 'another-host' } });
    await utimes(path, noon, new Date(noon.getTime() - 301_000));
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('held');
  });

  test('left empty by a power cut is taken over when it is old enough', async () => {
    await writeFile(path, '');
    await utimes(path, noon, noon);
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('busy');
    await utimes(path, noon, new Date(noon.getTime() - 301_000));
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('held');
  });

  test('is taken over past the claim of a process that died while taking it over', async () => {
    const holder = await startHolder();
    await kill(holder);
    const dead = (await readFile(path, 'utf8')).split('\n');
    const claim = `${path}.${dead[3]}`;
    await writeFile(claim, [...dead.slice(0, 3), crypto.randomUUID(), ''].join('\n'));
    expect((await acquireLock(path, { waitMs: 0, now })).state).toBe('held');
    expect(await readdir(dir)).toEqual(['laas']);
  });

  test('has one holder at a time among twenty contenders', async () => {
    expect(await contend(5, 'await attempt.release();')).toEqual(new Array(100).fill('held'));
    expect((await readdir(dir)).filter((name) => name.startsWith('laas'))).toEqual([]);
  });

  test('has one holder at a time among twenty contenders who all die holding it', async () => {
    const die = `
      const token = crypto.randomUUID();
      const host = (await readFile(path, 'utf8')).split('\\n')[1];
      await writeFile(dir + '/' + token, [99_999_999, host, '', token, ''].join('\\n'));
      await rename(dir + '/' + token, path);`;
    expect(await contend(5, die)).toEqual(new Array(100).fill('held'));
    expect((await readdir(dir)).filter((name) => name.startsWith('laas'))).toEqual(['laas']);
  });
});
