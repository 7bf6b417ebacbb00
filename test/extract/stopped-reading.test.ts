import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../src/base/progress.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { prepare } from '../../src/pipeline.ts';
import { canHeal } from '../../src/schedule/heals.ts';
import { readVerified, type Place } from '../cli/place.ts';
import { findMarks } from '../security/canary.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { spoilerOf, type Spoiler } from '../security/spoil.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';

const places = await openMarkedPlaces();

/** Runs the main job, doing something at the beginning of a step, and gives what it was refused for. */
async function refusal(place: Place, at: (event: ProgressEvent) => void): Promise<PipelineError> {
  const error: unknown = await prepare(settingsIn(place), {
    ...worldAt(() => new Date('2026-06-01T12:00:00Z')),
    report: at,
  }).catch((thrown: unknown) => thrown);
  if (error instanceof PipelineError) return error;
  throw new Error('no refusal', { cause: error });
}

const file = (place: Place, table: string): string => join(place.uttrekk, `${table}.parquet`);

/** What goes wrong, at the beginning of which step, and what is said. */
const faults: Readonly<
  Record<string, readonly [step: string | null, (place: Place, s: Spoiler) => void, code: string]>
> = {
  'has damaged rows behind a whole footer': [
    null,
    (_, s) => {
      s.flip('dar.doedsfall', 0.1, 300);
    },
    'extract.read-stopped',
  ],
  'is gone before its rows are read': [
    'key',
    (place) => {
      rmSync(file(place, 'dar.doedsfall'));
    },
    'extract.changed',
  ],
  'is cut off before its rows are read': [
    'key',
    (place, s) => {
      s.truncate('dar.doedsfall', 900);
    },
    'extract.changed',
  ],
};

test.each(Object.entries(faults))('an extract that %s is named, and nothing is kept', async (_, fault) => {
  const [step, spoil, code] = fault;
  const place = places.open();
  const spoiler = spoilerOf(place, places.extracts);
  if (step === null) spoil(place, spoiler);
  const error = await refusal(place, (event) => {
    if (event.type === 'begin' && event.step === step) spoil(place, spoiler);
  });
  expect([error.exitCode, error.problems.map((p) => p.code)]).toEqual([13, [code]]);
  const [told] = error.problems;
  const text = [told?.at, told?.expected, told?.got, told?.fix].join(' ');
  expect(text).toContain('dar.doedsfall.parquet');
  expect(findMarks(text, places.marks)).toEqual([]);
  expect(canHeal(error.problems)).toBe(true);
  expect(existsSync(join(place.state, 'noekler', '26_00001.noekkel.age'))).toBe(false);
  expect(readdirSync(place.ut)).toEqual([]);
  expect((await readVerified(place.state)).map((e) => e.type)).toEqual(['run-started', 'refused']);
});
