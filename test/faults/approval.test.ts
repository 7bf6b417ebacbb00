import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { statePaths } from '../../src/keys/state-paths.ts';
import { listDisclosures } from '../../src/ledger/list-disclosures.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { compileProgram, type Ended } from '../cli/compiled-program.ts';
import { readVerified, type Place } from '../cli/place.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';

const program = compileProgram();
const marked = await openMarkedPlaces();
const hook = fileURLToPath(new URL('crash-hook.mjs', import.meta.url));

const prepare = (place: Place, ...more: readonly string[]): Promise<Ended> =>
  program.call(['prepare', ...place.args, '--utfoert-av', 'Ola', ...more, '--json'], {
    cwd: place.folder,
    env: place.env,
  });

const approve = (place: Place, run: string | null, by: string, dieAt?: string): Promise<Ended> =>
  dieAt === undefined
    ? program.call(line(run, by), { cwd: place.folder, env: place.env })
    : program.run('main', line(run, by), {
        cwd: place.folder,
        env: { ...place.env, DIE_AT: dieAt },
        node: ['--import', hook],
      });

const line = (run: string | null, by: string): readonly string[] => [
  ...['godkjenn', run ?? '', '--av', by, '--json'],
];

const shown = (place: Place): readonly string[] =>
  readdirSync(place.ut)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(place.ut, name));

/** Where the approval dies, and whether the package has its name by then. */
const points = {
  'before the head of the ledger counts the intent': ['before 2 oversikt.hode', false],
  'between the intent and the name': ['before 1 APPROVED', false],
  'when the package has its name': ['after 1 APPROVED', true],
  'before the head of the ledger counts the delivery': ['before 3 oversikt.hode', true],
} as const;

describe('an approval that dies', () => {
  test.concurrent.each(Object.entries(points))(
    '%s leaves all or nothing, and the next makes good',
    async (_, [point, named]) => {
      const place = marked.open();
      const { run, outcome } = prepareResultSchema.parse(
        JSON.parse((await prepare(place, '--vent-godkjenning')).stdout),
      );
      expect(outcome).toBe('awaiting-approval');
      expect(await approve(place, run, 'Kari', point)).toMatchObject({ signal: 'SIGKILL', stdout: '' });
      expect(shown(place)).toHaveLength(named ? 1 : 0);
      const again = await approve(place, run, 'Per');
      expect([again.status, again.stderr.includes('ledger.not-waiting')]).toEqual(
        named ? [16, true] : [0, false],
      );
      const [path = ''] = shown(place);
      await verifyPackage(path, readFileSync(statePaths(place.state).senders, 'utf8'));
      const [delivered, ...others] = listDisclosures(await readVerified(place.state));
      expect(others).toEqual([]);
      expect(delivered).toMatchObject({
        disclosure: { run, package: path },
        approvedBy: named ? 'Kari' : 'Per',
      });
      expect(readdirSync(place.ut).filter((name) => name.endsWith('.venter'))).toEqual([]);
    },
  );

  test('leaves what waits as it was for the runs that come between, and for the delivery that is compared with it', async () => {
    const place = marked.open();
    const waiting = prepareResultSchema.parse(
      JSON.parse((await prepare(place, '--vent-godkjenning')).stdout),
    );
    await approve(place, waiting.run, 'Kari', 'before 1 APPROVED');
    expect(await prepare(place)).toMatchObject({ status: 0 });
    expect(await approve(place, waiting.run, 'Per')).toMatchObject({ status: 0 });
    expect(await prepare(place)).toMatchObject({ status: 0 });
    const runs = listDisclosures(await readVerified(place.state));
    expect(runs.map(({ disclosure }) => disclosure.protokoll?.endring ?? null)).toMatchObject([
      null,
      null,
      { forrige: waiting.run, nye: 0, borte: 0 },
    ]);
    expect(shown(place)).toHaveLength(3);
  });
});
