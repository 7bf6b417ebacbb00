import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/sha256.ts';
import { openState } from '../../src/keys/state-directory.ts';
import { openPartJournal, readPartJournal } from '../../src/package/part-journal.ts';
import { openStaging, type Staging } from '../../src/package/staging.ts';
import type { DeliveredTable } from '../../src/steps/deliver-table.ts';
import { openFinishedParts } from '../../src/steps/finished-parts.ts';
import { decisionOn, episodes, listed, persons, registersOf, row } from '../oracle/named-case.ts';
import { deliverCut, LITTLE_MEMORY } from '../oracle/run-in-passes.ts';
import { inCase, layOut, openWorkshop, planOf, runPrepare, type Case } from '../oracle/workshop.ts';
import type { Workshop } from '../oracle/workshop.ts';

let shop: Workshop;

beforeAll(async () => {
  shop = await openWorkshop();
});

afterAll(() => shop.close());

const decision = decisionOn([episodes([listed('hoveddiagnose'), listed('bidiagnoser')])]);
const people = persons(24);
const diagnoses = ['C50', 'F20', 'I21', 'J45'];
const ROWS_EACH = 14;
/** So many rows that they take several passes; the last of all may have another side diagnosis. */
const registers = (last: string) =>
  registersOf({
    'npr.episode': people.flatMap((person, p) =>
      Array.from({ length: ROWS_EACH }, (_, i) =>
        row(person, {
          hoveddiagnose: diagnoses[p % 4] ?? '',
          bidiagnoser: p === people.length - 1 && i === 0 ? last : (['I10', 'I11'][i % 2] ?? ''),
        }),
      ),
    ),
  });

interface Made {
  readonly tables: readonly DeliveredTable[];
  readonly staging: Staging;
  /** Ends the journal, which stays as that of a run that died until then. */
  readonly end: () => Promise<void>;
}

/** Delivers in several passes and parts into a folder of its own under `ut`, with what dead runs left there. */
async function deliverInto(of: Case, ut: string, run: string, dead: readonly string[]): Promise<Made> {
  const { signer, recipient, identity, ownSigners } = await openState(join(of.folder, 'hjem'));
  const staging = await openStaging(ut, run);
  const journal = await openPartJournal(staging.folder, { sign: signer.sign, recipient });
  const reader = { identities: [identity()], signers: ownSigners };
  const left = await Promise.all(
    dead.map(async (name) => {
      const folder = `.${name}.under-arbeid`;
      return { run: name, folder, lines: await readPartJournal(join(ut, folder), reader) };
    }),
  );
  const made = { run, basis: sha256('basis'), key: sha256('key'), keyBefore: null };
  const finished = openFinishedParts(journal, staging, made, left);
  const tables = await deliverCut(of, await planOf(of, 'one file'), staging, { ...LITTLE_MEMORY, finished });
  return { tables, staging, end: () => journal.end() };
}

const partsOf = (tables: readonly DeliveredTable[]) => tables.flatMap((t) => t.parts);
const filesIn = async ({ folder }: Staging): Promise<readonly string[]> =>
  (await readdir(join(folder, 'data'))).sort();

describe('a table that is written in several passes', () => {
  it('is taken over part by part, and comes out as if it had been written at once', () =>
    inCase(shop, decision, registers('I11'), async (of) => {
      await layOut(of, 'one file');
      await runPrepare(of, 'one file');
      const ut = await mkdtemp(join(of.folder, 'deler-'));
      const dead = await deliverInto(of, ut, 'r1', []);
      const written = await filesIn(dead.staging);
      const whole = await deliverInto(of, ut, 'r2', []);
      const taken = await deliverInto(of, ut, 'r3', ['r1']);
      const parts = partsOf(taken.tables);
      expect(parts.length).toBeGreaterThan(2);
      expect(parts.map((part) => part.takenFrom)).toEqual(parts.map(() => 'r1'));
      expect(parts.map((part) => part.sealed.plaintextSha256)).toEqual(
        partsOf(whole.tables).map((part) => part.sealed.plaintextSha256),
      );
      expect(await filesIn(taken.staging)).toEqual(written);
      expect(await filesIn(dead.staging)).toEqual([]);
      for (const made of [dead, whole, taken]) await made.end();
    }));

  it('is made anew in the pass in which one value is another, and taken over in the rest', () =>
    inCase(shop, decision, registers('I11'), async (of) => {
      await layOut(of, 'one file');
      await runPrepare(of, 'one file');
      const ut = await mkdtemp(join(of.folder, 'deler-'));
      const dead = await deliverInto(of, ut, 'r1', []);
      await rm(join(of.folder, 'one file'), { recursive: true });
      await layOut({ ...of, registers: registers('I10') }, 'one file');
      const { tables, end } = await deliverInto(of, ut, 'r2', ['r1']);
      for (const over of [dead.end, end]) await over();
      const from = partsOf(tables).map((part) => part.takenFrom);
      expect(from).toContain(null);
      expect(from).toContain('r1');
    }));
});
