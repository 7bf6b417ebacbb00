import {
  appendFile,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEvent } from '../../src/artifacts/ledger-entry.ts';
import { openLedger, type LedgerSettings } from '../../src/ledger/ledger.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { verifyLedger, type VerifiedLedger } from '../../src/ledger/verify-ledger.ts';
import { makeSettings, newSeal, started } from './ledger-fixture.ts';

let settings: LedgerSettings;
beforeEach(async () => void (settings = await makeSettings()));
afterEach(() => rm(settings.dir, { recursive: true }));

const at = (name: string): string => join(settings.dir, name);

async function append(...events: LedgerEvent[]): Promise<void> {
  const ledger = await openLedger(settings);
  for (const event of events) await ledger.append(event);
}

const verified = async (): Promise<VerifiedLedger> =>
  verifyLedger(await readLedger(settings.dir, settings.files), settings.seal);

describe('the ledger', () => {
  test('gives back what was appended, numbered, dated and verified', async () => {
    await append(started('one'), started('two'));
    await append(started('three'));
    const { entries, problems, tornBytes } = await verified();
    expect(problems).toEqual([]);
    expect(tornBytes).toBe(0);
    expect(entries.map((e) => [e.nr, e.tid, 'run' in e && e.run])).toEqual([
      [1, '2026-01-15T12:00:00.000Z', 'one'],
      [2, '2026-01-15T12:00:00.000Z', 'two'],
      [3, '2026-01-15T12:00:00.000Z', 'three'],
    ]);
  });

  test('is readable by its owner only', async () => {
    await append(started('one'));
    for (const name of ['oversikt.jsonl', 'oversikt.hode', 'oversikt.reserve']) {
      expect((await stat(at(name))).mode & 0o777).toBe(0o600);
    }
  });

  test('takes no event that its schema does not know', async () => {
    const ledger = await openLedger(settings);
    const odd: LedgerEvent = Object.assign(started('one'), { foedselsnummer: '1' });
    await expect(ledger.append(odd)).rejects.toThrow();
    expect((await verified()).entries).toEqual([]);
  });

  test('does not follow a symbolic link put in its place', async () => {
    await append();
    await symlink(at('elsewhere'), at('oversikt.jsonl'));
    await expect(append(started('one'))).rejects.toMatchObject({ problems: [{ code: 'ledger.unreadable' }] });
  });

  test('keeps the order in which one process appended without waiting', async () => {
    const ledger = await openLedger(settings);
    await Promise.all(['a', 'b', 'c', 'd'].map((run) => ledger.append(started(run))));
    const { entries, problems } = await verified();
    expect(problems).toEqual([]);
    expect(new Set(entries.map((e) => 'run' in e && e.run))).toEqual(new Set(['a', 'b', 'c', 'd']));
  });
});

describe('after a crash', () => {
  test('a line cut short is kept beside the ledger, and an entry says so', async () => {
    await append(started('one'), started('two'));
    const whole = await readFile(at('oversikt.jsonl'), 'utf8');
    const piece = (whole.split('\n')[1] ?? '').slice(0, 100);
    await appendFile(at('oversikt.jsonl'), piece);
    expect(await verified()).toMatchObject({ problems: [], tornBytes: 100 });
    await append(started('three'));
    const { entries, problems, tornBytes } = await verified();
    expect([problems, tornBytes]).toEqual([[], 0]);
    expect(entries.map((e) => e.type)).toEqual(['run-started', 'run-started', 'torn-line', 'run-started']);
    expect(entries[2]).toMatchObject({ bytes: 100, keptAs: 'oversikt.avkuttet-1' });
    expect(await readFile(at('oversikt.avkuttet-1'), 'utf8')).toBe(piece);
  });

  test('a second piece does not replace the first', async () => {
    for (const piece of ['{"a', '{"b']) {
      await append(started(piece));
      await appendFile(at('oversikt.jsonl'), piece);
    }
    await append();
    expect(await readFile(at('oversikt.avkuttet-1'), 'utf8')).toBe('{"a');
    expect(await readFile(at('oversikt.avkuttet-2'), 'utf8')).toBe('{"b');
    expect((await verified()).problems).toEqual([]);
  });

  test.each([1, 50])(
    'a first entry cut short after %i bytes leaves an empty ledger that goes on',
    async (bytes) => {
      await append();
      await writeFile(at('oversikt.jsonl'), 'x'.repeat(bytes), { mode: 0o600 });
      await append(started('one'));
      expect((await verified()).entries.map((e) => e.type)).toEqual(['torn-line', 'run-started']);
    },
  );

  test('an entry that the head was not brought up to stays in the ledger', async () => {
    await append(started('one'));
    const head = await readFile(at('oversikt.hode'));
    await append(started('two'));
    await writeFile(at('oversikt.hode'), head);
    expect((await verified()).problems).toEqual([]);
    await append(started('three'));
    const { entries, problems } = await verified();
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(3);
  });

  test('an entry with only its line end missing is not cut off', async () => {
    await append(started('one'), started('two'));
    await truncate(at('oversikt.jsonl'), (await stat(at('oversikt.jsonl'))).size - 1);
    expect(await verified()).toMatchObject({ problems: [], tornBytes: 0, entries: [{}, {}] });
    await append(started('three'));
    expect((await verified()).entries.map((e) => e.type)).toEqual(new Array(3).fill('run-started'));
    expect((await readdir(settings.dir)).some((name) => name.includes('avkuttet'))).toBe(false);
  });
});

describe('no entry is added to a ledger', () => {
  const refusal = (code: string): object => ({ exitCode: 16, problems: [{ code }] });

  test('from whose end entries were removed', async () => {
    await append(started('one'));
    const { size } = await stat(at('oversikt.jsonl'));
    await append(started('two'));
    await truncate(at('oversikt.jsonl'), size);
    await expect(append(started('three'))).rejects.toMatchObject(refusal('ledger.truncated'));
  });

  test('that was removed altogether', async () => {
    await append(started('one'));
    await unlink(at('oversikt.jsonl'));
    await expect(append(started('two'))).rejects.toMatchObject(refusal('ledger.truncated'));
  });

  test('that lost half of its last entry', async () => {
    await append(started('one'), started('two'));
    await truncate(at('oversikt.jsonl'), (await stat(at('oversikt.jsonl'))).size - 40);
    await expect(append(started('three'))).rejects.toMatchObject(refusal('ledger.truncated'));
  });

  test('whose head is gone', async () => {
    await append(started('one'));
    await unlink(at('oversikt.hode'));
    await expect(append(started('two'))).rejects.toMatchObject(refusal('ledger.head'));
  });

  test('whose head someone else signed', async () => {
    await append(started('one'));
    settings = { ...settings, seal: newSeal() };
    await expect(append(started('two'))).rejects.toMatchObject(refusal('ledger.head'));
  });

  test('that ends with an entry someone else signed', async () => {
    await append(started('one'));
    const [head, entries] = await Promise.all([
      readFile(at('oversikt.hode')),
      readFile(at('oversikt.jsonl')),
    ]);
    await append(started('two'));
    const line = (await readFile(at('oversikt.jsonl'), 'utf8')).split('\n')[1] ?? '';
    const forged = line.replace('"run":"two"', '"run":"six"');
    await writeFile(at('oversikt.hode'), head);
    await writeFile(at('oversikt.jsonl'), `${entries.toString()}${forged}\n`);
    await expect(append(started('three'))).rejects.toMatchObject(refusal('ledger.truncated'));
  });
});
