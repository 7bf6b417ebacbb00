import { expect, it } from 'vitest';
import { renderProblems } from '../../src/errors/render.ts';
import { fixtures, TODAY } from './fixture-files.ts';
import { refusal } from './refusal.ts';

it.each(fixtures('invalid'))(
  'the invalid decision $name is refused with all its problems',
  async ({ name, bytes }) => {
    const error = refusal(bytes, TODAY);
    expect(error.stage).toBe('vedtak');
    expect(error.exitCode).toBe(10);
    expect(error.problems).not.toHaveLength(0);
    await expect(renderProblems(error.problems)).toMatchFileSnapshot(
      `../../fixtures/vedtak/invalid/${name}.txt`,
    );
  },
);
