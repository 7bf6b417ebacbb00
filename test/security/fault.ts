import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareResultSchema, type PrepareResult } from '../../src/artifacts/prepare-result.ts';
import type { Ended, Program } from '../cli/compiled-program.ts';
import type { Changes } from '../cli/demo-decision.ts';
import { readVerified, type Place } from '../cli/place.ts';
import { expectNoMarks, listLeft, type MarkedPlaces } from './marked-place.ts';
import { spoilerOf, type Spoiler } from './spoil.ts';

/** Something that is wrong, and what the program says to it. */
export interface Fault {
  readonly code: string;
  readonly at?: string | RegExp;
  readonly exit: number;
  readonly decision?: Changes;
  readonly spoil?: (spoiler: Spoiler, place: Place) => unknown;
  readonly args?: readonly string[];
  /** Refused before there is a run: nothing to record. */
  readonly unrecorded?: boolean;
}

/**
 * One test for each fault: the program ends with its code and exit status, one JSON document, no cell of a register
 * anywhere, nothing delivered, nothing left behind, and one entry in the ledger. `bad` are further texts not to be shown.
 */
export function testFaults(
  program: Program,
  places: MarkedPlaces,
  faults: Readonly<Record<string, Fault>>,
  bad: readonly string[],
): void {
  test.concurrent.each(Object.entries(faults))(
    '%s is refused and nothing is delivered',
    async (_name, fault) => {
      const place = places.open(fault.decision);
      await fault.spoil?.(spoilerOf(place, places.extracts), place);
      const before = listLeft(place);
      const args = ['prepare', ...place.args, ...(fault.args ?? []), '--json'];
      const ended = await program.call(args, { cwd: place.folder, env: place.env });
      const result = readResult(ended);
      expect(result).toMatchObject({ ok: false, exitCode: fault.exit, package: null, parts: 0 });
      expect(result.problems.map((p) => p.code)).toContain(fault.code);
      expectSaid(ended, result, fault);
      expectNoMarks(place, ended, [...places.marks, ...bad]);
      expect(listLeft(place)).toEqual(before);
      await expectRecorded(place, fault);
    },
  );
}

function readResult({ stdout, status, signal }: Ended): PrepareResult {
  expect(stdout.endsWith('\n')).toBe(true);
  const result = prepareResultSchema.parse(JSON.parse(stdout));
  expect([status, signal]).toEqual([result.exitCode, null]);
  return result;
}

function expectSaid({ stderr }: Ended, { problems }: PrepareResult, { code, at }: Fault): void {
  const said = problems.find((p) => p.code === code);
  if (at !== undefined) expect(said?.at).toMatch(at instanceof RegExp ? at : new RegExp(`^${escape(at)}$`));
  for (const p of problems)
    for (const part of [p.code, p.at, p.expected, p.got, p.fix]) {
      expect(part).not.toBe('');
      expect(stderr).toContain(part);
    }
  expect(stderr).not.toContain('a fault in the program');
}

const escape = (text: string): string => text.replace(/[.[\]]/g, '\\$&');

async function expectRecorded(place: Place, { code, exit, unrecorded }: Fault): Promise<void> {
  if (unrecorded === true) {
    expect(existsSync(join(place.state, 'oversikt.jsonl'))).toBe(false);
    return;
  }
  const ends = (await readVerified(place.state)).filter((e) => e.type !== 'run-started');
  expect(ends).toMatchObject([{ type: 'refused', exitCode: exit }]);
  expect(ends.flatMap((e) => (e.type === 'refused' ? e.codes : []))).toContain(code);
}
