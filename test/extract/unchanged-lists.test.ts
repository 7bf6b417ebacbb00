import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/artifacts/plan.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { readingUnchanged } from '../../src/steps/unchanged-extracts.ts';
import { makeFolder } from './workplace.ts';

const uttrekk = makeFolder();
const LISTS = ['reservasjoner.csv', 'samtykker.csv', 'identiteter.csv', 'noekkelfil.csv'];
const numbers = (handedOver?: Plan['number']['handedOver']) =>
  ({ number: { width: 8, ...(handedOver && { handedOver }) } }) as Plan;
const plan = numbers({ file: 'noekkelfil.csv', without: 'stopp' });

/** What a run that does this work is refused for; its result where it is not. */
async function reading(work: () => void, of = plan): Promise<unknown> {
  for (const list of LISTS) writeFileSync(join(uttrekk, list), 'a;b\n1;2\n');
  const read = { inputs: { extracts: new Map() }, settings: { uttrekk }, plan: of };
  try {
    return await readingUnchanged(read, new AbortController().signal, () => {
      work();
      return Promise.resolve('done');
    });
  } catch (error) {
    if (error instanceof PipelineError) return error.problems.map(({ code }) => code);
    throw error;
  }
}

test.each(LISTS)('a run that reads %s while it is written is refused', async (list) => {
  expect(
    await reading(() => {
      appendFileSync(join(uttrekk, list), '3;4\n');
    }),
  ).toEqual(['extract.changed']);
});

test('a run whose lists nobody touches goes on, and so does one that reads no file of numbers', async () => {
  expect(await reading(() => undefined)).toBe('done');
  const write = (): void => {
    appendFileSync(join(uttrekk, 'noekkelfil.csv'), '3;4\n');
  };
  expect(await reading(write, numbers())).toBe('done');
});
