import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { statePaths } from '../../src/keys/state-paths.ts';
import { runTool } from '../crypto/run-tool.ts';
import { compileProgram, type Ended } from '../cli/compiled-program.ts';
import { listFiles, readText, type Place } from '../cli/place.ts';
import { findMarks } from './canary.ts';
import { openMarkedPlaces } from './marked-place.ts';

const program = compileProgram();
const places = await openMarkedPlaces();
const hook = fileURLToPath(new URL('message-hook.mjs', import.meta.url));
// named apart from the call, since it is a tool of the system
const mkfifo = runTool('sh', ['-c', 'command -v mkfifo']).toString().trim();

/** Stands for the one tool that the program calls, writes down how it is called, and calls it. */
const spy = (log: string): string => `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec ${mkfifo} "$@"\n`;

describe('key material', () => {
  let place: Place;
  let messages = '';
  let calls = '';
  let secrets: readonly string[] = [];
  const said: Ended[] = [];

  beforeAll(async () => {
    place = places.open();
    const tools = join(place.folder, 'tools');
    mkdirSync(tools);
    writeFileSync(join(tools, 'mkfifo'), spy(join(place.folder, 'calls')));
    chmodSync(join(tools, 'mkfifo'), 0o755);
    const own = join(place.folder, 'own-state');
    const env = {
      ...{ ...place.env, TILRETTE_HJEM: own, PATH: tools, MESSAGES: join(place.folder, 'messages') },
    };
    // files are to be closed to others by what the program does, not by the habits of whoever runs it
    const call = { cwd: place.folder, env, before: ['/bin/sh', '-c', 'umask 000; exec "$@"', 'sh'] };
    const input = place.args.slice(0, 4);
    for (const args of [
      ['keys', 'ny'],
      ['keys', 'vis'],
      ['check', ...input],
      ['plan', ...input, '--sql'],
    ])
      said.push(await program.run('main', [...args, '--json'], call));
    for (const node of [['--import', hook], []])
      said.push(await program.run('prepare-main', [...place.args, '--json', '--profil'], { ...call, node }));
    const [name = ''] = readdirSync(place.ut);
    said.push(await program.run('main', ['verify', join(place.ut, name), '--json'], call));
    said.push(await program.run('main', ['oversikt', '--json'], call));
    place = { ...place, state: own };
    messages = readFileSync(join(place.folder, 'messages'), 'utf8');
    calls = readFileSync(join(place.folder, 'calls'), 'utf8');
    secrets = readSecrets(own);
  }, 120_000);

  test('every command has done its work', () => {
    expect(said.map((ended) => [ended.status, ended.stderr.includes('fault')])).toEqual(
      said.map(() => [0, false]),
    );
    expect(secrets.map((secret) => secret.length > 40)).toEqual([true, true]);
  });

  test('lies in files of its owner alone, whatever the umask', () => {
    const open = [place.state, place.ut].flatMap((root) =>
      [
        root,
        ...readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)),
      ].filter((path) => path !== place.ut && (statSync(path).mode & 0o077) !== 0),
    );
    expect(open).toEqual([]);
  });

  test('is in no output of any command', () => {
    for (const { stdout, stderr } of said) expect(findMarks(`${stdout}${stderr}`, secrets)).toEqual([]);
  });

  test('is in no file but its own', () => {
    const { signingKey, identity } = statePaths(place.state);
    const others = listFiles(place.folder).filter((path) => path !== signingKey && path !== identity);
    expect(others.flatMap((path) => findMarks(readText(path), secrets))).toEqual([]);
  });

  test('does not go to another process, whose arguments are a mode and a path', () => {
    const pipes = calls.trim().split('\n');
    expect(pipes.length).toBeGreaterThan(0);
    for (const line of pipes) expect(line).toMatch(/^-m 600 \S+\.pipe$/);
  });

  test('does not go to another thread, which gets public keys only', () => {
    expect(messages).toContain("keys: [ 'age1");
    expect(messages).not.toContain('AGE-SECRET-KEY');
    expect(messages).not.toContain('PRIVATE KEY');
    expect(findMarks(messages, [...secrets, ...places.marks])).toEqual([]);
  });

  test('opens the koblingsnøkkel, which nothing else shows', () => {
    const sealed = join(place.state, 'noekler', '26_00001.noekkel.age');
    const plain = runTool('age', ['-d', '-i', statePaths(place.state).identity, sealed]);
    expect(plain.subarray(0, 4).toString()).toBe('PAR1');
    expect(readText(sealed)).not.toContain('PAR1');
  });
});

/** The seed of the signing key in base64, and the identity. */
function readSecrets(state: string): readonly string[] {
  const { signingKey, identity } = statePaths(state);
  const pem = readFileSync(signingKey, 'utf8').split('\n')[1] ?? '';
  return [pem, readFileSync(identity, 'utf8').trim()];
}
