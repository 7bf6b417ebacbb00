import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../src/ledger/ledger.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import type { LedgerSeal } from '../../src/ledger/seal.ts';
import { verifyLedger, type VerifiedLedger } from '../../src/ledger/verify-ledger.ts';
import { mountedDisk, simulatedDisk, type SmallDisk } from './full-disk.ts';
import { newSeal, noon, refused, started } from './ledger-fixture.ts';

const noRoom = { exitCode: 16, problems: [{ code: 'ledger.no-room' }] };
const now = (): Date => noon;

let disk: SmallDisk;
let seal: LedgerSeal;
beforeEach(() => void (seal = newSeal()));
afterEach(() => disk.remove());

const open = (): ReturnType<typeof openLedger> => openLedger({ dir: disk.dir, files: disk.files, seal, now });
const reserve = (): string => join(disk.dir, 'oversikt.reserve');
const verified = async (): Promise<VerifiedLedger> =>
  verifyLedger(await readLedger(disk.dir, disk.files), seal);

// The simulated disk works everywhere; a real one is added where mounting is allowed.
const kinds = [
  ['a simulated disk', simulatedDisk],
  ['a disk in memory, or a simulated one', async () => (await mountedDisk()) ?? simulatedDisk()],
] as const;

describe.each(kinds)('on %s that is full', (_, makeDisk) => {
  beforeEach(async () => void (disk = await makeDisk()));

  test('no run begins without room for its outcome', async () => {
    await disk.fill(20_000);
    await expect(open()).rejects.toMatchObject(noRoom);
  });

  test('the refusal of the run that filled it is recorded, with the room set aside', async () => {
    const ledger = await open();
    await ledger.append(started('one'));
    expect((await stat(reserve())).size).toBe(65_536);
    await disk.fill(0);
    await ledger.append(refused('one'));
    const { entries, problems, tornBytes } = await verified();
    expect([problems, tornBytes]).toEqual([[], 0]);
    expect(entries.map((e) => e.type)).toEqual(['run-started', 'refused']);
  });

  test('what room is left is set aside again, and no new run begins until there is enough', async () => {
    const ledger = await open();
    await disk.fill(0);
    await ledger.append(started('one'));
    const { size } = await stat(reserve());
    expect(size).toBeGreaterThanOrEqual(4_096);
    expect(size).toBeLessThan(65_536);
    await ledger.append(refused('one'));
    await expect(open()).rejects.toMatchObject(noRoom);
    expect((await verified()).entries).toHaveLength(2);
  });

  test('an entry that has no room at all is refused, and the ledger is as it was', async () => {
    const ledger = await open();
    await ledger.append(started('one'));
    const before = await readLedger(disk.dir, disk.files);
    await unlink(reserve());
    await disk.fill(0);
    await expect(ledger.append(refused('one'))).rejects.toMatchObject(noRoom);
    expect(await readLedger(disk.dir, disk.files)).toEqual(before);
  });
});

test('with any number of bytes left an entry is recorded once, or refused and not recorded', async () => {
  disk = await simulatedDisk();
  const ledger = await open();
  const outcomes = new Set<string>();
  for (let left = 0; left < 1_600; left += 100) {
    await unlink(reserve()).catch(() => undefined);
    await disk.fill(left);
    const before = (await verified()).entries.length;
    const outcome = await ledger.append(refused('one')).then(
      () => 1,
      () => 0,
    );
    const { entries, problems, tornBytes } = await verified();
    expect([entries.length - before, problems, tornBytes]).toEqual([outcome, [], 0]);
    outcomes.add(`${outcome}`);
  }
  expect([...outcomes]).toEqual(['0', '1']);
});
