import { expect, it } from 'vitest';
import { breaksPolicy } from '../../src/base/share.ts';

const policy = { action: 'utelat', maxShare: 0.29 } as const;

it('a share met exactly is allowed, also where it has no exact binary form', () => {
  expect(breaksPolicy(policy, 29, 100)).toBe(false);
});

it('one more than the share is not allowed', () => {
  expect(breaksPolicy(policy, 30, 100)).toBe(true);
});

it('what does not fit is not allowed where there is nothing else', () => {
  expect(breaksPolicy(policy, 1, 0)).toBe(true);
});
