import { describe, expect, test } from 'vitest';
import { decideDue } from '../../src/schedule/decide-due.ts';
import { latestDue, nextDue } from '../../src/schedule/occurrences.ts';
import type { PipelineState } from '../../src/artifacts/schedule-state.ts';
import { pipelineOf } from './schedule-fixture.ts';

const natt = pipelineOf();
const oslo = natt.naar;
const handled = (time: string): PipelineState => ({
  handled: time,
  underway: null,
  last: null,
  lastDelivered: null,
  nights: { delivered: 0, refused: 0, interrupted: 0 },
});
const at = (iso: string): Date => new Date(iso);

describe('what is due', () => {
  test('is due from the very second on, and not before', () => {
    expect(latestDue(oslo, at('2026-01-10T01:30:00.000Z'))).toEqual(at('2026-01-10T01:30:00Z'));
    expect(latestDue(oslo, at('2026-01-10T01:29:59.000Z'))).toEqual(at('2026-01-09T01:30:00Z'));
  });

  test('comes once in the night when the clock is set back, and once when 02:30 is skipped', () => {
    expect(nextDue(oslo, at('2026-10-24T22:00:00Z'))).toEqual(at('2026-10-25T00:30:00Z'));
    expect(nextDue(oslo, at('2026-10-25T00:30:00Z'))).toEqual(at('2026-10-26T01:30:00Z'));
    const skipped = nextDue(oslo, at('2026-03-28T12:00:00Z'));
    expect(skipped?.toISOString().slice(0, 10)).toBe('2026-03-29');
    expect(nextDue(oslo, skipped ?? new Date(0))).toEqual(at('2026-03-30T00:30:00Z'));
  });

  test('of several missed nights is the last, once, and the missed are counted', () => {
    const owed = decideDue(natt, handled('2026-01-05T01:30:00.000Z'), at('2026-01-10T08:00:00Z'));
    expect(owed).toMatchObject({ due: at('2026-01-10T01:30:00Z'), missed: 4 });
  });

  test('is nothing when the last night is handled', () => {
    const owed = decideDue(natt, handled('2026-01-10T01:30:00.000Z'), at('2026-01-10T08:00:00Z'));
    expect(owed.due).toBeUndefined();
  });

  test('of a pipeline never seen is its last night, unless the deadline has passed', () => {
    const now = at('2026-01-10T08:00:00Z');
    expect(decideDue(natt, undefined, now).due).toEqual(at('2026-01-10T01:30:00Z'));
    expect(decideDue(pipelineOf({ fristMinutter: 60 }), undefined, now)).toMatchObject({
      due: undefined,
      handled: now,
    });
  });

  test('is nothing while the clock is behind, and goes on from the time it shows', () => {
    const now = at('2026-01-10T08:00:00Z');
    const owed = decideDue(natt, handled('2036-01-10T01:30:00.000Z'), now);
    expect(owed).toMatchObject({ due: undefined, handled: now, clockBack: at('2036-01-10T01:30:00Z') });
  });
});
