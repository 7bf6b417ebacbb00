import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareResultSchema } from '../../src/artifacts/prepare-result.ts';
import { compileProgram, type Ended } from './compiled-program.ts';

const program = compileProgram();
const call = { cwd: program.folder };
const run = (...args: string[]): Promise<Ended> => program.call(args, call);

/** Names of the commands that a help lists. */
async function listCommands(...of: string[]): Promise<readonly (readonly string[])[]> {
  const { stdout } = await run(...of, '--help');
  const [, listed = ''] = stdout.split(/^Commands:$/m);
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? '');
  return names.filter((name) => name !== 'help').map((name) => [...of, name]);
}

const groups = ['keys', 'kobling'];
const top = await listCommands();
const commands = [
  ...top.filter(([name = '']) => !groups.includes(name)),
  ...(await Promise.all(groups.map((group) => listCommands(group)))).flat(),
].map((words) => words.join(' '));

describe('help', () => {
  test('lists every command', () => {
    expect(commands).toEqual(
      expect.arrayContaining([
        'prepare',
        'check',
        'plan',
        'verify',
        'unpack',
        'oversikt',
        'synth',
        'keys ny',
        'keys vis',
      ]),
    );
  });

  test.concurrent.each(commands)('of %s says what it does, with an example', async (command) => {
    const { status, stdout, stderr } = await run(...command.split(' '), '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: tilrette ${command} `));
    expect(stdout).toMatch(new RegExp(`\nExample:\n {2}\\$ .*tilrette ${command}`));
  });

  test('of the command prepare alone is that of tilrette prepare', async () => {
    const [alone, within] = [
      await program.run('prepare-main', ['--help'], call),
      await run('prepare', '--help'),
    ];
    expect(alone).toEqual(within);
  });
});

describe('a command line that cannot be read', () => {
  const lines = {
    'with an option that there is not': ['prepare', '--vedtak', 'x', '--nope'],
    'without an option that must be there': ['prepare'],
    'with an argument too many': ['check', '--vedtak', 'x', 'y'],
    'with a command that there is not': ['deliver'],
    'without a command': [],
    'of a group without a command': ['keys'],
  };
  test.concurrent.each(Object.entries(lines))('%s ends with 2 and says why, on stderr', async (_, args) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--help|Usage/);
  });

  test('gives a machine its one document', async () => {
    const { status, stdout } = await run('prepare', '--nope', '--json');
    const result = prepareResultSchema.parse(JSON.parse(stdout));
    expect([status, result.exitCode, result.problems.map((p) => p.code)]).toEqual([2, 2, ['usage.option']]);
    const other = await run('verify', '--nope', '--json');
    expect(JSON.parse(other.stdout)).toMatchObject({
      ok: false,
      exitCode: 2,
      problems: [{ code: 'usage.option' }],
    });
  });

  const values = {
    'persons that are no number': ['--personer', 'mange', '--ut', 'x'],
    'years the wrong way round': ['--personer', '10', '--ut', 'x', '--fra', '2020', '--til', '2010'],
    'a year before all registers': ['--personer', '10', '--ut', 'x', '--fra', '1066'],
    'memory that is no size': ['--personer', '10', '--ut', 'x', '--minne', 'mye'],
  };
  test.concurrent.each(Object.entries(values))('with %s ends with 2', async (_, args) => {
    const { status, stderr } = await run('synth', ...args);
    expect([status, stderr.split(' ')[0]]).toEqual([2, '\nusage.option']);
  });

  test('that leads to a place where no file can be made ends with 2', async () => {
    const env = { TILRETTE_HJEM: join(program.folder, 'package.json', 'state') };
    for (const args of [
      ['synth', '--personer', '1', '--ut', 'package.json/x'],
      ['keys', 'ny'],
    ]) {
      const { status, stderr } = await program.call(args, { ...call, env });
      expect([status, stderr.split(' ')[0]]).toEqual([2, '\nusage.folder']);
    }
  });
});

test('the commands that a package installs are there', () => {
  const { bin, version } = JSON.parse(readFileSync(join(program.folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
    version: string;
  };
  expect(Object.keys(bin)).toEqual(['tilrette', 'prepare']);
  for (const file of Object.values(bin))
    expect(readFileSync(join(program.folder, file), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
