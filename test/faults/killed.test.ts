import { setTimeout as sleep } from 'node:timers/promises';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readVerified } from '../cli/place.ts';
import { drawn } from './drawn.ts';
import { KILLS, EVERY, SEED, table, delivered, expectRight, stepsOf, kill, countOf } from './matrix.ts';

describe('a run that is killed', () => {
  test('at every step leaves all right', async () => {
    const { site, right } = await delivered();
    const all = stepsOf((await site.startPrepare().ended).stderr);
    const steps = all.filter((_, i) => EVERY === 1 || i % EVERY === SEED % EVERY);
    const ends: string[] = [];
    for (const step of steps) {
      const run = site.startPrepare();
      await run.says(`  ${step} `).catch(() => undefined);
      ends.push(await kill(run));
      expect(await site.faults()).toEqual([]);
    }
    table.push({
      fault: EVERY === 1 ? 'SIGKILL after every step' : `SIGKILL after every ${EVERY}rd step`,
      times: steps.length,
      ended: countOf(ends),
    });
    await expectRight(site, right);
  });

  test(`at ${KILLS} random moments leaves all right`, async () => {
    const { site, right } = await delivered();
    const random = drawn(SEED);
    const ends: string[] = [];
    for (let i = 0; i < KILLS; i += 1) {
      const run = site.startPrepare();
      await sleep(random() * 1600);
      ends.push(await kill(run));
      expect(await site.faults()).toEqual([]);
    }
    table.push({ fault: `SIGKILL at random moments (seed ${SEED})`, times: KILLS, ended: countOf(ends) });
    await expectRight(site, right);
    const runs = await readVerified(site.place.state);
    const made = runs.filter(
      (e) => e.type === 'delivered' || (e.type === 'reconciled' && e.found === 'delivered'),
    );
    expect(made.map((e) => ('package' in e ? e.package : ''))).toHaveLength(site.packages().length);
  }, 600_000);

  test('with its batch, which left it going, is one delivery and not two', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    site.pipeline({ vedFeil: { forsoek: 10, ventSekunder: 1, hoeystSekunder: 1 } });
    const first = site.startBatch();
    await first.says('population');
    await kill(first);
    const next = await site.startBatch().ended;
    expect(next.status).toBe(0);
    expect(site.packages()).toHaveLength(before + 1);
    table.push({
      fault: 'SIGKILL of batch alone, its run goes on',
      times: 1,
      ended: 'delivered once, found in the record',
    });
    await expectRight(site, right);
  });

  test('by SIGTERM to its batch ends cleanly, and the night is still owed', async () => {
    const { site, right, before } = await delivered();
    rmSync(join(site.place.state, 'pipelines.json'));
    const run = site.startBatch();
    await run.says('population');
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ status: 130 });
    expect(site.packages()).toHaveLength(before);
    expect(await site.startBatch().ended).toMatchObject({ status: 0 });
    expect(site.packages()).toHaveLength(before + 1);
    table.push({ fault: 'SIGTERM of batch', times: 1, ended: '130, then delivered' });
    await expectRight(site, right);
  });
});
