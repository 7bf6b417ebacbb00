import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { PROGRAM } from '../../src/cli/version.ts';
import type { PrepareSettings, RecordSettings } from '../../src/steps/settings.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { prepare } from '../cli/compiled-pipeline.ts';
import { compileProgram } from '../cli/compiled-program.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { openPlaces, readVerified, type Place } from '../cli/place.ts';
import { settingsIn, worldAt } from '../cli/test-run.ts';

const program = compileProgram();
const demo = fileURLToPath(new URL('../../fixtures/demo/uttrekk', import.meta.url));
const hook = fileURLToPath(new URL('crash-hook.mjs', import.meta.url));
const places = await openPlaces();
const PARTS = 3;

function openPlace(): Place {
  const place = places(null, demoDecision());
  cpSync(demo, place.uttrekk, { recursive: true });
  return place;
}

/** Starts a run with the budget of the other runs here, which dies when so many parts are finished. */
async function dieAfter(place: Place, point: string): Promise<void> {
  const budget = ['--minne', '640MiB', '--traader', '2'];
  const call = { cwd: place.folder, env: { ...place.env, DIE_AT: point }, node: ['--import', hook] };
  const dead = await program.run('prepare-main', [...place.args, ...budget, '--json'], call);
  expect(dead).toMatchObject({ signal: 'SIGKILL', stdout: '' });
}

function run(
  place: Place,
  record: Partial<RecordSettings> = {},
  changes: Partial<PrepareSettings> = {},
): Promise<PrepareResult> {
  const settings = { ...settingsIn(place, record), program: PROGRAM, ...changes };
  return prepare(
    settings,
    worldAt(() => new Date()),
  );
}

/** The package verifies, nothing else lies in the output, and made anew without what died it is the same, byte for byte. */
async function expectRight(place: Place, made: PrepareResult): Promise<void> {
  expect(made).toMatchObject({ outcome: 'delivered', parts: PARTS });
  expect(readdirSync(place.ut)).toHaveLength(packagesIn(place).length);
  await verifyPackage(made.package ?? '', readFileSync(statePaths(place.state).senders, 'utf8'));
  const again = await run(place, { recreates: made.run });
  expect(again).toMatchObject({ outcome: 'recreated', parts: PARTS, takenOver: [] });
}

/** All but named pipes, which a dead run leaves too. */
const copy = (from: string, to: string): void => {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.pipe') });
};

const packagesIn = ({ ut }: Place): readonly string[] =>
  readdirSync(ut).filter((name) => !name.startsWith('.'));
const deadFolder = ({ ut }: Place): string =>
  join(ut, readdirSync(ut).find((name) => name.endsWith('.under-arbeid')) ?? 'none');
const sum = (made: PrepareResult): number => made.takenOver.reduce((all, { parts }) => all + parts, 0);

describe('the run after one that died', () => {
  test.each([1, 2, 3])('takes over %i finished parts of the first delivery of a case', async (parts) => {
    const place = openPlace();
    await dieAfter(place, `after ${parts} PART`);
    const made = await run(place);
    const [dead] = await readVerified(place.state);
    expect(dead).toMatchObject({ type: 'run-started' });
    const from = dead?.type === 'run-started' ? dead.run : '';
    expect(made.takenOver).toEqual([{ run: from, parts }]);
    const entries = await readVerified(place.state);
    expect(entries.map((e) => e.type)).toEqual([
      ...['run-started', 'abandoned', 'run-started', 'taken-over', 'intent', 'delivered'],
    ]);
    expect(entries[3]).toMatchObject({ run: made.run, from, parts });
    await expectRight(place, made);
  });

  test('takes over parts of a later delivery, whose persons have their numbers already', async () => {
    const place = openPlace();
    const first = await run(place);
    await dieAfter(place, 'after 2 PART');
    const made = await run(place, { corrects: first.run });
    expect(sum(made)).toBe(2);
    await expectRight(place, made);
  });

  test('takes over what several have finished that died one after the other', async () => {
    const place = openPlace();
    await dieAfter(place, 'after 1 PART');
    await dieAfter(place, 'after 2 PART');
    await dieAfter(place, 'before 1 .noekkel.age');
    const made = await run(place);
    expect(sum(made)).toBe(3);
    await expectRight(place, made);
  });

  test('takes over parts of one that died when the koblingsnøkkel was in place', async () => {
    const place = openPlace();
    await dieAfter(place, 'after 1 .noekkel.age');
    const made = await run(place);
    expect(sum(made)).toBe(3);
    await expectRight(place, made);
  });

  test('takes parts over into a package that waits for approval', async () => {
    const place = openPlace();
    await dieAfter(place, 'after 2 PART');
    const made = await run(place, { preparedBy: 'Kari', awaitApproval: true });
    expect(made).toMatchObject({ outcome: 'awaiting-approval', parts: PARTS });
    expect(sum(made)).toBe(2);
    await verifyPackage(made.package ?? '', readFileSync(statePaths(place.state).senders, 'utf8'));
  });
});

describe('nothing is taken over', () => {
  const place = openPlace();
  const kept = join(place.folder, 'kept');
  const extract = join(place.uttrekk, readdirSync(demo).sort()[0] ?? '');
  const decisions = { own: readFileSync(place.vedtak, 'utf8'), other: '' };

  beforeAll(async () => {
    await dieAfter(place, 'after 2 PART');
    for (const name of ['ut', 'state']) copy(join(place.folder, name), join(kept, name));
    const recipient = await identityToRecipient(await generateX25519Identity());
    const { utlevering } = demoDecision() as { utlevering: { mottakere: string[] } };
    decisions.other = JSON.stringify(
      demoDecision({ 'utlevering.mottakere': [...utlevering.mottakere, recipient] }),
    );
  });

  /** The place as the dead run left it; its extracts are never written again, since that would change them. */
  function asLeft(): void {
    for (const name of ['ut', 'state']) {
      rmSync(join(place.folder, name), { recursive: true });
      copy(join(kept, name), join(place.folder, name));
    }
    writeFileSync(place.vedtak, decisions.own);
  }

  async function expectTaken(parts: number, made: Promise<PrepareResult>): Promise<void> {
    const result = await made;
    expect(sum(result)).toBe(parts);
    expect(result).toMatchObject({ outcome: 'delivered', parts: PARTS });
    await verifyPackage(result.package ?? '', readFileSync(statePaths(place.state).senders, 'utf8'));
    expect(readdirSync(place.ut)).toEqual(packagesIn(place));
  }

  test('but where all is as it was, both parts are', async () => {
    asLeft();
    await expectTaken(2, run(place));
  });

  test('of a part that has been changed, and the other is', async () => {
    asLeft();
    const data = join(deadFolder(place), 'data');
    const part = join(data, readdirSync(data).sort()[0] ?? '');
    const bytes = readFileSync(part);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(part, bytes);
    await expectTaken(1, run(place));
  });

  test('of a part that is gone', async () => {
    asLeft();
    const data = join(deadFolder(place), 'data');
    rmSync(join(data, readdirSync(data).sort()[0] ?? ''));
    await expectTaken(1, run(place));
  });

  test('where a line of the journal has been changed, and a line that was cut off is no harm', async () => {
    asLeft();
    const journal = join(deadFolder(place), 'ferdige-deler');
    const [first = '', second = ''] = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, `${first.slice(0, -8)}${'A'.repeat(8)}\n${second}\n${second.slice(0, 50)}`);
    await expectTaken(1, run(place));
  });

  test('of a dead run of another name', async () => {
    asLeft();
    const folder = deadFolder(place);
    cpSync(folder, folder.replace(/_[0-9a-f]{6}\.under-arbeid$/, '_000000.under-arbeid'), {
      recursive: true,
    });
    rmSync(folder, { recursive: true });
    await expectTaken(0, run(place));
  });

  test.each([
    ['by another version of the program', { program: { navn: 'tilrette', versjon: '0.0.0' } }],
    ['with another budget', { memoryBytes: 700 * 2 ** 20 }],
    ['with other threads', { threads: 1 }],
  ])('%s', async (_, changes) => {
    asLeft();
    await expectTaken(0, run(place, {}, changes));
  });

  test('under another decision', async () => {
    asLeft();
    appendFileSync(place.vedtak, '\n');
    await expectTaken(0, run(place));
  });

  test('for other recipients', async () => {
    asLeft();
    writeFileSync(place.vedtak, decisions.other);
    await expectTaken(0, run(place));
  });

  test('when the koblingsnøkkel has changed in between', async () => {
    asLeft();
    const noekler = join(place.state, 'noekler');
    for (const name of readdirSync(noekler)) if (name.endsWith('.ny')) rmSync(join(noekler, name));
    await expectTaken(0, run(place));
  });

  test('when a list of objections has come, until it is gone', async () => {
    const list = join(place.uttrekk, 'reservasjoner.csv');
    asLeft();
    writeFileSync(list, 'foedselsnummer\n');
    await expectTaken(0, run(place));
    rmSync(list);
    asLeft();
    await expectTaken(2, run(place));
  });

  test('from an extract that has been written again', async () => {
    asLeft();
    utimesSync(extract, new Date(), new Date());
    await expectTaken(0, run(place));
  });
});
