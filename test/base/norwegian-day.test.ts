import { expect, test } from 'vitest';
import { norwegianDay } from '../../src/base/norwegian-day.ts';
import { today } from '../../src/steps/settings.ts';

test('a day begins at midnight in Norway, in winter and in summer', () => {
  expect(norwegianDay(new Date('2026-01-31T22:59:59Z'))).toBe('2026-01-31');
  expect(norwegianDay(new Date('2026-01-31T23:00:00Z'))).toBe('2026-02-01');
  expect(norwegianDay(new Date('2026-06-30T21:59:59Z'))).toBe('2026-06-30');
  expect(norwegianDay(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
});

test('a run in the first hour after the last day of a decision is a run after it', () => {
  expect(today({ now: () => new Date('2026-06-30T22:30:00Z') })).toBe('2026-07-01');
});
